# SPDX-License-Identifier: MIT
"""Compares search promises with answers. In: promises and answers. Out: a report of broken ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.model import SearchPromise, SearchResult
    from kbgen.search.query.explain import Explanation

DEPTH: Final = 10
"""Number of hits to request per query: a promise is about the first page of results."""


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A search promise that an engine does not keep."""

    promise: SearchPromise
    result: SearchResult
    """The answer, `DEPTH` deep."""
    place: int | None
    """Rank of the promised article, from 1; None if it is not among the first `DEPTH`."""
    why: tuple[Explanation | None, Explanation | None] = (None, None)
    """Explanations of the promised article and the best other one; None if it matches no word."""

    def as_json(self) -> dict[str, Any]:
        """Return the stable form for `kbgen quality --json`."""
        promise = self.promise
        promised, instead = self.why
        return {
            "path": promise.path,
            "line": promise.line,
            "column": promise.column,
            "lang": promise.lang,
            "engine": self.result.engine,
            "query": promise.query,
            "article": promise.article,
            "rank": promise.rank,
            "place": self.place,
            "found": [hit.id for hit in self.result.hits[:3]],
            "why": {
                "promised": promised and promised.as_json(),
                "instead": instead and instead.as_json(),
            },
        }


@dataclass(frozen=True, slots=True)
class PromiseReport:
    """A report on all search promises of a site."""

    languages: tuple[str, ...]
    """Languages with promises."""
    engines: tuple[str, ...]
    """Engines that were asked."""
    promises: int
    """Number of promises."""
    broken: tuple[BrokenPromise, ...]
    """Broken promises in the order of the files, once for each engine that breaks them."""

    def as_json(self) -> dict[str, Any]:
        """Return the stable form for `kbgen quality --json`."""
        return {
            "schema": 1,
            "languages": list(self.languages),
            "engines": list(self.engines),
            "promises": self.promises,
            "broken": [item.as_json() for item in self.broken],
        }


def broken_promises(
    promises: Sequence[SearchPromise], results: Iterable[SearchResult]
) -> tuple[BrokenPromise, ...]:
    """Return the broken promises.

    Args:
        promises: The promises.
        results: The answers in the same order, at least `DEPTH` deep.
    """
    judged = (
        (promise, result, rank_of(promise, result))
        for promise, result in zip(promises, results, strict=True)
    )
    return tuple(
        BrokenPromise(promise, result, rank)
        for promise, result, rank in judged
        if rank is None or rank > promise.rank
    )


def rank_of(promise: SearchPromise, result: SearchResult) -> int | None:
    """Return the rank of the promised article, from 1; None if not among the first `DEPTH`."""
    return next(
        (rank for rank, hit in enumerate(result.hits[:DEPTH], 1) if hit.id == promise.article), None
    )
