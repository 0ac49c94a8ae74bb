# SPDX-License-Identifier: MIT
"""Applies an edit to the stored index, instead of compiling the whole index again."""
