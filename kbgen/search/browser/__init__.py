# SPDX-License-Identifier: MIT
"""Postings become the files that a browser loads: lines, shards, names with digests."""
