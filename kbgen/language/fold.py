# SPDX-License-Identifier: MIT
"""Folding: the spelling under which a word is indexed and looked up.

In: any text. Out: NFKC, lower case, without combining marks after Latin and Greek letters, then
single letters replaced by a table (ł → l, ß → ss, ё → е). Marks after other letters stay: dropping
them would turn й into и and が into か.

`entry.json` carries the table to the browser. `theme/assets/javascripts/search/fold.js` does the
same five steps, and a contract test compares every code point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

import regex

LATIN: Final[dict[str, str]] = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ĸ": "k",
}
"""Latin letters that people type without stroke or ligature, and Unicode does not decompose."""

LETTERS: Final[dict[str, str]] = LATIN | {
    "ς": "σ",
    "ё": "е",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ى": "ي",
    "ة": "ه",
}
"""The letters that `fold` replaces."""

_INVISIBLE = regex.compile(
    r"[\u00AD\u200B-\u200F\u2060\uFEFF\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0640\u064B-\u065F\u0670]"
)
"""Invisible characters, and Hebrew points and Arabic vowel signs, which few people type."""
_MARKED = regex.compile(r"([\p{Script=Latin}\p{Script=Greek}])\p{M}+")
_TABLE = str.maketrans(LETTERS)


def normalize(text: str) -> str:
    """Return the text in NFKC without invisible characters and vowel points, ready to tokenize."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """Fold a text. Folding it again changes nothing."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", normalize(text).lower())
    return unicodedata.normalize("NFC", _MARKED.sub(r"\1", decomposed)).translate(_TABLE)


def plain_letters(text: str, table: Mapping[int, str]) -> str:
    """Return a text in NFKD without marks in any script, its letters replaced by a table.

    For ids and sort keys, which must not change when search changes: they do not use `fold`.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(table)
