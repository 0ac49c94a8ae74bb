# SPDX-License-Identifier: MIT
"""Search promises compared with what search answers. In: promises and answers. Out: a report with the broken ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.model import SearchPromise, SearchResult
    from kbgen.search.query.explain import Explanation

DEPTH: Final = 10
"""How deep answers are asked for: a promise is about the first page of results."""


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A promise that an engine does not keep."""

    promise: SearchPromise
    result: SearchResult
    """What came instead, `DEPTH` deep."""
    place: int | None
    """Where the promised article came, from 1; None when it is not among the first `DEPTH`."""
    why: tuple[Explanation | None, Explanation | None] = (None, None)
    """The promised article and the best of the others; None for one that matches no word."""

    def as_json(self) -> dict[str, Any]:
        """The stable form of `kbgen quality --json`."""
        promise = self.promise
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
                name: item and item.as_json() for name, item in zip(("promised", "instead"), self.why, strict=True)
            },
        }


@dataclass(frozen=True, slots=True)
class PromiseReport:
    """How the promises of a site are kept."""

    languages: tuple[str, ...]
    """That have promises."""
    engines: tuple[str, ...]
    promises: int
    broken: tuple[BrokenPromise, ...]
    """In the order of the files; a promise once for each engine that breaks it."""

    def as_json(self) -> dict[str, Any]:
        """The stable form of `kbgen quality --json`."""
        return {
            "schema": 1,
            "languages": list(self.languages),
            "engines": list(self.engines),
            "promises": self.promises,
            "broken": [item.as_json() for item in self.broken],
        }


def broken_promises(promises: Sequence[SearchPromise], results: Iterable[SearchResult]) -> tuple[BrokenPromise, ...]:
    """The promises that answers in the same order, at least `DEPTH` deep, do not keep."""
    judged = ((promise, result, place_of(promise, result)) for promise, result in zip(promises, results, strict=True))
    return tuple(
        BrokenPromise(promise, result, place)
        for promise, result, place in judged
        if place is None or place > promise.rank
    )


def place_of(promise: SearchPromise, result: SearchResult) -> int | None:
    """Where the promised article comes, from 1; None when it does not."""
    return next((place for place, hit in enumerate(result.hits[:DEPTH], 1) if hit.id == promise.article), None)
