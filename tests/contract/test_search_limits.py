# SPDX-License-Identifier: MIT
"""What the worst question may take: counted in look-ups, not in time, in both engines."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.search.hostile import hostile_queries
from search_support import browser_index, contents, faq, inverted, needs_node

from kbgen.search.engines.whoosh_index import WhooshLexicon, update
from kbgen.search.query.question import ask
from kbgen.search.query.score import rank

if TYPE_CHECKING:
    from collections.abc import Callable

INDEX = inverted(faq())
WORDS = sorted(form for form in INDEX.keys if len(form) > 3)
MADE_UP = 10_000
LIMITS = {"key": 500, "term": 500, "neighbors": 26, "completions": 10}
"""Of one question: 32 words and the last one's 256 completions; 6 unknown words are cut at 30 places each and compared
with others of one and of two errors; all of it twice, where only stop words are left."""


@pytest.fixture(scope="module")
def questions(data: Path) -> list[str]:
    """The hostile ones of the shared data, and as many made of words, letters of all kinds, markup and control."""
    queries = hostile_queries(data, WORDS, MADE_UP)
    return [query.encode("utf-8", "replace").decode() for query in queries]


def test_no_question_asks_the_whoosh_index_for_much(questions: list[str], tmp_path: Path) -> None:
    """Nothing raises, and every bound holds."""
    update(tmp_path / "whoosh", INDEX, "x")
    lexicon = WhooshLexicon(tmp_path / "whoosh", "en")
    counts: Counter[str] = Counter()
    for name in LIMITS:
        setattr(lexicon, name, _counted(getattr(lexicon, name), name, counts))
    for query in questions:
        counts.clear()
        question = ask(query, lexicon)
        rank(question.words, question.extras, lexicon.documents, asking=question.asking)
        _check(query, counts)
    lexicon.close()


@needs_node
@pytest.mark.node
def test_no_question_asks_the_browsers_index_for_much(questions: list[str], tmp_path: Path) -> None:
    """The same bounds."""
    for name, data in contents(browser_index(faq())).items():
        (tmp_path / name).write_bytes(data)
    command = ["node", str(Path(__file__).with_name("search_limits.mjs")), str(tmp_path)]
    lines = "".join(json.dumps(query) + "\n" for query in questions)
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    for query, counts in zip(questions, answers, strict=True):
        assert counts.pop("error") == "", query
        _check(query, counts)


def test_the_longest_question_is_cut(tmp_path: Path) -> None:
    """A megabyte of words costs what thirty-two cost."""
    update(tmp_path / "whoosh", INDEX, "x")
    lexicon = WhooshLexicon(tmp_path / "whoosh", "en")
    counts: Counter[str] = Counter()
    lexicon.key = _counted(lexicon.key, "key", counts)  # type: ignore[method-assign]
    ask("pritner conection xqzz " * 50_000, lexicon)
    assert 32 < counts["key"] < LIMITS["key"]
    lexicon.close()


def _counted(plain: Callable[..., Any], name: str, counts: Counter[str]) -> Callable[..., Any]:
    def counting(*given: Any) -> Any:
        counts[name] += 1
        return plain(*given)

    return counting


def _check(query: str, counts: dict[str, int]) -> None:
    too_much = {name: count for name, count in counts.items() if count > LIMITS[name]}
    assert not too_much, query
