# SPDX-License-Identifier: MIT
"""Plan all pages and other files of a site from its knowledge base, before anything is rendered."""
