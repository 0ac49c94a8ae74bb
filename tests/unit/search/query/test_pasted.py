# SPDX-License-Identifier: MIT
"""Pasted messages and logs: the longest known message in them is the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_support import document, records

from kbgen.search.engines.engine import EngineName, search_all
from kbgen.search.index.messages import messages_of
from kbgen.search.index.ranking import MAX_MESSAGE_WORDS, MAX_PASTE, MAX_QUERY, QUESTION_WORDS
from kbgen.search.query.pasted import Messages, is_pasted, shortened

ARTICLES = [
    document("codes", "Codes", codes=("ERR_CONNECTION_RESET", "KB-401", "E104", "0x80070005")),
    document("disk", "The disk is full", symptoms=("Could not write C:\\a.txt: no space left",)),
    document("printer", "Printer", questions=("Why does it say paper tray 2 is empty?",)),
    document("short", "Slow", symptoms=("Slow", "Stop 0x7B"), codes=("42",)),
]
MESSAGES = Messages(map(messages_of, ARTICLES))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12:00:01 [main] net::ERR_CONNECTION_RESET at 10.0.0.1", 0),
        ("see kb401 for details", 0),
        ("code=E-104;", 0),
        ("HRESULT 0x80070005", 0),
        ("2026-01-02 ERROR could not write /var/log/x.log: No space left on device", 1),
        ("could not write D:\\other\\b.txt: no space left (ERR_CONNECTION_RESET)", 1),
        ("it says “why does it say paper tray 17 is empty” since monday", 2),
        ("*** STOP 0x7B ***", 3),
        ("it is slow, pid 42", None),
        ("no space left", None),
        ("", None),
    ],
)
def test_the_longest_message_is_found(text: str, number: int | None) -> None:
    """Whatever its numbers, paths, capitals and punctuation; a code must be the same."""
    assert MESSAGES.longest_in(text) == number


def test_of_equal_messages_the_first_article_wins() -> None:
    assert Messages([(), ("=e104",), ("=e104",)]).longest_in("an e104 error") == 1


def test_a_message_is_compared_by_its_first_words() -> None:
    words = [f"word{chr(97 + number)}" for number in range(26)]
    (message,) = messages_of(document("a", "A", symptoms=(" ".join(words),)))
    assert message.split(" ") == words[:MAX_MESSAGE_WORDS]


def test_a_title_is_a_message_if_it_has_three_words() -> None:
    assert messages_of(document("a", "Getting started")) == ()
    assert messages_of(document("a", "Cannot open file")) == ("cannot open file",)


@pytest.mark.parametrize(
    ("query", "pasted"),
    [
        ("word " * QUESTION_WORDS, False),
        ("word " * (QUESTION_WORDS + 1), True),
        ("one\ntwo", True),
        ("one\n", False),
    ],
)
def test_a_pasted_text_has_lines_or_many_words(query: str, pasted: bool) -> None:
    assert is_pasted(query) == pasted


def test_a_long_text_is_asked_by_its_different_words() -> None:
    """Numbers and paths are in no article; a question is asked as it is."""
    assert shortened("why 2 fail") == "why 2 fail"
    log = "12:00 ERROR /var/log/x failed\n" * 100
    assert shortened(log) == "error failed "
    assert (
        len(shortened("w" * 30 + " " + " ".join(f"{chr(97 + n)}x" * 12 for n in range(26))))
        <= MAX_QUERY
    )


def test_the_article_with_the_message_comes_first(tmp_path: Path) -> None:
    """Other articles follow; what comes after the limit is not read."""
    log = "disk disk disk full\n" * 20 + "net::ERR_CONNECTION_RESET\n"
    late = "x " * MAX_PASTE + "ERR_CONNECTION_RESET"
    (found, cut) = search_all(
        [log, late], "en", 5, EngineName.WHOOSH, records=records(ARTICLES), work_dir=tmp_path
    )
    assert [hit.id for hit in found.hits] == ["codes", "disk"]
    assert found.hits[0].score > found.hits[1].score
    assert cut.hits == ()


def test_a_long_text_gets_no_other_spelling(tmp_path: Path) -> None:
    query = "pritner"
    (short, long) = search_all(
        [query, f"{query} 12:00 " * 50],
        "en",
        5,
        EngineName.WHOOSH,
        records=records(ARTICLES),
        work_dir=tmp_path,
    )
    assert (short.suggestion, long.suggestion) == ("printer", None)
    assert [hit.id for hit in long.hits] == [hit.id for hit in short.hits] == ["printer"]
