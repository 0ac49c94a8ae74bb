# SPDX-License-Identifier: MIT
"""Collect the first ten URLs for many queries, in Node if an engine runs there, else in Chromium.

The results of other engines are cached next to their index: their versions are pinned, and their
results do not change with kbgen.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kbgen.settings.resources import theme_dir

from .browser import Circumstances, Visit, chromium
from .measures import DEPTH
from .places import KBGENS, NODE_ENGINES
from .server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .places import Built


@dataclass(frozen=True, slots=True)
class NodeAnswer:
    """Our engine's result for one query in Node."""

    urls: tuple[str, ...]
    ms: float
    size: int
    """Compressed bytes of the files that it had not loaded before."""
    files: int
    error: str


def addresses(built: Built, queries: Sequence[str], node: Path) -> list[list[str]]:
    """Return each query's URLs, best first, relative to the site."""
    if built.engine in KBGENS:
        folder = built.site / "search" / built.lang
        return [list(answer.urls) for answer in ours_in_node(folder, queries, node)]
    digest = hashlib.sha256(
        repr((built.engine, list(queries))).encode("utf-8", "replace")
    ).hexdigest()[:16]
    kept = built.site.parent / f"answers-{built.engine}-{digest}.json"
    if not kept.exists():
        answers = (
            _peer_in_node(built, queries, node)
            if built.engine in NODE_ENGINES
            else _in_browser(built, queries)
        )
        kept.write_text(json.dumps(answers), "utf-8")
    return list(json.loads(kept.read_text("utf-8")))


def ours_in_node(folder: Path, queries: Sequence[str], node: Path) -> list[NodeAnswer]:
    """Run our engine on built files, with one process for all queries."""
    modules = theme_dir() / "assets" / "javascripts" / "search"
    rows = _run(["ours.mjs", str(modules), str(folder), str(DEPTH)], queries, node)
    return [
        NodeAnswer(
            tuple(row.get("urls", ())), row["ms"], row["size"], row["files"], row.get("error", "")
        )
        for row in rows
    ]


def _peer_in_node(built: Built, queries: Sequence[str], node: Path) -> list[list[str]]:
    rows = _run(["rank.mjs", built.engine, built.lang, str(built.index), str(DEPTH)], queries, node)
    return [row["urls"] for row in rows]


def _in_browser(built: Built, queries: Sequence[str]) -> list[list[str]]:
    with (
        chromium() as browser,
        serving(built.site) as host,
        Visit(browser, built, host, Circumstances()) as visit,
    ):
        return [visit.find(query) for query in queries]


def _run(arguments: Sequence[str], queries: Sequence[str], node: Path) -> list[dict[str, Any]]:
    asked = "".join(json.dumps(query) + "\n" for query in queries)
    command = ["node", "--max-old-space-size=8192", *arguments]
    done = subprocess.run(
        command, input=asked, cwd=node, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
