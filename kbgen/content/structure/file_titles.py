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
    stem = _stem(path)
    words = " ".join(stem.replace("-", " ").replace("_", " ").split()) or stem
    return words.capitalize() if words.lower() == words else words


def title_source(path: str) -> str:
    """Return what `title_from_path` makes a title from, as messages name it."""
    if is_index(path):
        return "the name of its folder" if dirname(path) else "the name of the site"
    return "the name of its file"


def is_file_name(path: str, title: str) -> bool:
    """Tell whether a title is the name of the file as it is, as in `Drag and drop.md`.

    Its writer chose that name as the title.
    """
    return not is_index(path) and title == _stem(path)


def _stem(path: str) -> str:
    return splitext(path.rpartition("/")[2])[0]
