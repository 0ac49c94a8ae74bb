# SPDX-License-Identifier: MIT
"""The build cache: one SQLite file, and the encoding and compression of its values."""
