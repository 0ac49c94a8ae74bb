# SPDX-License-Identifier: MIT
"""What goes into search and what comes out. Plain text only: no HTML in the index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A passage of a document that a hit can point at."""

    anchor: str
    """Empty for the lead."""
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One article in one language as search sees it."""

    id: str
    lang: str
    url: str
    title: str
    kind: str
    trail: tuple[str, ...]
    """Titles of category and section."""
    summary: str
    questions: tuple[str, ...]
    """Customers' words; each counts as a title."""
    codes: tuple[str, ...]
    """Error codes, kept whole and indexed by parts."""
    symptoms: tuple[str, ...]
    tags: tuple[str, ...]
    passages: tuple[SearchPassage, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that answers a query; one hit an article."""

    id: str
    url: str
    title: str
    passage: str | None
    """Anchor of the passage that matched best, or None for the article as a whole."""
    score: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one query."""

    query: str
    lang: str
    engine: str
    hits: tuple[SearchHit, ...]
    suggestion: str | None
    """A spelling that finds something, when the query's own words do not; None otherwise."""


@dataclass(frozen=True, slots=True)
class SearchPromise:
    """What a writer promises of the search: this question finds this article among the first so many."""

    lang: str
    query: str
    article: str
    """Its id."""
    rank: int
    """The last place that keeps the promise, from 1."""
    path: str
    """Of the file of promises, as the user would type it."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SearchStatistics:
    """The size of one language's browser index."""

    documents: int
    terms: int
    files: int
    bytes: int
    """Uncompressed, all files together."""


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Words and short phrases that mean the same, or that one may stand for another."""

    typed: tuple[str, ...]
    """What customers type; each of these finds, beside itself, the words of `written`."""
    written: tuple[str, ...]
    """What articles say; equal to `typed` when the rule goes both ways."""
