# SPDX-License-Identifier: MIT
"""Search: indexes documents for Whoosh and for the browser, answers questions, measures quality.

The stages are sub-packages, from the bottom: `index`, `browser`, then `query` and `incremental`,
`engines`, `evaluation`. Imports `content`, `language`, `settings` and `model`.
"""
