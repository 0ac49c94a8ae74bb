# SPDX-License-Identifier: MIT
"""Questions to either engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_support import faq, needs_node, records

from kbgen.model import SearchResult
from kbgen.search.engines.engine import EngineName, search_all
from kbgen.search.engines.language_index import language_folder

LANG = "tlh"
ENGINES = [
    EngineName.WHOOSH,
    pytest.param(EngineName.BROWSER, marks=[needs_node, pytest.mark.node]),
]


def search(query: str, engine: EngineName, work_dir: Path) -> SearchResult:
    """Answer one question."""
    (result,) = search_all([query], LANG, 5, engine, records=records(faq()), work_dir=work_dir)
    return result


@pytest.mark.parametrize("engine", ENGINES)
def test_answers_without_a_build(tmp_path: Path, engine: EngineName) -> None:
    """The index is brought up to date first."""
    result = search("refund", engine, tmp_path)
    assert result.engine == engine
    assert (result.hits[0].id, result.hits[0].passage) == ("billing", "refund")


@pytest.mark.parametrize("engine", ENGINES)
def test_damaged_index_is_rebuilt(tmp_path: Path, engine: EngineName) -> None:
    """Broken files cost a rebuild, never a traceback."""
    first = search("printer", engine, tmp_path)
    for path in language_folder(tmp_path, LANG).glob("*/*"):
        if not path.name.startswith("stamp"):
            path.write_bytes(b"garbage")
    assert search("printer", engine, tmp_path) == first


@pytest.mark.parametrize("engine", ENGINES)
def test_many_questions_in_order(tmp_path: Path, engine: EngineName) -> None:
    """One answer a question, whatever was asked."""
    queries = ["printer", "", "\ud800", "refund"]
    results = search_all(queries, LANG, 3, engine, records=records(faq()), work_dir=tmp_path)
    assert [bool(result.hits) for result in results] == [True, False, False, True]


@pytest.mark.parametrize("engine", ENGINES)
def test_misspelling_is_suggested(tmp_path: Path, engine: EngineName) -> None:
    """Did you mean."""
    result = search("pritner", engine, tmp_path)
    assert result.suggestion == "printer"
