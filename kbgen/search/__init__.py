# SPDX-License-Identifier: MIT
"""Search: documents → analysed records → Whoosh index and browser files; questions to both; quality.

Imports `content`, `settings` and `model`. Whoosh is imported in `whoosh_index.py` alone.
"""
