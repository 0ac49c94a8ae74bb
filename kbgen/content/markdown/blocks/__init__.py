# SPDX-License-Identifier: MIT
"""Make Python-Markdown nest lists, quotes, fences and tables as CommonMark and GitHub do.

In: Markdown. `parser.py` reads its blocks with markdown-it-py, `same_in_both.py` finds the ones
that Python-Markdown reads differently, `rewrite.py` writes these in another way, and `extension.py`
adds the pass to a Markdown object.
"""
