# SPDX-License-Identifier: MIT
"""Sort articles into categories and sections.

Categories and sections are named and ordered by `_category.yml`, `index.md` or their folder.

In: the articles of one language and the fields of its `_category.yml` files. Out: categories, and
the articles of the top level.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kbgen.model import Article, Category, ListedPage, Section

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_NUMBER_PREFIX = re.compile(r"^\d{1,3}[-_. ]+(?=\D)")

FolderUrl = Callable[[str], str]
ShelfFields = Mapping[str, Mapping[str, Any]]
"""Fields of `_category.yml` by folder."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """The categories of one language, and the paths of the articles outside them."""

    categories: tuple[Category, ...]
    top_articles: tuple[str, ...]


def shelf_of(path: str) -> str:
    """Return the folder of a path's category or section, at most two levels.

    The path has no language folder.
    """
    return "/".join(path.split("/")[:-1][:2])


def build_shelves(articles: Iterable[Article | ListedPage], fields: ShelfFields, folder_url: FolderUrl) -> Shelves:
    """Sort the articles of one language into categories and sections.

    Args:
        articles: Articles of one language, and pages that plugins make.
        fields: Fields of `_category.yml` by folder, without the language folder.
        folder_url: Returns the URL of a folder's page; the folder is without the language folder.
    """
    by_shelf: dict[str, list[Article | ListedPage]] = defaultdict(list)
    for article in articles:
        by_shelf[article.shelf].append(article)
    make = _Maker(by_shelf, fields, folder_url)
    tops = sorted({shelf.partition("/")[0] for shelf in by_shelf if shelf})
    categories = sorted(map(make.category, tops), key=_shelf_key)
    return Shelves(tuple(categories), make.paths(""))


@dataclass(frozen=True, slots=True)
class _Maker:
    by_shelf: Mapping[str, list[Article | ListedPage]]
    fields: ShelfFields
    folder_url: FolderUrl

    def category(self, folder: str) -> Category:
        inner = sorted(shelf for shelf in self.by_shelf if shelf.startswith(f"{folder}/"))
        sections = sorted((Section(**self._common(shelf)) for shelf in inner), key=_shelf_key)
        icon = self.fields.get(folder, {}).get("icon", "")
        return Category(**self._common(folder), icon=icon, sections=tuple(sections))

    def paths(self, shelf: str) -> tuple[str, ...]:
        """Return the paths of a folder's articles in the writer's order, without its own text."""
        articles = (article for article in self.by_shelf.get(shelf, ()) if not article.is_index)
        return tuple(article.path for article in sorted(articles, key=_article_key))

    def _common(self, shelf: str) -> dict[str, Any]:
        own = self.fields.get(shelf, {})
        index = next((article for article in self.by_shelf.get(shelf, ()) if article.is_index), None)
        return {
            "path": shelf,
            "url": self.folder_url(shelf),
            "title": own.get("title") or (index.title if index else readable(shelf)),
            "summary": own.get("summary") or (index.summary if index else ""),
            "order": own.get("order", index.order if index else None),
            "index": index.path if index else "",
            "articles": self.paths(shelf),
        }


def readable(folder: str) -> str:
    """Return a folder's name as a title: `01-getting_started` → `Getting started`."""
    name = _NUMBER_PREFIX.sub("", folder.rpartition("/")[2])
    words = " ".join(name.replace("-", " ").replace("_", " ").split()) or name
    return words[:1].upper() + words[1:]


def title_key(title: str) -> tuple[str, str]:
    """Return a sort key for Latin and Cyrillic titles: case and accents only break ties."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.translate(_LETTERS), title


def _shelf_key(shelf: Category | Section) -> tuple[bool, int, tuple[str, str], str]:
    return shelf.order is None, shelf.order or 0, title_key(shelf.title), shelf.path


def _article_key(article: Article | ListedPage) -> tuple[bool, int, tuple[str, str], str]:
    return article.order is None, article.order or 0, title_key(article.title), article.path
