# SPDX-License-Identifier: MIT
"""Move expired and withdrawn articles out of a knowledge base, and keep their addresses.

In: a knowledge base that treats them like all other articles. Out: the same without them in its
lists. Their folders stay: a category does not lose its address with its last article. The move
reports nothing, so that a date that passes does not change the result of a check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kbgen.model import Article, Category, KnowledgeBase, Redirect, Section, Status

if TYPE_CHECKING:
    from datetime import date

_Folder = TypeVar("_Folder", Category, Section)


def without_articles(kb: KnowledgeBase, is_gone: Callable[[Article], bool]) -> KnowledgeBase:
    """Return a knowledge base in which these articles are `gone`."""
    gone = {article.path: article for article in kb.articles if is_gone(article)}
    if not gone:
        return kb
    order = {lang: number for number, lang in enumerate(kb.languages)}
    return replace(
        kb,
        articles=tuple(article for article in kb.articles if article.path not in gone),
        categories={
            lang: _categories(categories, gone) for lang, categories in kb.categories.items()
        },
        redirects=_to_whole_pages(kb.redirects, {article.url for article in gone.values()}),
        top_articles={lang: _rest(paths, gone) for lang, paths in kb.top_articles.items()},
        gone=tuple(
            sorted((*kb.gone, *gone.values()), key=lambda item: (order[item.lang], item.path))
        ),
    )


def without_expired(kb: KnowledgeBase, today: date) -> KnowledgeBase:
    """Return a knowledge base on a day: articles past their `expires` date are `gone`.

    An expired draft stays a draft, which only a preview shows.
    """
    return without_articles(
        kb, lambda article: article.has_expired(today) and article.status is not Status.DRAFT
    )


def _to_whole_pages(redirects: tuple[Redirect, ...], gone: set[str]) -> tuple[Redirect, ...]:
    """Return redirects without anchors on pages that no longer have them."""
    # The page says only that the article is gone, so it has none of its headings.
    pages = ((item, item.new.partition("#")[0]) for item in redirects)
    return tuple(replace(item, new=page) if page in gone else item for item, page in pages)


def _categories(
    categories: tuple[Category, ...], gone: Mapping[str, Article]
) -> tuple[Category, ...]:
    return tuple(_category(category, gone) for category in categories)


def _category(category: Category, gone: Mapping[str, Article]) -> Category:
    sections = tuple(_folder(section, gone) for section in category.sections)
    return replace(_folder(category, gone), sections=sections)


def _folder(folder: _Folder, gone: Mapping[str, Article]) -> _Folder:
    # A summary that repeats the article's would show a part of its text.
    text = gone.get(folder.index)
    return replace(
        folder,
        articles=_rest(folder.articles, gone),
        index="" if text else folder.index,
        summary="" if text and folder.summary == text.summary else folder.summary,
    )


def _rest(paths: tuple[str, ...], gone: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(path for path in paths if path not in gone)
