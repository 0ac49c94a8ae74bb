# SPDX-License-Identifier: MIT
"""Measure ways to publish the theme's scripts on a cold article and a cold search."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..build.process import measure
from ..build.sites import KBGEN_COMMAND
from ..results import circumstances, write_section
from ..search.browser import chromium
from ..search.places import install
from ..tables import spread, table
from .variants import Variant, variants
from .visits import Visit, visit_http1, visit_http2

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_CACHE: Final = Path.home() / ".cache" / "kbgen-bench"
_ROUND_TRIP: Final = 0.04
_CONTENT: Final = Path(__file__).parents[3] / "content"
_PAGE: Final = "find/explain-search/"
_QUERY: Final = "broken link"
_SETTINGS: Final = """\
site_name: Benchmark
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - kbgen:
      languages: [en, ru, pl]
      contact: {email: help@example.com}
      feedback: {adapter: webhook, endpoint: "https://desk.example/in"}
"""
_NOTE: Final = """\
The manual with votes: an article opened with an empty cache, then one question. Chromium; every answer of the server comes
40 ms late, bandwidth is not limited. Bytes: gzip, heads included, over HTTP/1.1. Ready: from navigation until the search box
works. Scripts: from navigation until the last script has arrived. Answer: from the question to the list, including 90 ms of
waiting for the next letter."""


def run_scripts(runs: int, cache: Path = DEFAULT_CACHE) -> None:
    """Measure and write the section."""
    before = os.getloadavg()[0]
    esbuild = install(cache / "search" / "node") / "node_modules/.bin/esbuild"
    made = variants(_site(cache / "scripts"), cache / "scripts", esbuild)
    visits: dict[str, tuple[list[Visit], list[Visit]]] = {each.name: ([], []) for each in made}
    with chromium() as browser:
        for _ in range(runs):
            for each in made:
                _measure(browser, each, visits[each.name])
    text = table(
        (
            "scripts", "page: requests", "kB", "HTML kB", "question: requests", "kB",
            "HTTP/2 ready ms", "scripts ms", "answer ms", "HTTP/1.1 ready ms", "scripts ms", "answer ms",
        ),
        [_row(name, *measured) for name, measured in visits.items()],
    )  # fmt: skip
    print(text)
    load = f"Load average {before:.1f} → {os.getloadavg()[0]:.1f}."
    write_section("Scripts: ways to publish them", f"{circumstances()} {load}\n\n{_NOTE}\n\n{text}")


def _site(folder: Path) -> Path:
    """Build the manual as a site with votes; return the site."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(_CONTENT, folder / "content")
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    usage = measure(KBGEN_COMMAND, folder)
    if usage.code not in (0, 1):
        raise RuntimeError(usage.stderr)
    return folder / "site"


def _measure(browser: object, variant: Variant, visits: tuple[list[Visit], list[Visit]]) -> None:
    for visit, measured in zip((visit_http1, visit_http2), visits, strict=True):
        measured.append(visit(browser, variant.site, _PAGE, _QUERY, _ROUND_TRIP))


def _row(name: str, first: Sequence[Visit], second: Sequence[Visit]) -> list[str]:
    """Return a row: counts from HTTP/1.1, which do not vary, and times of both."""
    last = first[-1]
    counts = [
        str(last.scripts.requests), f"{last.scripts.size / 1000:.1f}", f"{last.page / 1000:.1f}",
        str(last.search.requests), f"{last.search.size / 1000:.1f}",
    ]  # fmt: skip
    times = [
        spread([getattr(visit, field) for visit in measured], 0)
        for measured in (second, first)
        for field in ("ready", "complete", "answer")
    ]
    return [name, *counts, *times]
