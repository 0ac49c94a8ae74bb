# SPDX-License-Identifier: MIT
"""Turns documents into records, and records into the postings that both engines rank by."""
