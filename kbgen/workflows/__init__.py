# SPDX-License-Identifier: MIT
"""Use cases that combine packages: load settings, search a site, check its search promises.

This layer is above `site`, and below the command line and the MkDocs plugin.
"""
