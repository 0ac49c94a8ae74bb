# SPDX-License-Identifier: MIT
"""The browser's own search engine, run under Node over built files: what a writer tests is what a customer gets."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchHit, SearchResult
from kbgen.settings.resources import theme_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RUNNER = Path(__file__).with_name("node_runner.mjs")


def search(folder: Path, lang: str, queries: Iterable[str], limit: int) -> Iterator[SearchResult]:
    """Answer queries from the browser's files in `folder`, all in one Node process.

    Raises:
        EnvironmentFailure: Node is not installed, or it failed.
        ValueError: the files cannot be read.
    """
    asked = list(queries)
    for query, answer in zip(asked, run(folder, asked, limit), strict=True):
        if "error" in answer:
            raise ValueError(f"the search files cannot be read: {answer['error']}")
        hits = tuple(
            SearchHit(hit["id"], hit["url"], hit["title"], hit["passage"], hit["score"]) for hit in answer["hits"]
        )
        yield SearchResult(query, lang, "browser", hits, answer["suggestion"])


def run(folder: Path, queries: Iterable[str], limit: int) -> list[dict[str, Any]]:
    """The worker's raw answers: `{total, hits, suggestion, answer}`, or `{error}`.

    Raises:
        EnvironmentFailure: Node is not installed, or it failed.
    """
    modules = theme_dir() / "assets" / "javascripts" / "search"
    lines = "".join(json.dumps({"query": query, "limit": limit}) + "\n" for query in queries)
    done = subprocess.run(  # noqa: S603
        [_node(), str(_RUNNER), str(modules), str(folder)], input=lines.encode(), capture_output=True, check=False
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise EnvironmentFailure(f"Node could not run the browser's search: {reason}", "Node 18 or newer is needed.")
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def is_available() -> bool:
    """Whether Node is installed."""
    return _installed() is not None


def _installed() -> str | None:
    return shutil.which("node") or shutil.which("nodejs")


def _node() -> str:
    found = _installed()
    if found is None:
        raise EnvironmentFailure(
            "the browser engine runs under Node, which is not installed",
            "install nodejs, or ask the other engine: --engine whoosh",
        )
    return found
