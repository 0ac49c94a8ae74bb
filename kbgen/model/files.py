# SPDX-License-Identifier: MIT
"""Files of a site on their way from planning to publishing."""

from __future__ import annotations

from pathlib import Path

FileContent = bytes | Path
"""What a file of the site consists of: bytes, or a file to copy."""
