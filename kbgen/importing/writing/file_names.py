# SPDX-License-Identifier: MIT
"""Turn any path into one that can be published, inside the content folder and unique.

In: paths that a converter proposes, which may contain anything. Out: safe paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import splitext
from typing import Final
from unicodedata import normalize

from kbgen.content.source.file_names import MAX_NAME_BYTES, name_problem
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.content.structure.urls import MARKDOWN_SUFFIXES, is_index, is_markdown, page_output

_BAD: Final = re.compile(r'[<>:"|?*\\%\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+')
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_RESERVED_TOP: Final = re.compile(r"(?:search|contact|404|sitemap)(?:\.\w+)?")
_ENDINGS: Final = frozenset(suffix[1:] for suffix in MARKDOWN_SUFFIXES)
_MAX_PARTS: Final = 20


def safe_path(path: str) -> str:
    """Return a path that stays inside its folder and can be published.

    `..`, empty parts and leading dots disappear; characters that a system forbids become hyphens.
    """
    parts = [safe_name(part) for part in path.replace("\\", "/").split("/") if part.strip(". ")]
    parts = parts[:_MAX_PARTS] or ["index.md"]
    # Files there are not articles.
    if parts[0] == DATA_FOLDER:
        parts[0] = DATA_FOLDER.strip("_")
    return "/".join(parts)


def safe_name(name: str) -> str:
    """Return a file or folder name that can be published on every system."""
    clean = normalize("NFC", _INVISIBLE.sub("", _BAD.sub("-", name)))
    clean = clean.strip(" ").lstrip(".").rstrip(". ") or "page"
    # A file named only `.md` has lost its dot.
    clean = f"page.{clean}" if clean in _ENDINGS else clean
    stem, suffix = splitext(clean)
    clean = f"{stem.strip(' .') or 'page'}{suffix}"
    # Room for a number that makes the name unique.
    if len(clean.encode()) > MAX_NAME_BYTES - 20:
        room = MAX_NAME_BYTES - 20 - len(suffix.encode()[:20])
        clean = stem.encode()[:room].decode("utf-8", "ignore") + suffix[:20]
    return f"page-{clean}" if name_problem(clean) else clean


def is_reserved(path: str) -> bool:
    """Tell whether kbgen uses an address itself: `search/`, `contact/`."""
    return _RESERVED_TOP.fullmatch(path.partition("/")[0].lower()) is not None


@dataclass(slots=True)
class NewNames:
    """Gives out names in the content folder, each once."""

    taken: set[str] = field(default_factory=set)
    """Outputs of the names given out, in lower case."""

    def unique(self, path: str, top: str = "") -> str:
        """Return the path, or the next free one: `refund.md`, `refund-2.md`.

        Args:
            path: A safe path.
            top: The language folder with which it begins, or empty.
        """
        number, candidate = 1, path
        while not self._take(candidate, top):
            number += 1
            stem, suffix = splitext(path)
            stem = stem.removesuffix("/index").removesuffix("/README") if is_index(path) else stem
            candidate = f"{stem}-{number}{suffix}"
        return candidate

    def _take(self, path: str, top: str) -> bool:
        inside = path.removeprefix(f"{top}/") if top else path
        if is_markdown(path) and is_reserved(splitext(inside)[0]):
            return False
        output = page_output(path, directory_urls=True) if is_markdown(path) else path
        # Some systems do not distinguish letter case.
        key = output.lower()
        # Every folder has a page, so an article must not be where a file is, and vice versa.
        if key in self.taken:
            return False
        self.taken.add(key)
        return True
