# SPDX-License-Identifier: MIT
"""Python and JavaScript fold, cut, correct and count alike."""

from __future__ import annotations

import json
import random
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from search_support import needs_node

from kbgen.language import fold as folding
from kbgen.language.han import simplified
from kbgen.language.tokens import tokens
from kbgen.search.browser.base47 import number
from kbgen.search.index import ranking
from kbgen.search.index.messages import words_of
from kbgen.search.index.weights import idf
from kbgen.search.query.edit_distance import allowed_errors, begins_almost, distance

pytestmark = [needs_node, pytest.mark.node]

LETTERS = [
    *"abcXYZ019łŁßæИйёЁїґáÉñçøđıİςΣΩάあがカー漢字한글עברيةहिन्दीไทย",
    *"._-/\\@+&'’:#  \n\t!?,;\"*()[]{}",
    "\u0301", "\u0308", "\u0323", "\u00ad", "\u200b", "\u200d", "\ufeff", "ﬁ", "①", "½", "Ⅷ", "𝒳", "𐐀", "\U00020000",
    "C++", "C#", "0x", "v2.3", "::", ":\\",
    "1,000", "4.000", "000", "\u00a0", "\u202f", "\u2011",
    "1,5", "0,125", ",25", "1.234,56", "2 000", " 000", "\u2009", "\u2012", "\u2013", "–",
    *"ทดสอบำລາວខ្មែរမြန်မာ٣۴९๙၃体體說ヽヷ⚙→©€±🔒", "ﾌﾟ", "🇵🇱", "\ufe0f", "1️⃣", "👩‍💻", "\U0001f3fd",
]  # fmt: skip


def ask(*requests: dict[str, Any]) -> list[Any]:
    """What the browser's modules answer, one answer a request."""
    table = {"op": "table", "letters": folding.LETTERS | simplified(), "ranking": ranking.table()}
    lines = "".join(json.dumps(request) + "\n" for request in (table, *requests))
    command = ["node", str(Path(__file__).with_name("search_probe.mjs"))]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line][1:]


def generated(count: int, seed: int) -> list[str]:
    """Texts of everything that makes cutting hard."""
    chance = random.Random(seed)
    return ["".join(chance.choices(LETTERS, k=chance.randrange(1, 24))) for _ in range(count)]


def test_every_code_point_folds_alike() -> None:
    """All that Python's Unicode knows; a browser may know letters that are newer."""
    everything = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    known = [letter for letter in everything if unicodedata.category(letter) != "Cn"]
    (answers,) = ask({"op": "fold", "texts": known})
    different = [
        (letter, answer)
        for letter, answer in zip(known, answers, strict=True)
        if folding.fold(letter) != answer
    ]
    assert different == []


@pytest.mark.parametrize("symbols", [False, True])
def test_ten_thousand_texts_are_cut_alike(symbols: bool) -> None:
    """Generated ones, of letters, marks, connectors and codes."""
    texts = generated(10_000, seed=1)
    (answers,) = ask({"op": "tokens", "texts": texts, "symbols": symbols})
    for text, answer in zip(texts, answers, strict=True):
        assert [
            [token.whole, list(token.parts), token.joined]
            for token in tokens(text, symbols=symbols)
        ] == answer, text


def test_numbers_are_cut_alike() -> None:
    """Digits, and all that may separate them."""
    chance = random.Random(6)
    parts = [
        *"0123",
        "00",
        "000",
        "123",
        *".,’'_ -",
        " ",
        " ",
        "\u00a0",
        "\u202f",
        "\u2009",
        "GB",
        "a",
    ]
    texts = ["".join(chance.choices(parts, k=chance.randrange(1, 14))) for _ in range(20_000)]
    (answers,) = ask({"op": "tokens", "texts": texts})
    for text, answer in zip(texts, answers, strict=True):
        assert [
            [token.whole, list(token.parts), token.joined] for token in tokens(text)
        ] == answer, text


def test_texts_are_folded_alike() -> None:
    """Marks after letters of several scripts, in every order."""
    texts = generated(3_000, seed=2)
    (answers,) = ask({"op": "fold", "texts": texts})
    assert [folding.fold(text) for text in texts] == answers


def test_naughty_strings_are_cut_alike(data: Path) -> None:
    """The strings that break other programs."""
    lines = (data / "hostile" / "strings" / "blns.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines for text in _strings(json.loads(line))]
    assert len(texts) > 400
    (answers,) = ask({"op": "tokens", "texts": texts})
    for text, answer in zip(texts, answers, strict=True):
        assert [
            [token.whole, list(token.parts), token.joined] for token in tokens(text)
        ] == answer, text


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in values for text in _strings(item)]


def test_words_of_pasted_texts_are_alike() -> None:
    """Paths, numbers and every white space between them."""
    spaces = ["\x1c", "\x85", "\u3000", "\v", "\ufeff", "\r\n"]
    chance = random.Random(6)
    pieces = generated(4_000, 7)
    texts = [
        "".join(chance.choice([*spaces, " "]) + piece for piece in chance.choices(pieces, k=4))
        for _ in range(2_000)
    ]
    (answers,) = ask({"op": "pasted", "texts": texts})
    assert [[list(words) for words in words_of(text)] for text in texts] == answers


def test_distances_are_alike() -> None:
    """Short words over a small alphabet meet every case."""
    chance = random.Random(3)
    words = ["".join(chance.choices("abcж𐐀", k=chance.randrange(0, 8))) for _ in range(1500)]
    pairs = [
        (left, right, limit)
        for left, right in zip(words, words[7:], strict=False)
        for limit in (1, 2)
    ]
    distances, errors = ask(
        {"op": "distance", "pairs": pairs}, {"op": "errors", "texts": [*words, "c2065", "принтер"]}
    )
    assert [distance(*pair) for pair in pairs] == distances
    assert [allowed_errors(word) for word in [*words, "c2065", "принтер"]] == errors


def test_misspelled_beginnings_are_alike() -> None:
    """A small alphabet again, a letter of two units included."""
    chance = random.Random(5)
    pairs = [
        ["".join(chance.choices("abж𐐀", k=chance.randrange(0, most))) for most in (5, 8)]
        for _ in range(3_000)
    ]
    (answers,) = ask({"op": "begins", "pairs": pairs})
    assert [begins_almost(beginning, word) for beginning, word in pairs] == answers
    assert len(set(answers)) == 2


def test_idf_is_alike() -> None:
    """To the last bit, up to a million articles."""
    chance = random.Random(4)
    pairs = [
        (n := chance.randrange(1, 1_000_000), chance.randrange(1, n + 1)) for _ in range(5_000)
    ]
    pairs += [(n, 0) for n, _ in pairs]  # the vocabulary's words are in no article
    (answers,) = ask({"op": "idf", "pairs": pairs})
    assert [idf(*pair) for pair in pairs] == answers


def test_numbers_are_read_as_written() -> None:
    """The alphabet of the browser files."""
    values = [*range(5_000), 10**6, 2**40]
    (answer,) = ask({"op": "numbers", "text": "".join(map(number, values))})
    assert answer == values
