# SPDX-License-Identifier: MIT
"""Find and read the files of `content/_data/`, which `walk` skips.

In: the content folder. Out: one file per language and its text, or diagnostics KB101, KB102, KB103,
KB105, KB106.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.runtime.problems import Problems

MAX_BYTES = 4_000_000


def data_files(docs_dir: Path, name: str) -> dict[str, str]:
    """Return the files `<name>.<language>.yml` (or `.yaml`) of the data folder.

    Returns:
        Path in the content folder → language code in the file's name, sorted by path.
    """
    pattern = re.compile(rf"{re.escape(name)}\.([A-Za-z-]+)\.ya?ml")
    try:
        names = sorted(entry.name for entry in (docs_dir / DATA_FOLDER).iterdir())
    except OSError:
        return {}
    return {
        f"{DATA_FOLDER}/{file_name}": match[1]
        for file_name in names
        if (match := pattern.fullmatch(file_name))
    }


def read_data_file(docs_dir: Path, path: str, problems: Problems) -> str | None:
    """Read the text of a data file; report an unusable one and return None.

    Args:
        docs_dir: The content folder.
        path: The file's path in it.
        problems: Receives the diagnostics.
    """
    file = docs_dir / path
    if not file.resolve().is_relative_to(docs_dir.resolve()):
        hint = "Copy the file into the content folder."
        problems.add("KB106", "the symbolic link points outside the content folder", hint=hint)
        return None
    if not file.is_file():
        problems.add("KB105", "not a regular file")
        return None
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(
            "KB105", f"file cannot be read: {error.strerror}", hint="Check its permissions."
        )
        return None
    if len(data) > MAX_BYTES:
        problems.add("KB103", f"the file has more than {MAX_BYTES:,} bytes")
        return None
    return decode(data, problems)
