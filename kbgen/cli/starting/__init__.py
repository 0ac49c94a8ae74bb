# SPDX-License-Identifier: MIT
"""Commands that begin a site: from nothing, from a MkDocs site, from another generator."""
