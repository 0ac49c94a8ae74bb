# SPDX-License-Identifier: MIT
"""The first ten addresses of many queries: in Node where an engine runs there, else in the browser."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from kbgen.search import browser_engine

from .browser import Circumstances, Visit, chromium
from .measures import DEPTH
from .places import NODE_ENGINES, OURS
from .server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .places import Built


def addresses(built: Built, queries: Sequence[str], node: Path) -> list[list[str]]:
    """Of each query, best first, relative to the site."""
    if built.engine == OURS:
        answers = browser_engine.search(built.site / "search" / built.lang, built.lang, queries, DEPTH)
        return [[hit.url for hit in answer.hits] for answer in answers]
    if built.engine in NODE_ENGINES:
        return [row["urls"] for row in _in_node(built, queries, node)]
    with chromium() as browser, serving(built.site) as host, Visit(browser, built, host, Circumstances()) as visit:
        return [visit.find(query) for query in queries]


def _in_node(built: Built, queries: Sequence[str], node: Path) -> list[dict[str, Any]]:
    command = ["node", "--max-old-space-size=8192", "rank.mjs", built.engine, built.lang, str(built.index), str(DEPTH)]
    asked = "".join(json.dumps(query) + "\n" for query in queries)
    done = subprocess.run(command, input=asked, cwd=node, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
