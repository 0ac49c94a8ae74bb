# SPDX-License-Identifier: MIT
"""Prepare sanitized HTML for a page, and collect its headings, text, links and anchors."""
