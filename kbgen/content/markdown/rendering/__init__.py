# SPDX-License-Identifier: MIT
"""Prepare Python-Markdown and run it within a budget: extensions, snippets, highlighting."""
