# SPDX-License-Identifier: MIT
"""Diagrams in Mermaid: drawn by the site's own command, or shown as their source."""
