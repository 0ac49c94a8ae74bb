# SPDX-License-Identifier: MIT
"""The files of the browser's index, on their way from the compiler through the work folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kbgen.model import FileContent, SearchStatistics


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the browser's index, new or from the work folder."""

    source: str
    """Digest of the lines or rows that the file was built from."""
    digest: str
    """SHA-256 of the contents, hexadecimal."""
    size: int
    """Number of bytes."""
    content: FileContent
    """The contents, or the file in the work folder. Read that file before the next build."""

    def read(self) -> bytes:
        """Return the contents."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


@dataclass(frozen=True, slots=True)
class BrowserIndex:
    """The browser's files of one language."""

    files: dict[str, IndexFile]
    """Name relative to `search/<lang>/` → file."""
    statistics: SearchStatistics
