# SPDX-License-Identifier: MIT
"""Evaluate Liquid, the template language of Jekyll, as far as a folder has the values.

`values` evaluates expressions, `parser` reads a text as nodes, and `rendering` writes them. What
has no value is never printed: it is reported, and kept in a comment.

In: the text of an article and the values of its site. Out: Markdown.
"""
