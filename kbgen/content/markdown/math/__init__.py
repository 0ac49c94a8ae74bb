# SPDX-License-Identifier: MIT
"""Formulas: LaTeX → MathML when the site is built, so that pages need no script for them."""
