# SPDX-License-Identifier: MIT
"""Group tickets that ask the same thing, and choose the questions to show."""
