# SPDX-License-Identifier: MIT
"""Generate text with the statistics of real articles: word pairs, sentence and block lengths.

In: the Markdown of real articles. Out: new paragraphs, list items, headings and titles; the same
seed gives the same text. A large corpus also has words that a small one lacks, so every section
gets names of its own, made of syllables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import Final

_START: Final = ""
_FENCE: Final = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]*>|\{[^}]*\}|!?\[([^\]]*)\]\([^)]*\)|[*`|#>]|https?:\S+")
_SENTENCE: Final = re.compile(r"[A-Z][^.!?\n]{20,300}[.!?]")
_WORD: Final = re.compile(r"[\w'’.-]*\w")
_SYLLABLES: Final = tuple(
    onset + rest
    for onset in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "tr", "st")
    for rest in ("a", "e", "i", "o", "u", "ar", "en", "ix", "or")
)
MAX_WORDS: Final = 40


class LanguageModel:
    """A model of word pairs."""

    def __init__(self, texts: list[str], titles: list[str]) -> None:
        self._sentences = _pairs(sentence for text in texts for sentence in sentences_of(text))
        self._titles = _pairs(titles)

    def sentence(self, random: Random) -> str:
        """Return a sentence."""
        return _walk(self._sentences, random, 6, MAX_WORDS) + "."

    def title(self, random: Random) -> str:
        """Return a title of a few words."""
        return _walk(self._titles, random, 3, 9)


def sentences_of(markdown: str) -> list[str]:
    """Return the sentences of an article, without code and markup."""
    return _SENTENCE.findall(_MARKUP.sub(r"\1", _FENCE.sub("", markdown)))


def _pairs(lines: Iterable[str]) -> dict[str, list[str]]:
    following: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        words = [_START, *_WORD.findall(line), _START]
        for first, second in pairwise(words):
            following[first].append(second)
    return following


def _walk(following: dict[str, list[str]], random: Random, least: int, most: int) -> str:
    words: list[str] = []
    word = _START
    while len(words) < most:
        word = random.choice(following[word])
        if word == _START:
            if len(words) >= least:
                break
            continue
        words.append(word)
    return " ".join(words)


def invented_name(random: Random) -> str:
    """Return a product-like name that no dictionary has."""
    return "".join(random.choice(_SYLLABLES) for _ in range(random.choice((2, 3, 3)))).capitalize()


def invented_code(random: Random) -> str:
    """Return an error code in one of the usual forms."""
    shapes = (
        lambda: f"0x8{random.randrange(16**7):07X}",
        lambda: f"ERR_{invented_name(random).upper()}_{invented_name(random).upper()}",
        lambda: (
            f"{random.choice('ABCEKNQS')}{random.choice('BCHQRX')}-{random.randrange(1000, 9999)}"
        ),
    )
    return random.choice(shapes)()
