# SPDX-License-Identifier: MIT
"""Compare every translation with its source: what is missing, and what is old.

In: the articles of a site. Out: a `Translation` for each article and language. `kbgen check`
reports old translations as KB308; this list also has those that do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kbgen.model import Article, Status
from kbgen.runtime.clock import build_day

if TYPE_CHECKING:
    from kbgen.content.translations.changes import Change
    from kbgen.content.translations.site_texts import SiteTexts


class State(StrEnum):
    """How a translation compares with its source."""

    MISSING = "missing"
    OLD = "old"
    """The source has changed since the revision that the translation names."""
    UNFINISHED = "unfinished"
    """Its revision is 0: it has not been compared with the source."""
    DRAFT = "draft"
    NO_SOURCE = "no source"
    """It names a revision, but the default language has no article with its id."""
    UNMARKED = "unmarked"
    """It names no revision, so nothing shows whether it is old."""
    CURRENT = "current"


INCOMPLETE = frozenset(State) - {State.UNMARKED, State.CURRENT}
"""States in which readers of a language do not get what readers of the default language get."""


Changed = Callable[[Article, str], "tuple[Change, ...]"]
"""A function that returns the passages of an article that changed since a revision."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One article, or the category file of a folder, in one language."""

    lang: str
    state: State
    id: str
    """Empty for a category file."""
    source: str
    """Path in the content folder; empty if there is none."""
    path: str
    """Path in the content folder: where the file is, or where it would be."""
    revision: str = ""
    """The value of `source_revision` when the translation is up to date."""
    changes: tuple[Change, ...] = ()
    """The passages of the source that changed since, if known."""


def find_translations(
    texts: SiteTexts, languages: Sequence[str], changed: Changed
) -> Iterator[Translation]:
    """Yield the translations of a site: by language, then by the path of the source.

    Args:
        texts: The site.
        languages: Languages other than the default one.
        changed: Returns the passages of a source that have changed since a revision.
    """
    today = build_day()
    sources = [article for article in texts.articles if article.lang == texts.default]
    for lang in languages:
        existing = {article.id: article for article in texts.articles if article.lang == lang}
        for source in sources:
            # What stays in `existing` has no source.
            article = existing.pop(source.id, None)
            # A draft is translated when it is finished, and an expired article not at all.
            if article or (source.status is not Status.DRAFT and not source.has_expired(today)):
                yield _compared(texts, source, article, lang, changed)
        for article in existing.values():
            if article.source_revision and article.id not in texts.withdrawn_ids:
                yield Translation(lang, State.NO_SOURCE, article.id, "", article.path)
        yield from _category_files(texts, lang)


def _compared(
    texts: SiteTexts,
    source: Article,
    article: Article | None,
    lang: str,
    changed: Changed,
) -> Translation:
    if article is None:
        path = texts.path_in(lang, source.path)
        return Translation(lang, State.MISSING, source.id, source.path, path, source.revision)
    state = _state(article, source)
    changes = changed(source, article.source_revision) if state is State.OLD else ()
    return Translation(lang, state, source.id, source.path, article.path, source.revision, changes)


def _state(article: Article, source: Article) -> State:
    if article.is_older_than(source):
        return State.OLD
    if article.status is Status.DRAFT:
        return State.DRAFT
    if article.is_unfinished:
        return State.UNFINISHED
    return State.CURRENT if article.source_revision else State.UNMARKED


def _category_files(texts: SiteTexts, lang: str) -> Iterator[Translation]:
    """Yield the category files that lack a translation, where the language has articles."""
    paths = (article.path for article in texts.articles if article.lang == lang)
    sources = {texts.untitled_category(path, lang) for path in paths}
    for source in sorted(sources - {""}):
        yield Translation(lang, State.MISSING, "", source, texts.path_in(lang, source))
