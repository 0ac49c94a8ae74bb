# SPDX-License-Identifier: MIT
"""Search: documents become analyzed records, a Whoosh index and browser files; questions to both; quality.

The stages are sub-packages, from the bottom: `index`, `browser`, then `query` and `incremental`, `engines`,
`evaluation`. Imports `content`, `language`, `settings` and `model`.
"""
