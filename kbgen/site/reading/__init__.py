# SPDX-License-Identifier: MIT
"""Content folder to knowledge base and search records, through the cache."""
