# SPDX-License-Identifier: MIT
"""Use cases that combine packages: load the settings of a site, search it, check its search promises.

This layer is above `site`, and below the command line and the MkDocs plugin.
"""
