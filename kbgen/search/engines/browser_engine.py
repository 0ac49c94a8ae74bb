# SPDX-License-Identifier: MIT
"""Runs the browser's search engine under Node, so that writers test what readers get."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchHit, SearchResult
from kbgen.settings.resources import theme_dir

_RUNNER = Path(__file__).with_name("node_runner.mjs")


def search(folder: Path, lang: str, queries: Iterable[str], limit: int) -> Iterator[SearchResult]:
    """Answer queries from the browser's files in `folder`, all in one Node process.

    Raises:
        EnvironmentFailure: Node is not installed, or fails.
        ValueError: The files cannot be read.
    """
    texts = list(queries)
    for query, answer in zip(texts, run(folder, texts, limit), strict=True):
        if "error" in answer:
            raise ValueError(f"the search files cannot be read: {answer['error']}")
        hits = tuple(
            SearchHit(
                hit["id"], hit["url"], hit["title"], hit["passage"], hit["score"], hit["likely"]
            )
            for hit in answer["hits"]
        )
        yield SearchResult(query, lang, "browser", hits, answer["suggestion"])


def run(folder: Path, queries: Iterable[str], limit: int) -> list[dict[str, Any]]:
    """Return the worker's raw answers: `{total, hits, suggestion, answer}`, or `{error}`.

    Raises:
        EnvironmentFailure: Node is not installed, or fails.
    """
    modules = theme_dir() / "assets" / "javascripts" / "search"
    lines = "".join(json.dumps({"query": query, "limit": limit}) + "\n" for query in queries)
    done = subprocess.run(  # noqa: S603
        [_node(), str(_RUNNER), str(modules), str(folder)],
        input=lines.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise EnvironmentFailure(
            f"Node.js could not run the browser's search: {reason}",
            "The browser's search needs Node.js 18 or newer.",
        )
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def is_available() -> bool:
    """Tell whether Node is installed."""
    return _installed() is not None


def _installed() -> str | None:
    return shutil.which("node") or shutil.which("nodejs")


def _node() -> str:
    path = _installed()
    if path is None:
        raise EnvironmentFailure(
            "the browser engine needs Node.js, which is not installed",
            "Install Node.js, or use the other engine: --engine whoosh.",
        )
    return path
