# SPDX-License-Identifier: MIT
"""Read the content folder into a knowledge base and search records, through the cache."""
