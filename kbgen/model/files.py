# SPDX-License-Identifier: MIT
"""The content of output files, between planning and publishing."""

from __future__ import annotations

from pathlib import Path

FileContent = bytes | Path
"""The content of an output file: bytes, or the path of a file to copy."""
