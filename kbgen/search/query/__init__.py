# SPDX-License-Identifier: MIT
"""A question: its readings, spelling corrections, score, and why a result is where it is."""
