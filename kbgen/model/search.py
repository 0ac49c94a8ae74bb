# SPDX-License-Identifier: MIT
"""The input and output of search. All text is plain: the index contains no HTML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A passage of a document that a hit can point to."""

    anchor: str
    """The heading's id; empty for the text before the first heading."""
    title: str
    text: str
    links: tuple[str, ...] = ()
    """Texts of the links to other pages in `text`: they say what those pages answer."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The searchable text of one article in one language."""

    id: str
    lang: str
    url: str
    title: str
    kind: str
    trail: tuple[str, ...]
    """Titles of category and section."""
    summary: str
    questions: tuple[str, ...]
    """Questions in the customers' words. Each one ranks like a title."""
    codes: tuple[str, ...]
    """Error codes, indexed whole and in parts."""
    symptoms: tuple[str, ...]
    tags: tuple[str, ...]
    passages: tuple[SearchPassage, ...]
    asides: str = ""
    """Text that leads to other articles, such as that under “See also”. It counts little."""
    linked_as: tuple[str, ...] = ()
    """Texts of links in other articles that lead here."""
    is_home: bool = False
    """Whether it is the home page, which mentions everything and answers nothing."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that matches a query. Each article is at most one hit."""

    id: str
    url: str
    title: str
    passage: str | None
    """Anchor of the best matching passage, or None for the article as a whole."""
    score: int
    likely: bool = True
    """Whether it may be what was asked for; likely hits come first."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one query."""

    query: str
    lang: str
    engine: str
    hits: tuple[SearchHit, ...]
    suggestion: str | None
    """The query in a known spelling, if its own words find nothing; None otherwise."""


@dataclass(frozen=True, slots=True)
class SearchPromise:
    """A search test by a writer: this query must find this article among the first `rank` hits."""

    lang: str
    query: str
    article: str
    """Id of the article."""
    rank: int
    """The lowest rank that keeps the promise, counted from 1."""
    path: str
    """Path of the promise file, relative to the folder of mkdocs.yml."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SearchStatistics:
    """The size of one language's browser index."""

    documents: int
    terms: int
    files: int
    bytes: int
    """Total size of all files, uncompressed."""


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Words and short phrases that are synonyms, in both directions or in one."""

    typed: tuple[str, ...]
    """What customers type. Each of these also finds the words in `written`."""
    written: tuple[str, ...]
    """What articles say. Equal to `typed` when the rule works in both directions."""
