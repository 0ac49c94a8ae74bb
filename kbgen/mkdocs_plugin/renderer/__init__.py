# SPDX-License-Identifier: MIT
"""Render pages with MkDocs' theme environment, without a MkDocs build around it."""
