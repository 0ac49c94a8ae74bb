# SPDX-License-Identifier: MIT
"""Compare the output of `mkdocs build` with the output of kbgen for the same site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .pages import PageContent

MISSING_SHARE: Final = 0.02
"""A page counts when more than this share of its words is missing."""
_THEME_FILES: Final = re.compile(
    r"(assets/(javascripts|stylesheets|images/(favicon\.png|social/))|search/|sitemap\.xml"
    r"|objects\.inv|404\.html|assets/external/|assets/_mkdocstrings|\.nojekyll)"
)
"""Files that MkDocs and its theme add; pages of kbgen have their own."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The words of one page that are missing in kbgen's page."""

    address: str
    share: float
    words: tuple[str, ...]
    """The most frequent missing words."""


@dataclass(slots=True)
class Comparison:
    """What is in MkDocs' output and not in kbgen's."""

    both: int = 0
    """Pages with an article in both outputs."""
    gone: list[str] = field(default_factory=list)
    """Addresses of pages."""
    files: list[str] = field(default_factory=list)
    """Other files."""
    losses: list[Loss] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    """Addresses of headings, with `#`."""


def compare_sites(before: Path, after: Path) -> Comparison:
    """Compare two folders of pages; `before` is the output of MkDocs."""
    found = Comparison()
    for path in _site_files(before):
        if not (after / path).is_file():
            (found.gone if path.endswith(".html") else found.files).append(_address(path))
        elif path.endswith(".html"):
            _compare_page(_address(path), _read(before / path), _read(after / path), found)
    return found


def _compare_page(address: str, old: PageContent, new: PageContent, found: Comparison) -> None:
    if not old.is_article:
        return
    found.both += new.is_article
    missing = old.words - new.words
    share = missing.total() / old.words.total()
    if share > MISSING_SHARE:
        words = tuple(word for word, _ in missing.most_common(12))
        found.losses.append(Loss(address, share, words))
    found.anchors += [f"{address}#{name}" for name in sorted(old.headings - new.anchors)]


def _site_files(folder: Path) -> Iterable[str]:
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if not _THEME_FILES.match(path))


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _read(page: Path) -> PageContent:
    return read_page(page.read_text("utf-8", "replace"))
