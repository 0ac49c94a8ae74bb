# SPDX-License-Identifier: MIT
"""Commands that ask a site read each file of its content once, and parse no article that the cache knows."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run, write_tree
from search_support import needs_node

WATCHING = Path(__file__).with_name("watching")
TREE = """
mkdocs.yml
| site_name: Acme
| site_url: https://help.example.com/
| theme: {name: material, font: false}
| docs_dir: content
| plugins:
|   - kbgen:
|       languages: [en, ru]
|       contact: {email: help@example.com}
content/_data/queries.en.yml
| - {query: refund, article: refund}
| - {query: zebra, article: password}
content/_data/queries.ru.yml
| - {query: деньги, article: refund}
content/_data/synonyms.en.yml
| - [refund, payback]
content/en/billing/_category.yml
| title: Money
content/en/billing/refund.md
| ---
| title: Get a refund
| id: refund
| ---
| Money back within thirty days of the purchase.
content/en/password.md
| ---
| title: Reset your password
| ---
| Ask for a new one.
content/ru/billing/refund.md
| ---
| title: Вернуть деньги
| id: refund
| ---
| Текст.
judged.jsonl
| {"id": "q1", "query": "money back", "relevant": {"refund": 1}}
tickets.jsonl
| {"id": "1", "requester": "a", "body": "How do I get my money back for the purchase?"}
| {"id": "2", "requester": "b", "body": "How do I get my money back for a purchase?"}
"""
NODE = [needs_node, pytest.mark.node]
COMMANDS = {
    "check": (),
    "search refund": (),
    "search refund --explain --article password": (),
    "quality --engine whoosh": (),
    "quality": NODE,
    "quality -j judged.jsonl": (),
    "tickets coverage tickets.jsonl -k 1": (),
    "tickets draft tickets.jsonl -k 3 --uncovered": (),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Counter[str]]:
    """Runs a command in a site that was built, and counts how often it opened each file of the content."""
    root = write_tree(tmp_path_factory.mktemp("site"), TREE)
    assert run(root, "kbgen", "build").code == 0

    def count(*command: str) -> Counter[str]:
        for article in root.glob("content/**/*.md"):
            article.touch()  # the last build has read them, but they may have changed since
        log = root / "log"
        log.unlink(missing_ok=True)
        path = f"{WATCHING}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        done = run(root, "kbgen", *command, PYTHONPATH=path, KBGEN_WATCH_LOG=str(log))
        assert done.code in (0, 1), done.stderr
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        content = f"{root / 'content'}{os.sep}"
        paths = (Path(path) for kind, path in lines if kind == "read" and path.startswith(content))
        return Counter(
            path.relative_to(root).as_posix() for path in paths if path.suffix in (".md", ".yml")
        )

    return count


@pytest.mark.parametrize(
    "command", [pytest.param(line, marks=marks) for line, marks in COMMANDS.items()]
)
def test_a_command_reads_each_file_once(opened: Callable[..., Counter[str]], command: str) -> None:
    counts = opened(*command.split())
    assert counts["content/en/billing/refund.md"] == 1
    assert {path: times for path, times in counts.items() if times > 1} == {}


def test_a_build_reads_each_article_once(opened: Callable[..., Counter[str]]) -> None:
    """Small settings files next to the articles are also read to learn whether anything has changed."""
    counts = opened("build")
    articles = {path: times for path, times in counts.items() if path.endswith(".md")}
    assert articles == dict.fromkeys(articles, 1)
    assert len(articles) == 3
