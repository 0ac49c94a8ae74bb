# SPDX-License-Identifier: MIT
"""Words of natural languages: folding, tokens, stop words, dictionaries and inflected forms.

Imports `settings` and `model`. Content checks, search and tickets import it.
"""
