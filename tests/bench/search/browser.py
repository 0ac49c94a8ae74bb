# SPDX-License-Identifier: MIT
"""Ask queries on each engine's own page in Chromium: empty cache, fast or slow link and CPU."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from .faces import face_of
from .server import FAST, Answered, Host, Link, longest_chain
from .slow_cpu import renderers, slowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .places import Built

_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-blink-features=ForceEagerMeasureMemory",
)
_PATIENCE: Final = 300_000
_QUIET: Final = 0.25
_BEGUN: Final = """
() => Object.fromEntries(performance.getEntriesByType("resource").map(
  each => [decodeURIComponent(new URL(each.name).pathname), (performance.timeOrigin + each.startTime) / 1000]))
"""
_MEMORY: Final = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, answered in the browser."""

    query: str
    count: int
    """Number of results shown."""
    ms: float
    """From the query to the list."""
    size: int
    """Bytes on the wire."""
    requests: int
    round_trips: int
    """Length of the longest chain of requests that waited for one another."""
    first_trips: int
    """The same until a list is shown: results of known words come before those of misspelled
    ones."""


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium, headless."""
    from playwright.sync_api import sync_playwright  # only who measures needs it

    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The link and CPU with which queries are asked."""

    link: Link = FAST
    slower: float = 1
    """How many times slower than this machine's CPU."""


class Visit:
    """A customer with an empty cache on a page that has search."""

    def __init__(self, browser: Any, built: Built, host: Host, under: Circumstances) -> None:
        self._face = face_of(built.engine)
        self._host = host
        self._under = under
        self._context = browser.new_context()
        self._context.add_init_script("performance.setResourceTimingBufferSize(20000)")
        self.page = self._context.new_page()
        self.page.set_default_timeout(_PATIENCE)
        host.link = FAST
        host.forget()
        self.page.goto(host.address + built.start)
        self.page.evaluate(self._face.script)
        self._renderers = renderers(browser) if under.slower > 1 else []
        host.link = under.link

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def ask(self, query: str) -> Asked:
        """Ask a query and wait until loading ends.

        Search files that the page loaded before the query count too.
        """
        before = [each for each in self._host.answered if self._face.is_search(each.path)]
        self._host.forget()
        with slowed(self._renderers, self._under.slower):
            shown = self.page.evaluate("query => globalThis.benchAsk(query)", query)
        self._settle()
        answered = [*before, *self._host.answered]
        size = sum(each.size for each in answered)
        begun = self._as_begun(answered)
        first_at = shown.get("first_at", float("inf"))
        first = longest_chain([each for each in begun if each.end <= first_at])
        self._host.forget()
        return Asked(
            query, shown["count"], shown["ms"], size, len(answered), longest_chain(begun), first
        )

    def find(self, query: str) -> list[str]:
        """Return the URLs of the first ten results, relative to the site."""
        return list(self.page.evaluate("query => globalThis.benchFind(query)", query))

    def memory(self) -> int:
        """Return the bytes that the page and its workers hold."""
        return int(self.page.evaluate(_MEMORY))

    def _as_begun(self, answered: list[Answered]) -> list[Answered]:
        """Return the requests, beginning when the page or its workers made them.

        Waiting for a free connection is not a dependency between requests.
        """
        begun: dict[str, float] = {}
        for thread in (self.page, *self.page.workers):
            begun.update(thread.evaluate(_BEGUN))
        return [
            replace(each, start=min(each.start, begun[each.path])) if each.path in begun else each
            for each in answered
        ]

    def _settle(self) -> None:
        seen, since = -1, time.monotonic()
        while time.monotonic() - since < _QUIET + self._host.link.round_trip:
            if len(self._host.answered) != seen:
                seen, since = len(self._host.answered), time.monotonic()
            time.sleep(0.02)


def first_answers(
    browser: Any, built: Built, host: Host, queries: Sequence[str], under: Circumstances
) -> list[Asked]:
    """Ask each query with an empty cache."""
    answers = []
    for query in queries:
        with Visit(browser, built, host, under) as visit:
            answers.append(visit.ask(query))
    return answers


def further_answers(
    browser: Any, built: Built, host: Host, queries: Sequence[str], under: Circumstances
) -> tuple[list[Asked], int]:
    """Ask all queries in a row; return the results after the first, and the memory at the end."""
    with Visit(browser, built, host, under) as visit:
        visit.ask(queries[0])
        return [visit.ask(query) for query in queries[1:]], visit.memory()
