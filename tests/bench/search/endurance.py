# SPDX-License-Identifier: MIT
"""Measure what hostile queries do to both engines and the page, and the times of usual queries."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from kbgen.search.engines import whoosh_index
from kbgen.search.engines.language_index import language_folder

from ..build.process import measure
from ..tables import table
from .answers import ours_in_node
from .browser import Circumstances, Visit, chromium
from .hostile import hostile_queries
from .measures import quantile
from .queries import telling_words
from .server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .places import Built
    from .queries import Query

HOSTILE: Final = 10_000
_SHOWN: Final = 300
_FOREIGN: Final = """
() => document.querySelector("[data-kb=search-input]").form.querySelectorAll(
  "script, img, iframe, object, embed, style, [onerror], [onload], [style]:not([data-kb])").length
"""


@dataclass(frozen=True, slots=True)
class Endured:
    """How long each of many queries took, and how many raised an exception."""

    engine: str
    ms: list[float]
    errors: int

    @property
    def row(self) -> list[str]:
        """Return a row of the table."""
        times = [median(self.ms), quantile(self.ms, 0.95), max(self.ms)]
        return [
            self.engine,
            f"{len(self.ms):,}",
            *(f"{value:,.1f}" for value in times),
            str(self.errors),
        ]


def endurance(built: Built, site: Path, data: Path, queries: Sequence[Query], node: Path) -> str:
    """Return tables of hostile and usual queries, and a sentence about the page.

    Args:
        built: our site.
        site: the folder of its mkdocs.yml, whose Whoosh index is updated.
        data: the shared test data.
        queries: known items, whose words exist.
        node: the folder of the scripts.
    """
    words = [
        word for query in queries if query.kind == "exact" for word in telling_words(query.query)
    ]
    hostile = hostile_queries(data, words, HOSTILE)
    usual = [" ".join(words[at : at + 3]) for at in range(0, min(len(words) - 2, 600), 3)]
    measure((sys.executable, "-m", "kbgen", "search", "word", "--json"), site)
    whoosh, browser = (
        language_folder(site / ".kbgen", built.lang) / "whoosh",
        built.site / "search" / built.lang,
    )
    rows = [
        in_whoosh("Whoosh, three words", whoosh, built.lang, usual).row,
        in_node("browser's engine under Node, three words", browser, usual, node).row,
        in_whoosh("Whoosh, hostile", whoosh, built.lang, hostile).row,
        in_node("browser's engine under Node, hostile", browser, hostile, node).row,
    ]
    head = ("engine", "queries", "median ms", "p95", "slowest", "raised")
    return f"{table(head, rows)}\n{_shown(built, hostile[:_SHOWN])}"


def in_whoosh(name: str, folder: Path, lang: str, queries: Sequence[str]) -> Endured:
    """Ask each query on an open index; an unmeasured query opens it."""
    times, errors = [], 0
    readable = [query.encode("utf-8", "replace").decode() for query in queries]
    answers = whoosh_index.search(folder, lang, ["", *readable], 10)
    next(answers)
    for _ in readable:
        began = time.perf_counter()
        try:
            next(answers)
        except Exception:  # what is counted here is that it never happens
            errors += 1
            break
        times.append((time.perf_counter() - began) * 1000)
    return Endured(name, times, errors)


def in_node(name: str, folder: Path, queries: Sequence[str], node: Path) -> Endured:
    """Ask each query in one process, with files from the disk."""
    answers = ours_in_node(folder, ["", *queries], node)[1:]
    return Endured(
        name, [answer.ms for answer in answers], sum(bool(answer.error) for answer in answers)
    )


def _shown(built: Built, hostile: Sequence[str]) -> str:
    """Type the queries into the search box; count elements that only markup can make."""
    typed = [query for query in hostile if query.strip() and "\n" not in query]
    complaints: list[str] = []
    foreign = 0
    with (
        chromium() as browser,
        serving(built.site) as host,
        Visit(browser, built, host, Circumstances()) as visit,
    ):
        visit.page.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        visit.page.on("pageerror", lambda error: complaints.append(str(error)))
        for query in typed:
            visit.page.fill("[data-kb=search-input]", query)
            visit.page.wait_for_timeout(150)
            foreign += visit.page.evaluate(_FOREIGN)
    return (
        f"{len(typed)} of the hostile queries were typed into the search box: they created {foreign} "
        f"elements and caused {len(complaints)} dialogs or errors."
    )
