# SPDX-License-Identifier: MIT
"""Tokens: text cut into words; codes are kept whole and in parts.

In: any text. Out: `Token`s in order.

A token has a `whole` (its letters and digits without connectors: `wi-fi` → `wifi`; dots between
digits stay: `2.3.1`) and `parts` (`ERR_CONNECTION_RESET` → err, connection, reset; `camelCase` →
camel, case; `0x80070005` → 80070005; `v2.3.1` → 2.3.1, 2.3). A plain word has no parts.

A number is one whole, however it is grouped: `1,000`, `1 000` and `1'000` are 1000 with the part 1.
`4.000` may be a version, so 4000 is its part. A decimal comma becomes a dot: `1,5` is 1.5 with the
parts 1 and 5, because it may be a list.

Runs of Han, kana, Thai, Lao, Khmer and Burmese, which have no spaces between words, become bigrams
of characters. A character has its marks: pairs of code points tell Thai words apart badly.
Symbols and emoji are tokens only where the caller asks for them.

The patterns work in Python's `regex` and in JavaScript with the `u` flag.
`theme/assets/javascripts/search/tokens.js` mirrors this module, and a contract test compares the
two over thousands of strings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

import regex

from kbgen.language import ascii_patterns
from kbgen.language.fold import fold, normalize

_UNSPACED: Final = (
    r"(?:(?=[\p{L}\p{M}])[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]"
    r"|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])"
)
_LETTER: Final = rf"(?:(?!{_UNSPACED})[\p{{L}}\p{{N}}\p{{M}}])"
_DECIMAL_COMMA: Final = (
    r"(?:(?<=(?<![\p{N},])\p{N}{1,12}),(?=\p{N}{1,2}(?!\p{N}|,\p{N}))"
    r"|(?<=(?<![\p{N},.])0),(?=\p{N}{3}(?!\p{N}|,\p{N})))"
)
"""`1,5`, `1.234,56` and `0,125`. Longer lists of numbers, such as `1,2,3`, are no decimals."""
_CONNECTOR: Final = (
    r"(?::\\|::|[._'’\-‐‒–\/\\@+&]|(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))|" + _DECIMAL_COMMA + ")"
)
PATTERN: Final = rf"{_UNSPACED}+|{_LETTER}+(?:{_CONNECTOR}{_LETTER}+)*(?:\+\+|#)?"
"""A run without spaces, or letters and digits joined by single connectors; also `C++` and `C#`."""

SYMBOL: Final = r"\p{Regional_Indicator}{2}|(?![\x00-\x7F])[\p{So}\p{Sc}\p{Sm}]"
"""A flag, or a symbol outside of ASCII: `⚙`, `→`, `©`, `€`."""

PART: Final = r"\p{N}+(?:\.\p{N}+)*|\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:(?!\p{Lu})[\p{L}\p{M}])+"
"""A number with its dots, an uppercase run, or a capitalized or lowercase word."""

_NO_NUMBER: Final = "000"
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


TOKEN = regex.compile(PATTERN)
_TOKEN_OR_SYMBOL = regex.compile(f"{PATTERN}|{SYMBOL}")
_STARTS_SYMBOL = regex.compile(SYMBOL)
# A no-break or thin space that separates thousands, before it becomes an ordinary space.
_THOUSANDS_SPACE = regex.compile(r"(?<=\p{N})[\u00a0\u2007\u2009\u202f](?=\p{N}{3}(?!\p{N}))")
# A number with ordinary spaces: one to three digits, then groups of three. No row of a table: no
# other number is next to it.
_SPACED_THOUSANDS = regex.compile(
    r"(?<![\p{L}\p{N}.,_-])(?<!\p{N} )[1-9]\p{N}{0,2}(?: \p{N}{3}){1,4}(?![\p{L}\p{N}]| \p{N})"
)
_GROUPS: Final = "_"
"""A connector, which replaces a space between groups of digits."""
_DOTTED_THOUSANDS = regex.compile(r"\p{N}{1,3}(?:\.\p{N}{3})+")
_DECIMAL = regex.compile(_DECIMAL_COMMA)
_DOTTED_DECIMAL = regex.compile(
    rf"(?<![\p{{N}}.,])\p{{N}}{{1,3}}(?:\.\p{{N}}{{3}})+(?={_DECIMAL_COMMA})"
)
PARTS = regex.compile(PART)
# A dot between digits is no separator: the first alternative keeps it together with its digit.
_SEPARATOR = regex.compile(rf"(\p{{N}}\.)(?=\p{{N}})|{_CONNECTOR}")
_HEXADECIMAL = regex.compile(r"0[xX]([0-9a-fA-F]+)")
_LAST_DIGITS = regex.compile(r"\p{N}+$")
_FIRST_DIGITS = regex.compile(r"\p{N}+")
_STARTS_UNSPACED = regex.compile(_UNSPACED)
_CHARACTERS = regex.compile(r"^\p{M}+|\P{M}\p{M}*")


def tokens(text: str, *, symbols: bool = False) -> Iterator[Token]:
    """Cut a text into tokens, in order. Takes time linear in its length.

    Args:
        text: The text.
        symbols: Whether symbols and emoji are tokens.
    """
    return chain.from_iterable(map(of_chunk, chunks(text, symbols=symbols)))


def chunks(text: str, *, symbols: bool = False) -> list[str]:
    """Return the pieces of a text that make tokens, in order, as written."""
    joined = join_thousands(text)
    if ascii_patterns.is_simple(joined):
        return ascii_patterns.chunks(joined)  # no character of ASCII is a symbol here
    matches: list[str] = (_TOKEN_OR_SYMBOL if symbols else TOKEN).findall(joined)
    return matches


def join_thousands(text: str) -> str:
    """Return a normalized text in which numbers have no spaces: `1 000` is `1_000`."""
    plain = text if text.isascii() else normalize(_THOUSANDS_SPACE.sub(_GROUPS, text))
    if " " not in plain:
        return plain
    return _SPACED_THOUSANDS.sub(lambda match: match[0].replace(" ", _GROUPS), plain)


@lru_cache(maxsize=1 << 12)
def of_chunk(chunk: str) -> tuple[Token, ...]:
    """Return the tokens of a chunk.

    A run without spaces makes several tokens, a whole that is too long only its parts.
    """
    if ascii_patterns.is_word(chunk) and len(chunk) <= MAX_WHOLE:
        return (Token(chunk.lower()),)
    if is_unspaced(chunk):
        return tuple(Token(gram) for gram in _bigrams(fold(chunk)))
    if not chunk.isascii() and _STARTS_SYMBOL.match(chunk):
        return (Token(chunk),)
    body = chunk.removesuffix("#").removesuffix("++")
    number, halves = _with_decimal_dots(body) if "," in body else (body, ())
    cut = ascii_patterns.pieces if ascii_patterns.is_simple(number) else pieces
    found = cut(number)
    whole = fold("".join(found)) + chunk[len(body) :]
    parts = tuple(chain.from_iterable(map(_parts, found)))
    if len(whole) > MAX_WHOLE:
        return tuple(Token(part) for part in parts if len(part) <= MAX_WHOLE)
    if parts == (whole,) or not whole:
        # `4.000` may be four thousand.
        is_dotted = "." in whole and _DOTTED_THOUSANDS.fullmatch(whole)
        parts = (whole.replace(".", ""),) if is_dotted else ()
    parts += halves
    return (Token(whole, parts, bool(parts) and len(found) > 1),) if whole else ()


def is_symbol(token: Token) -> bool:
    """Tell whether a token is a symbol or an emoji."""
    return _STARTS_SYMBOL.match(token.whole) is not None


def is_dotted(token: Token) -> bool:
    """Tell whether a token is a number such as `4.000`, whose part is the number without dots."""
    return _DOTTED_THOUSANDS.fullmatch(token.whole) is not None


def ending_of(chunk: str) -> str:
    """Return the last character of a run without spaces; empty for another chunk.

    Every other character begins a bigram. With the last one as a form of the index, a question of
    one character finds all words that contain it.
    """
    characters = _CHARACTERS.findall(fold(chunk)) if is_unspaced(chunk) else []
    return characters[-1] if len(characters) > 1 else ""


def is_unspaced(form: str) -> bool:
    """Tell whether a folded form is from a run without spaces."""
    return not form.isascii() and _STARTS_UNSPACED.match(form) is not None


def is_character(form: str) -> bool:
    """Tell whether a form from a run without spaces is a single character, with its marks."""
    return is_unspaced(form) and _CHARACTERS.fullmatch(form) is not None


def pieces(chunk: str) -> list[str]:
    """Cut a chunk at its connectors."""
    return _SEPARATOR.sub(lambda match: match[1] or " ", chunk).split(" ")


def _with_decimal_dots(body: str) -> tuple[str, tuple[str, ...]]:
    """Return a chunk with dots for decimal commas, and the numbers around the first of them."""
    undotted = _DOTTED_DECIMAL.sub(lambda match: match[0].replace(".", ""), body)
    comma = _DECIMAL.search(undotted)
    if comma is None:
        return body, ()
    before, after = undotted[: comma.start()], undotted[comma.end() :]
    halves = (_LAST_DIGITS.search(before), _FIRST_DIGITS.match(after))
    return _DECIMAL.sub(".", undotted), tuple(fold(half[0]) for half in halves if half)


def _parts(piece: str) -> list[str]:
    """Return the parts of a piece with a meaning: numbers, and words of two letters or more.

    `000` says nothing.
    """
    if piece[:2] in ("0x", "0X") and (hexadecimal := _HEXADECIMAL.fullmatch(piece)):
        found: list[str] = [hexadecimal[1]]
    else:
        found = ascii_patterns.parts(piece) if piece.isascii() else PARTS.findall(piece)
    return [
        part
        for part in map(fold, found)
        if (len(part) > 1 or part.isdecimal()) and part != _NO_NUMBER
    ]


def _bigrams(run: str) -> Iterator[str]:
    """Yield the pairs of neighboring characters, or the only character."""
    characters: list[str] = _CHARACTERS.findall(run)
    if len(characters) == 1:
        yield run
    yield from map("".join, pairwise(characters))
