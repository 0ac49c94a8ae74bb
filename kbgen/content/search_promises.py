# SPDX-License-Identifier: MIT
"""Read search promises from `_data/queries.<language>.yml`, strictly.

`kbgen quality` checks whether search keeps them.

In: the knowledge base and the content folder. Out: `SearchPromise`s, and diagnostics with line and
column.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from kbgen.content.front_matter.field_parsers import FRONT_MATTER, number, refuse, text
from kbgen.content.history.former_ids import FormerIds
from kbgen.content.links.nearest import Nearest
from kbgen.content.source.data_files import read_data_files
from kbgen.model import SearchPromise, Status
from kbgen.runtime.located_fields import FieldReport, mapping_of

if TYPE_CHECKING:
    from kbgen.model import Diagnostic, KnowledgeBase
    from kbgen.runtime.located_yaml import Located
    from kbgen.settings.types import SiteSettings

DEFAULT_RANK: Final = 3
MAX_RANK: Final = 10
MAX_QUERY: Final = 256
"""Maximum number of characters of a question that search reads."""


@dataclass(frozen=True, slots=True)
class Promises:
    """The search promises of a site."""

    promises: tuple[SearchPromise, ...]
    """In the site's language order, then in the order of their files."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by path, line and column."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """One entry of a file, typed."""

    query: str
    article: str
    rank: int = DEFAULT_RANK


def load_promises(kb: KnowledgeBase, settings: SiteSettings) -> Promises:
    """Read the promises of every language; report and skip invalid entries."""
    promises: list[SearchPromise] = []
    diagnostics: list[Diagnostic] = []
    former_ids = FormerIds(kb, settings)
    for lang, entries, problems in read_data_files(settings, "queries", "KB813"):
        reader = _Reader(lang, _Articles(kb, lang, former_ids), FieldReport(problems, FRONT_MATTER))
        promises += filter(None, map(reader.promise, entries))
        diagnostics += problems.diagnostics
    order = {lang: rank for rank, lang in enumerate(kb.languages)}
    promises.sort(key=lambda item: order[item.lang])
    return Promises(tuple(promises), tuple(sorted(diagnostics, key=lambda item: item.sort_key)))


class _Articles:
    """Finds an article of one language by id or path."""

    def __init__(self, kb: KnowledgeBase, lang: str, former_ids: FormerIds) -> None:
        published = [
            item for item in kb.articles if item.lang == lang and item.status is not Status.DRAFT
        ]
        drafts = {item.path: item.id for item in kb.articles if item.status is Status.DRAFT}
        self._ids = {article.id for article in published}
        self._by_path: dict[str, str] = {}
        for article in published:
            self._by_path |= dict.fromkeys(_paths(article.path, lang), article.id)
        hidden_paths = chain.from_iterable(_paths(path, lang) for path in (*kb.hidden, *drafts))
        self._hidden = kb.hidden_ids.union(hidden_paths, drafts.values())
        gone = [item for item in kb.gone if item.lang == lang]
        self._gone = {item.id for item in gone}
        self._gone.update(*(_paths(item.path, lang) for item in gone))
        self._prefix = f"{lang}/"
        self._former_ids = former_ids
        self._nearest = Nearest(
            {*self._ids, *(path.removeprefix(self._prefix) for path in self._by_path)}
        )

    def id_of(self, name: str) -> str:
        """Return an article's id from its id or path; empty when there is no such article."""
        return name if name in self._ids else self._by_path.get(name, "")

    def is_gone(self, name: str) -> bool:
        """Tell whether an id or path is that of an article that has expired or is withdrawn."""
        return name in self._gone

    def hint(self, name: str) -> str:
        """Return a hint for a name that matches no article."""
        if name in self._hidden:
            return "It is a draft or for another audience: customers cannot find it."
        if moved := self._former_ids.hint(name):
            return moved
        near = self._nearest.to(name.removeprefix(self._prefix))
        return (
            f"Did you mean {near}?"
            if near
            else "Write an article's id, or its path in the content folder."
        )


def _paths(path: str, lang: str) -> tuple[str, str]:
    """Return both ways to name a file: with its language folder and without."""
    return path, path.removeprefix(f"{lang}/")


class _Reader:
    """Reads the entries of one file."""

    def __init__(self, lang: str, articles: _Articles, report: FieldReport) -> None:
        self._lang = lang
        self._articles = articles
        self._report = report
        self._lines: dict[tuple[str, str], int] = {}

    def promise(self, entry: Located) -> SearchPromise | None:
        """Return the promise of an entry; report an invalid one and return None."""
        fields: _Fields | None = _MAPPING(entry, "promise", self._report)
        if fields is None:
            return None
        article = self._articles.id_of(fields.article)
        if not article:
            value = entry.value["article"]
            if self._articles.is_gone(fields.article):
                # Not an error: a date that passes must not make a check fail.
                message = f"the article {fields.article} has expired or is withdrawn"
                hint = "Customers cannot find it. Remove the promise, or name another article."
                self._report.warn("KB811", message, value, hint)
                return None
            message = f"there is no article {fields.article} in this language"
            hint = self._articles.hint(fields.article)
            self._report.add("KB811", message, value, hint)
            return None
        key = (fields.query.casefold(), article)
        if key in self._lines:
            message = f"“{fields.query}” already promises {article} on line {self._lines[key]}"
            self._report.add("KB812", message, entry, "Keep one of the two.")
            return None
        self._lines[key] = entry.line
        path = self._report.problems.path
        return SearchPromise(
            self._lang, fields.query, article, fields.rank, path, entry.line, entry.column
        )


def _query(value: Located, name: str, report: FieldReport) -> str | None:
    query = text(value, name, report)
    if query is not None and len(query) > MAX_QUERY:
        refuse(value, name, f"a question of at most {MAX_QUERY} characters", report)
        return None
    return query


def _rank(value: Located, name: str, report: FieldReport) -> int | None:
    rank: int | None = number(value, name, report)
    if rank is not None and not 1 <= rank <= MAX_RANK:
        refuse(value, name, f"a rank from 1 to {MAX_RANK}", report)
        return None
    return rank


_MAPPING = mapping_of(
    _Fields, {"query": _query, "article": text, "rank": _rank}, "query", "article"
)
