# SPDX-License-Identifier: MIT
"""Determine the language, id, URL and category of articles, and the navigation of the site."""
