# SPDX-License-Identifier: MIT
"""Tokens: words, and codes whole and in parts."""

from __future__ import annotations

import pytest

from kbgen.language.tokens import MAX_WHOLE, Token, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reset the password.", [Token("reset"), Token("the"), Token("password")]),
        ("0x80070005", [Token("0x80070005", ("80070005",))]),
        ("0x8007000D", [Token("0x8007000d", ("8007000d",))]),
        (
            "ERR_CONNECTION_RESET",
            [Token("errconnectionreset", ("err", "connection", "reset"), joined=True)],
        ),
        (r"C:\Windows", [Token("cwindows", ("windows",), joined=True)]),
        ("v2.3.1", [Token("v2.3.1", ("2.3.1",))]),
        ("2.3.1", [Token("2.3.1")]),
        ("C2065", [Token("c2065", ("2065",))]),
        ("C++ or C#", [Token("c++"), Token("or"), Token("c#")]),
        ("camelCase", [Token("camelcase", ("camel", "case"))]),
        ("HTTPServer", [Token("httpserver", ("http", "server"))]),
        ("snake_case", [Token("snakecase", ("snake", "case"), joined=True)]),
        ("Wi-Fi", [Token("wifi", ("wi", "fi"), joined=True)]),
        ("don’t", [Token("dont", ("don",), joined=True)]),
        ("I/O", [Token("io")]),
        ("1,000", [Token("1000", ("1",), joined=True)]),
        ("1'000", [Token("1000", ("1",), joined=True)]),
        ("7\u202f500\u00a0000", [Token("7500000", ("7", "500"), joined=True)]),
        ("7\u2009500\u2007000", [Token("7500000", ("7", "500"), joined=True)]),
        ("2 000 users", [Token("2000", ("2",), joined=True), Token("users")]),
        ("7.500.000", [Token("7.500.000", ("7500000",))]),
        ("in 2023 500", [Token("in"), Token("2023"), Token("500")]),
        (
            "1 200 300 400 500 600",
            [Token(part) for part in ["1", "200", "300", "400", "500", "600"]],
        ),
        ("2.1 200", [Token("2.1"), Token("200")]),
        ("1,234.56", [Token("1234.56", ("1", "234.56"), joined=True)]),
        ("1.234,56", [Token("1234.56", ("1234", "56"))]),
        ("1 234,56", [Token("1234.56", ("1", "234.56", "234", "56"), joined=True)]),
        ("1,5GB", [Token("1.5gb", ("1.5", "gb", "1", "5"))]),
        ("1,2,3", [Token("1"), Token("2"), Token("3")]),
        ("٢٬٥٠", [Token("2"), Token("50")]),
        ("٢٠٠٠", [Token("2000")]),
        ("4.000", [Token("4.000", ("4000",))]),
        ("80,443", [Token("80443", ("80", "443"), joined=True)]),  # both ports are found
        ("1,5 2,0000", [Token("1.5", ("1", "5")), Token("2"), Token("0000")]),
        *(
            (f"Log{dash}in", [Token("login", ("log", "in"), joined=True)])
            for dash in "-\u2010\u2011\u2012\u2013"
        ),
        ("std::vector", [Token("stdvector", ("std", "vector"), joined=True)]),
        ("東京タワー", [Token("东京"), Token("京た"), Token("たわ"), Token("わー")]),
        ("ﾀﾜｰ", [Token("たわ"), Token("わー")]),
        ("ที่นี่ 5", [Token("ที่นี่"), Token("5")]),
        ("⚙ Settings → 5 €", [Token("settings"), Token("5")]),
        ("字", [Token("字")]),
        ("手机App", [Token("手机"), Token("app")]),
        ("Привет, мир", [Token("привет"), Token("мир")]),
        ("--- !!! ...", []),
        ("", []),
    ],
)
def test_cuts(text: str, expected: list[Token]) -> None:
    """Each kind of word is cut as the module promises."""
    assert list(tokens(text)) == expected


def test_full_stop_between_sentences_joins_nothing_else() -> None:
    """A forgotten space costs neither word."""
    (token,) = tokens("end.Next")
    assert token.parts == ("end", "next")


def test_long_whole_is_indexed_by_parts() -> None:
    """An address of a page is words, not one word of a hundred letters."""
    address = "www.example.com/" + "/".join(["help"] * 20)
    assert {token.whole for token in tokens(address)} == {"www", "example", "com", "help"}
    assert not list(tokens("x" * (MAX_WHOLE + 1)))


def test_megabyte_of_one_letter_is_cut_in_linear_time() -> None:
    """No text stalls the cutting."""
    assert list(tokens("a" * 1_000_000)) == []
    assert len(list(tokens("a-" * 100_000))) == 0


@pytest.mark.parametrize(
    "piece",
    ["1,", "1.", "1 ", "1 000", "1 000 ", "1.000,", "1,5", "1'", "0,125", "\u00a0000", "ก", "漢", "⚙", "🇵", "–", "٣"],
)  # fmt: skip
def test_long_texts_of_one_piece_are_cut_in_linear_time(piece: str) -> None:
    """In quadratic time, this would take hours."""
    list(tokens(piece * 200_000, symbols=True))
