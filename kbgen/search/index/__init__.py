# SPDX-License-Identifier: MIT
"""Documents become records, records become postings: what both engines rank by."""
