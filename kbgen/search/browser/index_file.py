# SPDX-License-Identifier: MIT
"""One of the browser's files on its way from the compiler to the work folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file, made now or at an earlier time."""

    source: str
    """Changes when what it was made of does."""
    digest: str
    """SHA-256 of its contents, hexadecimal."""
    size: int
    """Bytes."""
    content: bytes | Path

    def read(self) -> bytes:
        """Its contents."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()
