# SPDX-License-Identifier: MIT
"""Words that lost their spaces, and words that end with others."""

from __future__ import annotations

import pytest
from search_support import MemoryLexicon, document, found, inverted

from kbgen.search.query.question import ask

INDEX = inverted(
    [
        document("reset", "Reset a password", "Choose a new one."),
        document("app", "Open the app", "Press the icon."),
        document("headphones", "Headphones without sound"),
        document("online", "Work online", "Connect to the network."),
        document("lines", "Lines and shapes", "Draw a line."),
    ]
)


@pytest.mark.parametrize(
    ("query", "best", "suggestion"),
    [
        ("resetpassword ", "reset", "reset password"),
        ("resetmypassword ", "reset", "reset my password"),
        ("inthe app ", "app", None),
        ("openthe app ", "app", "open the app"),
        ("theapp ", "app", "the app"),
        ("howtoreset ", "reset", "how to reset"),
        ("resetthepassword ", "reset", "reset the password"),
    ],
)
def test_lost_spaces_are_put_back(query: str, best: str, suggestion: str | None) -> None:
    """Before and after stop words too; a part that is a stop word needs no suggestion."""
    assert found(INDEX, query)[0] == best
    assert ask(query, MemoryLexicon(INDEX)).suggestion == suggestion


def test_two_letters_before_a_known_word_are_a_prefix() -> None:
    """“invalid” is not “in valid”, but a longer stop word is one."""
    index = inverted([document("valid", "Valid codes")])
    assert ask("invalid ", MemoryLexicon(index)).suggestion == "valid"
    assert ask("forvalid ", MemoryLexicon(index)).suggestion == "for valid"


@pytest.mark.parametrize("query", ["phones", "phones "])
def test_word_is_found_in_words_that_end_with_it(query: str) -> None:
    """“phones” for headphones, without a suggestion."""
    assert found(INDEX, query) == ["headphones"]
    assert ask(query, MemoryLexicon(INDEX)).suggestion is None


def test_stop_word_and_a_word_may_be_one_word() -> None:
    """“on line” for online."""
    assert found(INDEX, "work on line ")[0] == "online"
    assert set(found(INDEX, "on line ")) == {"online", "lines"}
    assert found(INDEX, "line ") == ["lines"]


def test_stop_word_makes_only_the_usual_form_of_a_word() -> None:
    """The browser knows no others."""
    index = inverted([document("log", "Logs"), document("inlog", "Inlogs and an inlogs page")])
    assert found(index, "in log ") == ["log"]


@pytest.mark.parametrize(
    ("lang", "word", "title", "suggestion"),
    [
        ("pl", "niedziałającego ", "Niedziałające ekrany", "niedzialajace"),
        ("pl", "niedziałającealbo ", "Niedziałające ekrany", "niedzialajace albo"),
        ("en", "signin ", "Sign a document", "sign in"),
    ],
)
def test_ending_is_no_lost_word(lang: str, word: str, title: str, suggestion: str) -> None:
    """In a language with endings, a stop word of two letters at the end is one."""
    index = inverted([document("title", title, lang=lang)], lang)
    assert ask(word, MemoryLexicon(index)).suggestion == suggestion
