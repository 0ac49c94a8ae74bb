# SPDX-License-Identifier: MIT
"""Sort articles into categories and sections.

Categories and sections are named and ordered by `_category.yml`, `index.md` or their folder.

In: the articles of one language and the fields of its `_category.yml` files. Out: categories, and
the articles of the top level.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kbgen.language.fold import LATIN, plain_letters
from kbgen.model import Article, Category, ListedPage, Section

# Letters that are sorted like others. Not ð, þ, ŋ and the like, which follow z.
_LETTERS = str.maketrans({letter: LATIN[letter] for letter in "łøđæœı"})
# An order number in front of a folder's name: `01-`, `2. `. A name of digits alone is kept.
_NUMBER_PREFIX = re.compile(r"^\d{1,3}[-_. ]+(?=\D)")

FolderUrl = Callable[[str], str]
CategoryFields = Mapping[str, Mapping[str, Any]]
"""Fields of `_category.yml` by folder."""


@dataclass(frozen=True, slots=True)
class CategoryTree:
    """The categories of one language, and the paths of the articles outside them."""

    categories: tuple[Category, ...]
    top_articles: tuple[str, ...]


def category_folder(path: str) -> str:
    """Return the folder of a path's category or section, at most two levels.

    The path has no language folder.
    """
    return "/".join(path.split("/")[:-1][:2])


def listed_pages(pages: Iterable[Article | ListedPage]) -> Iterator[Article | ListedPage]:
    """Return the pages that lists may name."""
    return (page for page in pages if isinstance(page, Article) or page.is_listed)


def category_folders(pages: Iterable[Article | ListedPage]) -> set[tuple[str, str]]:
    """Return (language, folder) of every category and section that has pages.

    The category of such a section is included even when it has no pages of its own.
    """
    folders = {(page.lang, page.folder) for page in listed_pages(pages) if page.folder}
    return folders | {(lang, folder.partition("/")[0]) for lang, folder in folders}


def build_categories(
    articles: Iterable[Article | ListedPage], fields: CategoryFields, folder_url: FolderUrl
) -> CategoryTree:
    """Sort the articles of one language into categories and sections.

    Args:
        articles: Articles of one language, and pages that plugins make.
        fields: Fields of `_category.yml` by folder, without the language folder.
        folder_url: Returns the URL of a folder's page; the folder is without the language folder.
    """
    by_folder: dict[str, list[Article | ListedPage]] = defaultdict(list)
    for article in articles:
        by_folder[article.folder].append(article)
    builder = _CategoryBuilder(by_folder, fields, folder_url)
    tops = sorted({folder.partition("/")[0] for folder in by_folder if folder})
    categories = sorted(map(builder.category, tops), key=_category_key)
    return CategoryTree(tuple(categories), builder.paths(""))


@dataclass(frozen=True, slots=True)
class _CategoryBuilder:
    by_folder: Mapping[str, list[Article | ListedPage]]
    fields: CategoryFields
    folder_url: FolderUrl

    def category(self, folder: str) -> Category:
        inner = sorted(name for name in self.by_folder if name.startswith(f"{folder}/"))
        sections = sorted((Section(**self._common(name)) for name in inner), key=_category_key)
        icon = self.fields.get(folder, {}).get("icon", "")
        return Category(**self._common(folder), icon=icon, sections=tuple(sections))

    def paths(self, folder: str) -> tuple[str, ...]:
        """Return the paths of a folder's articles in the writer's order, without its own text."""
        articles = (article for article in self.by_folder.get(folder, ()) if not article.is_index)
        return tuple(article.path for article in sorted(articles, key=_article_key))

    def _common(self, folder: str) -> dict[str, Any]:
        fields = self.fields.get(folder, {})
        index = next(
            (article for article in self.by_folder.get(folder, ()) if article.is_index), None
        )
        return {
            "path": folder,
            "url": self.folder_url(folder),
            "title": fields.get("title") or (index.title if index else readable(folder)),
            "summary": fields.get("summary") or (index.summary if index else ""),
            "order": fields.get("order", index.order if index else None),
            "index": index.path if index else "",
            "articles": self.paths(folder),
        }


def readable(folder: str) -> str:
    """Return a folder's name as a title: `01-getting_started` → `Getting started`."""
    name = _NUMBER_PREFIX.sub("", folder.rpartition("/")[2])
    words = " ".join(name.replace("-", " ").replace("_", " ").split()) or name
    return words[:1].upper() + words[1:]


def title_key(title: str) -> tuple[str, str]:
    """Return a sort key for Latin and Cyrillic titles: case and accents only break ties."""
    return plain_letters(title.casefold(), _LETTERS), title


# Categories, sections and articles without an order come last; equal orders are sorted by title.
def _category_key(category: Category | Section) -> tuple[bool, int, tuple[str, str], str]:
    return category.order is None, category.order or 0, title_key(category.title), category.path


def _article_key(article: Article | ListedPage) -> tuple[bool, int, tuple[str, str], str]:
    return article.order is None, article.order or 0, title_key(article.title), article.path
