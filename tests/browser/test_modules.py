# SPDX-License-Identifier: MIT
"""Pure functions of the theme's modules, run where they run: in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.rendering import ASSETS


@pytest.fixture
def call(new_page: Callable[..., Any], acme_site: str) -> Callable[..., Any]:
    """Call an exported function of a module: `call("highlight", "matchRanges", "text", "query")`."""
    page = new_page()
    page.goto(acme_site + "contact/")

    def run(module: str, function: str, *arguments: Any) -> Any:
        script = "async ([url, name, values]) => (await import(url))[name](...values)"
        return page.evaluate(
            script, [f"/{ASSETS}/javascripts/{module}.js", function, list(arguments)]
        )

    return run


MARKED = [
    ("Reset your password", "password", ["password"]),
    ("Reset your password", "PASS res", ["Reset", "password"]),
    ("Download invoices", "invoice", ["invoices"]),
    ("Cofnij płatność", "platnosc", ["płatność"]),
    ("Zmień hasło", "hasła", ["hasło"]),
    ("Сбросить пароль", "паролем", ["пароль"]),
    ("Учётная запись", "учетная", ["Учётная"]),
    ("Мой край", "мои", []),
    ("Error 0x80070005", "0x80070005", ["0x80070005"]),
    ("A cat", "catalogue", []),
    ("No match at all", "zzz", []),
    ("a b c", "a", []),
    ("", "x", []),
]


def test_words_of_the_question_are_marked(call: Callable[..., Any]) -> None:
    """Beginnings, other forms and other spellings of a word are marked; one letter and other words are not."""
    for text, query, expected in MARKED:
        ranges = call("highlight", "matchRanges", text, query)
        assert [text[start:end] for start, end in ranges] == expected, (text, query)


def test_an_address_becomes_a_question(call: Callable[..., Any]) -> None:
    """Folders, dashes, endings and escapes of an address are no words; a broken escape is no failure."""
    for path, home, expected in (
        ("/billing/get-a-refund.html", "/", "billing get a refund"),
        ("/help/pl/p%C5%82atno%C5%9Bci/index.html", "/help/pl/", "płatności"),
        ("/help/billing/", "/help/", "billing"),
        ("/100%/x", "/", "100 x"),
        ("/", "/", ""),
    ):
        assert call("not-found", "wordsOf", path, home) == expected


def test_two_letters_are_a_question(call: Callable[..., Any]) -> None:
    """One letter is none, but for scripts in which a letter is a word."""
    questions = {"a": False, "ab": True, "ż": False, "漢": True, "か": True, "한": True, "": False}
    assert {each: call("search-box", "isAskable", each) for each in questions} == questions
