# SPDX-License-Identifier: MIT
"""Search smoke test for `verify`: search a published site for the titles of a few articles.

With Node, the browser's search engine reads the files and must find the article of each title.
Without Node, the test only checks that the index files contain each title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from kbgen.content.structure.urls import url_to_output
from kbgen.search.browser.browser_files import named_files
from kbgen.search.engines import browser_engine

PER_LANGUAGE = 10
"""Maximum number of articles to search for in a language."""
_LIMIT = 10
"""Number of results that must contain the article."""
_ENTRY = re.compile(r"search/([^/]+)/entry\.json")


@dataclass(frozen=True, slots=True)
class SmokeTestArticle:
    """An article that the search must find by its title."""

    page: str
    title: str


def choose_articles(
    pages: Mapping[str, tuple[str, str]],
) -> dict[str, tuple[SmokeTestArticle, ...]]:
    """Choose a few articles of each language, evenly spaced over the site.

    Args:
        pages: Path of a page → its language and title.
    """
    articles: dict[str, list[SmokeTestArticle]] = {}
    for page, (lang, title) in sorted(pages.items()):
        articles.setdefault(lang, []).append(SmokeTestArticle(page, title))
    # The step is the number of articles divided by PER_LANGUAGE, rounded up.
    return {
        lang: tuple(pages[:: -(-len(pages) // PER_LANGUAGE)]) for lang, pages in articles.items()
    }


def check_search(
    site_dir: Path,
    files: Iterable[str],
    chosen: Mapping[str, Sequence[SmokeTestArticle]],
    *,
    node: bool,
) -> Iterator[str]:
    """Yield the problems of a site's search files, one sentence each.

    Args:
        site_dir: The site.
        files: All files of the site.
        chosen: Language → articles to search for.
        node: Whether the browser's engine can run.
    """
    published = set(files)
    entries = {entry[1]: name for name in sorted(published) if (entry := _ENTRY.fullmatch(name))}
    if not entries:
        yield "search/: there is no search index"
    for lang, name in entries.items():
        try:
            needed = named_files(json.loads((site_dir / name).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
            yield f"{name}: the search index cannot be read"
            continue
        missing = [file for file in needed if f"search/{lang}/{file}" not in published]
        yield from (f"{name}: the index refers to {file}, which does not exist" for file in missing)
        if lang in chosen and not missing:
            check = partial(_search, lang=lang) if node else _check_titles
            yield from (
                f"{name}: {problem}" for problem in check(site_dir / f"search/{lang}", chosen[lang])
            )


def _search(folder: Path, articles: Sequence[SmokeTestArticle], lang: str) -> Iterator[str]:
    try:
        results = list(
            browser_engine.search(folder, lang, [article.title for article in articles], _LIMIT)
        )
    except ValueError as error:
        yield str(error)
        return
    for article, result in zip(articles, results, strict=True):
        if not any(
            _page(hit.url) == article.page or hit.title == article.title for hit in result.hits
        ):
            yield f"search does not find {article.page} by its title '{article.title}'"


def _page(url: str) -> str:
    return url_to_output(unquote(url))


def _check_titles(folder: Path, articles: Sequence[SmokeTestArticle]) -> Iterator[str]:
    """Yield the articles whose titles the index files do not contain."""
    texts = [file.read_text("utf-8", "replace") for file in sorted(folder.glob("*.txt"))]
    for article in articles:
        title = json.dumps(article.title, ensure_ascii=False)
        if not any(title in text for text in texts):
            yield f"the index does not contain {article.page}, '{article.title}'"
