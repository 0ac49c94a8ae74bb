# SPDX-License-Identifier: MIT
"""Measure what a program wrote: pages, bytes, and how much of them a customer downloads."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEVEL: Final = 6  # what web servers use


@dataclass(frozen=True, slots=True)
class Output:
    """Sizes of one site folder, in bytes."""

    pages: int
    """Number of HTML files."""
    articles: int
    """Number of articles that have a page."""
    size: int
    """All files; hard links count each time."""
    page: float
    """The median article page."""
    page_gzip: float
    search: int
    """The files of the search index."""
    search_gzip: int


def inspect(site: Path, articles: Iterable[Path], default_language: str = "") -> Output:
    """Measure a site.

    Args:
        site: the folder that was written.
        articles: the sources, relative to the content folder.
        default_language: its folder is served at the root; empty when every folder keeps its name.
    """
    pages = [
        path
        for path in (site / article_page(article, default_language) for article in articles)
        if path.is_file()
    ]
    files = [path for path in site.rglob("*") if path.is_file()]
    search = [
        path for path in files if path.relative_to(site).parts[0] == "search" and _is_data(path)
    ]
    return Output(
        pages=sum(path.suffix == ".html" for path in files),
        articles=len(pages),
        size=sum(map(_size, files)),
        page=median([_size(page) for page in pages] or [0]),
        page_gzip=median([gzipped(page) for page in pages] or [0]),
        search=sum(map(_size, search)),
        search_gzip=sum(map(gzipped, search)),
    )


def article_page(source: Path, default_language: str = "") -> str:
    """Return the path of an article's page with directory URLs."""
    path = PurePosixPath(source.as_posix())
    if default_language and path.parts[0] == default_language:
        path = path.relative_to(default_language)
    folder = path.parent if path.stem in {"index", "README"} else path.with_suffix("")
    return str(folder / "index.html")


def _is_data(path: Path) -> bool:
    """Tell whether the file is search data; `search/` also contains the search page."""
    return path.suffix != ".html"


def _size(path: Path) -> int:
    return path.stat().st_size


def gzipped(path: Path) -> int:
    """Return the bytes of a file as a web server sends them."""
    return len(gzip.compress(path.read_bytes(), _LEVEL, mtime=0))
