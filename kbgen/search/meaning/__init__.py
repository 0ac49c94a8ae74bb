# SPDX-License-Identifier: MIT
"""Affinity lists: for each word of a language, the articles whose meaning is closest to it."""
