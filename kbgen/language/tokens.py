# SPDX-License-Identifier: MIT
"""Tokens: text cut into words; codes are kept whole and in parts.

In: any text. Out: `Token`s in order.

A token has a `whole` (its letters and digits without connectors: `wi-fi` → `wifi`; dots between
digits stay: `2.3.1`) and `parts` (`ERR_CONNECTION_RESET` → err, connection, reset; `camelCase` →
camel, case; `0x80070005` → 80070005; `v2.3.1` → 2.3.1, 2.3). `1,000` is 1000 with the parts 1 and
000, and `4.000` has the part 4000. A plain word has no parts. Runs of Han and kana become bigrams.

`PATTERN` works in Python's `regex` and in JavaScript with the `u` flag.
`theme/assets/javascripts/search/tokens.js` mirrors this module, and a contract test compares the
two over thousands of strings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

import regex

from kbgen.language.fold import fold, normalize

_IDEOGRAPH: Final = r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]"
_LETTER: Final = rf"(?:(?!{_IDEOGRAPH})[\p{{L}}\p{{N}}\p{{M}}])"
_CONNECTOR: Final = r"(?::\\|::|[._'’\-‐\/\\@+&]|(?<=\p{N}),(?=\p{N}{3}(?!\p{N})))"
PATTERN: Final = rf"{_IDEOGRAPH}+|{_LETTER}+(?:{_CONNECTOR}{_LETTER}+)*(?:\+\+|#)?"
"""A run of ideographs, or letters and digits joined by single connectors; also `C++` and `C#`."""

PART: Final = r"\p{N}+(?:\.\p{N}+)*|\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:(?!\p{Lu})[\p{L}\p{M}])+"
"""A number with its dots, an uppercase run, or a capitalized or lowercase word."""

MAX_WHOLE: Final = 40
"""Maximum length of an indexed whole; longer ones (URLs, hashes) are indexed by their parts."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text, folded."""

    whole: str
    """Letters and digits without connectors."""
    parts: tuple[str, ...] = ()
    """Empty for a plain word."""
    joined: bool = False
    """Whether the writer put a connector between the parts."""


_TOKEN = regex.compile(PATTERN)
# A no-break space that separates thousands, before it becomes an ordinary space.
_THOUSANDS_SPACE = regex.compile(r"(?<=\p{N})[\u00a0\u202f](?=\p{N}{3}(?!\p{N}))")
_DOTTED_THOUSANDS = regex.compile(r"\p{N}{1,3}(?:\.\p{N}{3})+")
_PARTS = regex.compile(PART)
# A dot between digits is no separator: the first alternative keeps it together with its digit.
_SEPARATOR = regex.compile(rf"(\p{{N}}\.)(?=\p{{N}})|{_CONNECTOR}")
_HEXADECIMAL = regex.compile(r"0[xX]([0-9a-fA-F]+)")
_SUFFIX = regex.compile(r"(?:\+\+|#)$")
_STARTS_IDEOGRAPH = regex.compile(_IDEOGRAPH)


def tokens(text: str) -> Iterator[Token]:
    """Cut a text into tokens, in order. Takes time linear in its length."""
    return chain.from_iterable(map(of_chunk, chunks(text)))


def chunks(text: str) -> list[str]:
    """Return the pieces of a text that make tokens, in order, as written."""
    matches: list[str] = _TOKEN.findall(normalize(_THOUSANDS_SPACE.sub(",", text)))
    return matches


@lru_cache(maxsize=1 << 12)
def of_chunk(chunk: str) -> tuple[Token, ...]:
    """Return the tokens of a chunk.

    A run of ideographs makes several tokens, a whole that is too long only its parts.
    """
    if _STARTS_IDEOGRAPH.match(chunk):
        return tuple(Token(gram) for gram in _bigrams(fold(chunk)))
    body = _SUFFIX.sub("", chunk)
    pieces = _SEPARATOR.sub(lambda match: match[1] or " ", body).split(" ")
    whole = fold("".join(pieces)) + chunk[len(body) :]
    parts = tuple(_parts(pieces))
    if len(whole) > MAX_WHOLE:
        return tuple(Token(part) for part in parts if len(part) <= MAX_WHOLE)
    if parts == (whole,) or not whole:
        # `4.000` may be four thousand.
        is_dotted = _DOTTED_THOUSANDS.fullmatch(whole)
        parts = (whole.replace(".", ""),) if is_dotted else ()
    return (Token(whole, parts, bool(parts) and len(pieces) > 1),) if whole else ()


def _parts(pieces: list[str]) -> Iterator[str]:
    """Yield the parts of a chunk with a meaning: numbers, and words of two letters or more."""
    for piece in pieces:
        hexadecimal = _HEXADECIMAL.fullmatch(piece)
        for part in (hexadecimal[1],) if hexadecimal else _PARTS.findall(piece):
            folded = fold(part)
            if len(folded) > 1 or folded.isdecimal():
                yield folded


def _bigrams(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (run[start : start + 2] for start in range(len(run) - 1))
