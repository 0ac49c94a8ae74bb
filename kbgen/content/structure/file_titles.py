# SPDX-License-Identifier: MIT
"""Make a title from the name of a file, for an article that has no other title."""

from __future__ import annotations

from posixpath import dirname, splitext

from kbgen.content.structure.categories import readable
from kbgen.content.structure.urls import is_index


def title_from_path(path: str, site_name: str) -> str:
    """Return a title as MkDocs makes it: `file_name-x.md` → `File name x`.

    Args:
        path: Path without the language folder.
        site_name: The title of the home page. The text of a folder has the folder's name.
    """
    if is_index(path):
        return readable(dirname(path)) if dirname(path) else site_name or "Home"
    stem = splitext(path.rpartition("/")[2])[0]
    words = " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem
    return words.capitalize() if words.lower() == words else words
