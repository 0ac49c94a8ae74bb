# SPDX-License-Identifier: MIT
"""Read a question, correct its spelling, rank the articles, and explain the ranking."""
