# SPDX-License-Identifier: MIT
"""Group tickets that ask the same question, and choose the questions to show."""
