# SPDX-License-Identifier: MIT
"""A file of the browser's index, on its way from the compiler to the work folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the browser's index, new or reused from an earlier build."""

    source: str
    """Digest of the lines or rows that the file was built from."""
    digest: str
    """SHA-256 of the contents, hexadecimal."""
    size: int
    """Number of bytes."""
    content: bytes | Path
    """The contents, or the file in the work folder that contains them."""

    def read(self) -> bytes:
        """Return the contents."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()
