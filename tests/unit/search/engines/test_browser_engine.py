# SPDX-License-Identifier: MIT
"""The browser's engine under Node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from search_support import browser_index, contents, faq, needs_node

from kbgen.errors import EnvironmentFailure
from kbgen.search.engines import browser_engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The browser's files of the small help center."""
    for name, data in contents(browser_index(faq())).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_missing_node_is_said(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """With what to do about it."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EnvironmentFailure, match="not installed") as caught:
        list(browser_engine.search(folder, "en", ["printer"], 5))
    assert "--engine whoosh" in caught.value.hint


@needs_node
@pytest.mark.node
def test_hit_has_what_a_result_shows(folder: Path) -> None:
    """Title, trail, kind, passage and its text, in plain text."""
    (answer,) = browser_engine.run(folder, ["how do I get a refund"], 5)
    (hit,) = answer["hits"]
    assert hit["passage"] == "refund"
    assert hit["passageTitle"] == "How do I get a refund?"
    assert hit["extract"] == "Write to us within two weeks."
    assert (hit["id"], hit["kind"], hit["trail"]) == ("billing", "faq", [])
    assert answer["answer"] == hit


@needs_node
@pytest.mark.node
def test_answer_needs_the_whole_question(folder: Path) -> None:
    """A word in a text is a result, not an answer."""
    (answer,) = browser_engine.run(folder, ["documents"], 5)
    assert answer["hits"]
    assert answer["answer"] is None


@needs_node
@pytest.mark.node
def test_foreign_version_is_refused(folder: Path) -> None:
    """A worker says so when it cannot read the files."""
    entry = json.loads((folder / "entry.json").read_text())
    (folder / "entry.json").write_text(json.dumps({**entry, "version": 99}))
    with pytest.raises(ValueError, match="version 99"):
        list(browser_engine.search(folder, "en", ["printer"], 5))


@needs_node
@pytest.mark.node
def test_failing_node_is_said(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The last line of what Node said, not a traceback of ours."""
    monkeypatch.setattr(browser_engine, "_RUNNER", folder / "nowhere.mjs")
    with pytest.raises(EnvironmentFailure, match="Node"):
        list(browser_engine.search(folder, "en", ["printer"], 5))
