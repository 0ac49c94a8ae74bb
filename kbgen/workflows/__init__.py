# SPDX-License-Identifier: MIT
"""Use cases that join packages: load the settings of a site, ask its search, check its promises.

Above `site`, below the command line and the MkDocs plugin.
"""
