# SPDX-License-Identifier: MIT
"""Reads a question, corrects its spelling, ranks the articles, and explains the ranking."""
