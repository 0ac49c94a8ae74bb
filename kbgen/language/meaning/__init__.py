# SPDX-License-Identifier: MIT
"""Meaning: vectors of words and texts that are close if they mean the same, in any language."""
