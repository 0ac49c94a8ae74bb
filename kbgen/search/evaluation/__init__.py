# SPDX-License-Identifier: MIT
"""Measures search: against judged questions, and against the search promises of writers."""
