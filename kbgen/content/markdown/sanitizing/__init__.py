# SPDX-License-Identifier: MIT
"""Remove from HTML what could harm a reader or the site, and report it."""
