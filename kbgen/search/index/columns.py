# SPDX-License-Identifier: MIT
"""Named columns of numbers and texts in one file, mapped into memory.

The build after an edit needs about a hundredth of the stored index. A mapped file is read only
where the build looks at it.

Layout: a line of JSON, `{name: [dtype, length]}`, then the columns in that order. Each part is
padded with zeros to a multiple of `_ALIGNED` bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]

_ALIGNED: Final = 64
"""Columns begin at multiples of this many bytes."""


def write_columns(file: Path, columns: Mapping[str, Column]) -> None:
    """Write columns to a new file.

    Raises:
        OSError: The file cannot be written.
    """
    head = (
        json.dumps(
            {name: [column.dtype.str, len(column)] for name, column in columns.items()}
        ).encode()
        + b"\n"
    )
    file.unlink(missing_ok=True)  # a process that has mapped the old file keeps it
    with file.open("wb") as stream:
        for content in chain([head], (column.tobytes() for column in columns.values())):
            stream.write(content)
            stream.write(bytes(-len(content) % _ALIGNED))


def read_columns(file: Path) -> dict[str, Column]:
    """Return the columns of a file, read-only.

    Raises:
        OSError, ValueError: The file is missing or damaged.
    """
    # Windows does not let the next edit remove a mapped file, so the file is read instead.
    data = np.fromfile(file, np.uint8) if os.name == "nt" else np.memmap(file, np.uint8, "r")
    data.flags.writeable = False
    # The line of JSON names all columns, in the order in which they follow it.
    line = bytes(data[: 1 << 16]).split(b"\n", 1)[0]
    offset = _padded(len(line) + 1)
    columns = {}
    for name, (kind, length) in json.loads(line).items():
        # A view, not a copy: numbers are read from the file when they are used.
        size = np.dtype(kind).itemsize * length
        if offset + size > len(data):
            raise ValueError("the file is cut off")
        columns[name] = np.asarray(data[offset : offset + size].view(kind))
        offset += _padded(size)
    return columns


def _padded(size: int) -> int:
    """Round a size up to a multiple of `_ALIGNED`."""
    return size + -size % _ALIGNED


def column_of(texts: Iterable[str]) -> Column:
    """Return texts without line breaks as a column of bytes."""
    return np.frombuffer(to_lines(texts), np.uint8)


def texts_of(column: Column) -> list[str]:
    """Return the texts of a column from `column_of`; none may be empty."""
    return from_lines(column.tobytes())


def to_lines(texts: Iterable[str]) -> bytes:
    """Encode texts without line breaks, one per line.

    Texts are encoded separately: in one joined string, a single rare letter would make every letter
    take four bytes.
    """
    return b"\n".join([text.encode("utf-8", "surrogatepass") for text in texts])


def from_lines(data: bytes) -> list[str]:
    """Decode the output of `to_lines`; no text may be empty."""
    # Splitting copies each text in its own narrowest form, whatever letters the others have.
    return data.decode("utf-8", "surrogatepass").split("\n") if data else []
