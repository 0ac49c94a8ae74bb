# SPDX-License-Identifier: MIT
"""Named columns of numbers and texts in one file, read where they lie.

A build that follows an edit looks at a hundredth of the index that the last one kept: the file is mapped into memory,
and what nobody looks at is never read.
"""

from __future__ import annotations

import json
import os
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    Column = npt.NDArray[Any]

_ALIGNED: Final = 64
"""Bytes: where a column may begin."""


def write_columns(file: Path, columns: Mapping[str, Column]) -> None:
    """Write columns to a new file: a line of JSON that says what they are, then one after another.

    Raises:
        OSError: the disk refuses.
    """
    head = json.dumps({name: [column.dtype.str, len(column)] for name, column in columns.items()}).encode() + b"\n"
    file.unlink(missing_ok=True)  # whoever has mapped the old file keeps it
    with file.open("wb") as stream:
        for content in chain([head], (column.tobytes() for column in columns.values())):
            stream.write(content)
            stream.write(bytes(-len(content) % _ALIGNED))


def read_columns(file: Path) -> dict[str, Column]:
    """The columns of a file, read-only.

    Raises:
        OSError, ValueError: there is no such file, or it is damaged.
    """
    # Windows removes no file that is mapped, and the next edit may want to.
    whole = np.fromfile(file, np.uint8) if os.name == "nt" else np.memmap(file, np.uint8, "r")
    whole.flags.writeable = False
    line = bytes(whole[: 1 << 16]).split(b"\n", 1)[0]
    place = _padded(len(line) + 1)
    columns = {}
    for name, (kind, length) in json.loads(line).items():
        size = np.dtype(kind).itemsize * length
        if place + size > len(whole):
            raise ValueError("the file is cut off")
        columns[name] = np.asarray(whole[place : place + size].view(kind))
        place += _padded(size)
    return columns


def _padded(size: int) -> int:
    return size + -size % _ALIGNED


def column_of(texts: Iterable[str]) -> Column:
    """Texts without line ends as a column."""
    return np.frombuffer(to_lines(texts), np.uint8)


def texts_of(column: Column) -> list[str]:
    """The reverse of `column_of`, for texts that are not empty."""
    return from_lines(column.tobytes())


def to_lines(texts: Iterable[str]) -> bytes:
    """Texts without line ends, one a line: together they would take four bytes a letter, for the sake of one."""
    return b"\n".join([text.encode("utf-8", "surrogatepass") for text in texts])


def from_lines(data: bytes) -> list[str]:
    """The reverse of `to_lines`, for texts that are not empty."""
    return [line.decode("utf-8", "surrogatepass") for line in data.split(b"\n")] if data else []
