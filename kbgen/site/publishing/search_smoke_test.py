# SPDX-License-Identifier: MIT
"""Does the search of a published site answer? A few titles are asked for, as a bird was taken into a mine.

With Node, the browser's own engine reads the files and must find the article of each title. Without it, only that each
article is in the index can be said.
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
_LIMIT = 10
"""Among so many results the article must be."""
_ENTRY = re.compile(r"search/([^/]+)/entry\.json")


@dataclass(frozen=True, slots=True)
class Canary:
    """An article that search must find by its title."""

    page: str
    title: str


def choose(pages: Mapping[str, tuple[str, str]]) -> dict[str, tuple[Canary, ...]]:
    """A few articles of each language, from all parts of the site.

    Args:
        pages: path of a page → its language and title.
    """
    articles: dict[str, list[Canary]] = {}
    for page, (lang, title) in sorted(pages.items()):
        articles.setdefault(lang, []).append(Canary(page, title))
    return {lang: tuple(found[:: -(-len(found) // PER_LANGUAGE)]) for lang, found in articles.items()}


def check_search(
    site_dir: Path, files: Iterable[str], canaries: Mapping[str, Sequence[Canary]], *, node: bool
) -> Iterator[str]:
    """What is wrong with the search files of a site, one sentence each.

    Args:
        site_dir: the site.
        files: every file of it.
        canaries: by language.
        node: whether the browser's engine can be run.
    """
    known = set(files)
    entries = {entry[1]: name for name in sorted(known) if (entry := _ENTRY.fullmatch(name))}
    if not entries:
        yield "search/: there is no search index"
    for lang, name in entries.items():
        try:
            wanted = named_files(json.loads((site_dir / name).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
            yield f"{name}: the search index cannot be read"
            continue
        missing = [file for file in wanted if f"search/{lang}/{file}" not in known]
        yield from (f"{name}: the index names {file}, which is not there" for file in missing)
        if lang in canaries and not missing:
            ask = partial(_ask, lang=lang) if node else _look
            yield from (f"{name}: {problem}" for problem in ask(site_dir / f"search/{lang}", canaries[lang]))


def _ask(folder: Path, canaries: Sequence[Canary], lang: str) -> Iterator[str]:
    try:
        results = list(browser_engine.search(folder, lang, [canary.title for canary in canaries], _LIMIT))
    except ValueError as error:
        yield str(error)
        return
    for canary, result in zip(canaries, results, strict=True):
        found = any(_page(hit.url) == canary.page or hit.title == canary.title for hit in result.hits)
        if not found:
            yield f"search does not find {canary.page} by its title '{canary.title}'"


def _page(url: str) -> str:
    return url_to_output(unquote(url))


def _look(folder: Path, canaries: Sequence[Canary]) -> Iterator[str]:
    """Whether the titles stand in the files at all."""
    texts = [file.read_text("utf-8", "replace") for file in sorted(folder.glob("*.txt"))]
    for canary in canaries:
        title = json.dumps(canary.title, ensure_ascii=False)
        if not any(title in text for text in texts):
            yield f"the index does not hold {canary.page}, '{canary.title}'"
