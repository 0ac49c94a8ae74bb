# SPDX-License-Identifier: MIT
"""Words of natural languages: folding, tokens, stop words, dictionaries and the inflected forms of a term.

Imports `settings` and `model`. Content checks, search and tickets all use it, so it is below them.
"""
