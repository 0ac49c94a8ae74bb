# SPDX-License-Identifier: MIT
"""Folding: the spelling under which a word is indexed and looked up.

In: any text. Out: NFKC, lower case, without combining marks after Latin and Greek letters, then
single letters replaced by tables: ł → l, ß → ss, ё → е; digits of other scripts by ASCII digits,
katakana by hiragana, traditional by simplified Han characters (`han.py`). Marks after other letters
stay: dropping them would turn й into и and が into か.

`entry.json` carries the tables of letters to the browser. `theme/assets/javascripts/search/fold.js`
does the same steps, and a contract test compares every code point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

import regex

from kbgen.language.han import simplified_codes

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

ZEROS: Final = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០"
"""The zeros of scripts with their own digits; the other nine follow each of them."""

_INVISIBLE = regex.compile(
    r"[\u00AD\u200B-\u200F\u2060\uFEFF\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0640\u064B-\u065F\u0670\u20E3\uFE00-\uFE0F]"
)
"""Invisible characters, and Hebrew points and Arabic vowel signs, which few people type.

The last ones choose how a symbol is drawn (⚙️, 1️⃣).
"""
_MARKED = regex.compile(r"([\p{Script=Latin}\p{Script=Greek}])\p{M}+")
_HAN = regex.compile(r"\p{Script=Han}")
_DIGITS: Final = {chr(ord(zero) + digit): str(digit) for zero in ZEROS for digit in range(10)}
# The hiragana are 0x60 before the katakana.
_KANA: Final = {chr(code): chr(code - 0x60) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_TABLE = str.maketrans(LETTERS | _DIGITS | _KANA)


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
    folded = unicodedata.normalize("NFC", _MARKED.sub(r"\1", decomposed)).translate(_TABLE)
    return folded.translate(simplified_codes()) if _HAN.search(folded) else folded


def plain_letters(text: str, table: Mapping[int, str]) -> str:
    """Return a text in NFKD without marks in any script, its letters replaced by a table.

    For ids and sort keys, which must not change when search changes: they do not use `fold`.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(table)
