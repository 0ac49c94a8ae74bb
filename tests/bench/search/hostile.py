# SPDX-License-Identifier: MIT
"""Provide hostile queries: those of the shared data, and any number of seeded random ones."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MARKUP: Final = (
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "{{7*7}}", "${7*7}",
    "javascript:alert(1)", "&lt;b&gt;", "<b>", "</option>", "]]>", "<!--", "%3Cimg%3E", "__proto__", "constructor",
    "toString", "hasOwnProperty",
)  # fmt: skip
_OPERATORS: Final = (
    "*",
    "?",
    "AND",
    "OR",
    "NOT",
    "(",
    ")",
    "[",
    "TO",
    "]",
    "title:",
    '"',
    "~",
    "^2",
    "-",
    "+",
    "/",
    "\\",
)
_LETTERS: Final = (
    "abcdefghijklmnopqrstuvwxyz0123456789абвгдежзийклмнопрстуфхцчшщъыьэюяąćęłńóśźżßéüñ"
    "中文字日本語のカナ한국어العربيةעברית"
)
_ODD: Final = "\u0000\u0001\u001b\u00ad\u0300\u0301\u200b\u200d\u202e\u2066\ufeff\ufffd\U0001f600\U000e0041\ud800 \t\n_-'’.:;,#@%"


def hostile_queries(data: Path, words: Sequence[str], made_up: int, seed: int = 1) -> list[str]:
    """Return the queries of the shared data, then `made_up` random ones.

    Args:
        data: the shared test data.
        words: of the articles, so that some queries have results.
        made_up: number of random queries.
        seed: of the random ones.
    """
    file = data / "hostile" / "queries" / "search_queries.jsonl"
    given = [json.loads(line)["v"] for line in file.read_text("utf-8").splitlines()]
    random = Random(seed)
    return [*given, *(_made_up(words, random) for _ in range(made_up))]


def _made_up(words: Sequence[str], random: Random) -> str:
    parts = [_part(words, random) for _ in range(random.choice((1, 2, 3, 5, 8, 20)))]
    return random.choice((" ", " ", "", "\t")).join(parts)


def _part(words: Sequence[str], random: Random) -> str:
    kind = random.randrange(8)
    if kind == 0:
        return random.choice(_MARKUP)
    if kind == 1:
        return random.choice(_OPERATORS)
    if kind == 2:
        return "".join(random.choices(_LETTERS, k=random.choice((1, 2, 3, 8, 40))))
    if kind == 3:
        return "".join(random.choices(_LETTERS + _ODD * 2, k=random.choice((1, 3, 10))))
    if kind == 4:
        return random.choice(_LETTERS) * random.choice((2, 30, 300, 3000))
    word = random.choice(words)
    return (
        word[: random.randrange(1, len(word) + 1)]
        if kind == 5
        else word[::-1]
        if kind == 6
        else word
    )
