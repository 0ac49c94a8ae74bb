# SPDX-License-Identifier: MIT
"""What people type, and what it means."""

from __future__ import annotations

import pytest
from search_support import MemoryLexicon, document, faq, found, inverted

from kbgen.search.question import MAX_TOKENS, ask

INDEX = inverted(faq())


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("printer", "print"),
        ("connecting printers", "print"),
        ("mice", "mouse"),
        ("pritner", "print"),
        ("orinter", "print"),
        ("log in", "login"),
        ("log-in", "login"),
        ("wifi", "wifi"),
        ("wi fi", "wifi"),
        ("Wi-Fi", "wifi"),
        ("refu", "billing"),
        ("pr", "print"),
        ("prin", "print"),
        ("80070005", "reset"),
        ("0x80070005", "reset"),
        ("connection reset", "reset"),
        ("err_connection_reset", "reset"),
        ("ERR_CONNECTION_RESET", "reset"),
        ("how do I get a refund", "billing"),
        ("xqzzy printer", "print"),
    ],
)
def test_finds(query: str, best: str) -> None:
    """Inflected, misspelt, joined, cut, unfinished, in pieces: the right article comes first."""
    assert found(INDEX, query)[0] == best


@pytest.mark.parametrize("query", ["0x80070006", "80070004", "", "   ", "!!!", "qqqqqqqqqq"])
def test_finds_nothing_rather_than_something_else(query: str) -> None:
    """Codes are never corrected, and nothing typed is no error."""
    assert found(INDEX, query) == []


def test_stop_words_matter_only_when_nothing_else_does() -> None:
    """“the” is looked for when it is all there is."""
    assert found(INDEX, "the printer") == found(INDEX, "printer ")
    assert found(INDEX, "the ")


def test_suggestion_is_made_of_known_words() -> None:
    """What was read instead is said."""
    lexicon = MemoryLexicon(INDEX)
    assert ask("conect a pritner", lexicon).suggestion == "connect a printer"
    assert ask("connect a printer", lexicon).suggestion is None
    assert ask("xqzzy printer", lexicon).suggestion is None


def test_unfinished_word_is_completed_and_a_finished_one_is_not() -> None:
    """A space says that the word is done."""
    index = inverted([document("a", "Printer"), document("b", "Printing press")])
    assert set(found(index, "print")) == {"a", "b"}
    assert found(index, "printer ") == ["a"]


RUSSIAN = inverted(
    [document("p", "Настройка принтера", "Принтер подключён.", lang="ru"), document("k", "Ключи", lang="ru")], "ru"
)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("принтерами", "p"),
        ("ghbynth", "p"),
        ("ghbyn", "p"),
        ("gjlrk.xty", "p"),
        ("подключен", "p"),
        ("ПРИНТЕР", "p"),
        ("принетр", "p"),
    ],
)
def test_finds_in_russian(query: str, best: str) -> None:
    """Dictionary forms, the other keyboard layout, ё and е, typing errors."""
    assert found(RUSSIAN, query)[0] == best


def test_other_layout_is_suggested() -> None:
    """The reader sees what was understood."""
    assert ask("ghbynth", MemoryLexicon(RUSSIAN)).suggestion == "принтер"


def test_question_is_capped() -> None:
    """A pasted page costs no more than a long question."""
    question = ask("printer " * 1000, MemoryLexicon(INDEX))
    assert len(question.words) <= MAX_TOKENS
