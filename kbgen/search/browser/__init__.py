# SPDX-License-Identifier: MIT
"""Turns postings into the files that a browser loads: lines, shards, names with hashes."""
