# SPDX-License-Identifier: MIT
"""Group tickets that ask the same thing, and pick the questions that can be shown."""
