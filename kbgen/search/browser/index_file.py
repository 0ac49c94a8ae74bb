# SPDX-License-Identifier: MIT
"""The files of the browser's index, on their way from the compiler to the work folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kbgen.model import SearchStatistics


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


@dataclass(frozen=True, slots=True)
class BrowserIndex:
    """The browser's files of one language."""

    index_files: dict[str, IndexFile]
    """Name relative to `search/<lang>/` → file."""
    statistics: SearchStatistics

    @property
    def files(self) -> dict[str, bytes]:
        """Map each name to the file's contents."""
        return {name: file.read() for name, file in self.index_files.items()}
