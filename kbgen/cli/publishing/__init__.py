# SPDX-License-Identifier: MIT
"""Commands that check, preview, build and verify a site, and keep its addresses."""
