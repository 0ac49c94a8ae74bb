# SPDX-License-Identifier: MIT
"""Bring one edit into an index that is already there, without compiling the whole."""
