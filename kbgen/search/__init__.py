# SPDX-License-Identifier: MIT
"""Search: turns documents into a Whoosh index and browser files, answers questions, measures quality.

The stages are sub-packages, from the bottom: `index`, `browser`, then `query` and `incremental`,
`engines`, `evaluation`. Imports `content`, `language`, `settings` and `model`.
"""
