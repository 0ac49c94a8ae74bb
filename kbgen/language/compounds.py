# SPDX-License-Identifier: MIT
"""Compounds: words that consist of others, such as `Kontoeinstellungen`.

In: folded words and a dictionary. Out: the parts of each compound, as the dictionary spells them.

A split depends on the word and the dictionary alone, so an edit changes no other word's parts. The
rules prefer no split to a wrong one:

- Every part has four letters, one has six (in German five, if they are spelled as the dictionary
  spells them), and the dictionary contains all of them.
- In a language that capitalizes nouns, the last part is a noun.
- If the dictionary contains the whole word, its lemma ends with the lemma of the last part:
  `Assistenten` has nothing to do with `Enten`.
- Of several splits, the one with the fewest parts wins, then the one whose shortest part is
  longest: `Passwort` + `Felder`, not `Pass` + `Wortfelder`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from kbgen.language.profiles import language

Reading = tuple[str, bool]
"""The lemma of a form, and whether the dictionary spells the form with a capital."""

MIN_PART: Final = 4
"""Minimum length of a part."""
_MANY_LETTERS: Final = 6
"""Minimum length of the longest part, where the first part loses letters or is a compound."""
MIN_COMPOUND: Final = 2 * MIN_PART


@dataclass(frozen=True, slots=True)
class Rules:
    """How a language forms compounds."""

    links: tuple[str, ...] = ("",)
    """Letters between parts, `s` first: `Verwaltungs` may be a word of the dictionary, too."""
    endings: tuple[str, ...] = ("",)
    """Letters that the first part may lose: `Farbwert`, of `Farbe`."""
    no_parts: frozenset[str] = frozenset()
    """Prefixes and suffixes that are words by accident."""
    has_capital_nouns: bool = False
    verb_ending: str = ""
    """The ending, one of `endings`, with which the first part is a verb: `Trennstrich`."""
    only_lemmas: bool = False
    """Whether all parts but the last are dictionary forms."""
    min_longest: int = 6
    """Minimum length of the longest part."""
    min_lemma: int = 3
    """Minimum length of a part's lemma."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SCANDINAVIAN: Final = _words(
    "over under efter etter mellem mellom gjennem gjennom imod genom utan fore trans"
)
RULES: Final[dict[str, Rules]] = {
    "de": Rules(
        ("s", "", "n", "en", "es", "er", "e"),
        ("", "e", "en"),
        _words(
            "uber unter hinter durch gegen wider nach miss vers gest ende ander viel mehr sich"
            " ische ischen ischer isches ionen ions enden reiten endung endungen tieren toren chen"
            " eren este elben cher stent assi para tran trans sepa temp works hinten herunten"
            " bare baren barer bares ales"
        ),
        has_capital_nouns=True,
        min_longest=5,
        verb_ending="en",
    ),
    "nl": Rules(("s", "", "en", "n", "e"), ("",), _words("over onder door achter tegen voor naar")),
    "sv": Rules(("s", ""), ("", "a"), _SCANDINAVIAN | _words("ande ater")),
    "da": Rules(("s", "", "e"), ("",), _SCANDINAVIAN | _words("ring lighed")),
    "nb": Rules(("s", "", "e"), ("",), _SCANDINAVIAN | _words("ring")),
    "nn": Rules(("s", "", "e"), ("",), _SCANDINAVIAN),
    "fi": Rules(("", "n"), ("",), _words("nainen vaisuus para")),
    "hu": Rules(
        no_parts=_words("hato hatoak etlen essel asat etek"), only_lemmas=True, min_lemma=4
    ),
}
"""simplemma's name of a dictionary → the rules of its language."""


def links_of(lang: str) -> tuple[str, ...]:
    """Return the letters between the parts of compounds; nothing in a language without them."""
    rules = RULES.get(language(lang).dictionary)
    return rules.links if rules else ()


class Readings(Protocol):
    """A dictionary that tells all readings of a form."""

    def readings(self, forms: Iterable[str]) -> dict[str, frozenset[Reading]]:
        """Map each folded form that the dictionary contains to its readings."""


def split_words(
    words: Iterable[str], rules: Rules, dictionary: Readings, *, deep: bool = True
) -> dict[str, tuple[str, ...]]:
    """Map each compound to its parts. Other words are left out.

    Args:
        words: Folded words.
        rules: Rules of their language.
        dictionary: The dictionary of their language.
        deep: Whether the first part may be a compound that the dictionary lacks.
    """
    candidates = sorted({word for word in words if len(word) >= MIN_COMPOUND})
    splitter = _Splitter(rules, dictionary.readings(_pieces(candidates, rules)))
    if deep:
        unknown = {head for word in candidates for head in splitter.unknown_heads(word)}
        splitter.inner = split_words(unknown, rules, dictionary, deep=False)
    return {word: parts for word in candidates if (parts := splitter.parts(word))}


def _pieces(words: Iterable[str], rules: Rules) -> set[str]:
    """Return everything that may be a part of the words, and the words."""
    pieces = set(words)
    for word in words:
        for length in range(MIN_PART, len(word) - MIN_PART + 1):
            pieces.add(word[length:])
            pieces.update(word[:length] + ending for ending in rules.endings)
    return pieces


class _Splitter:
    """Splits words of a language into parts with readings."""

    def __init__(self, rules: Rules, readings: dict[str, frozenset[Reading]]) -> None:
        self._rules = rules
        self._readings = readings
        self.inner: dict[str, tuple[str, ...]] = {}
        """Parts of compounds that may be the first part of a word."""

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word, or nothing."""
        lemmas = self._lemmas(word)
        if word in self._readings and not lemmas:
            return ()  # a verb or adjective, in a language where the last part must be a noun
        best: tuple[tuple[int, int], tuple[str, ...]] | None = None
        for head, tail in self._cuts(word):
            first = self._first(head)
            heads = (first,) if first else self.inner.get(head, ())
            parts = (*heads, tail)
            is_plain = head == first
            least = self._rules.min_longest if is_plain else _MANY_LETTERS
            if not heads or max(map(len, parts)) < least:
                continue
            ends = tuple(self._lemmas(tail))
            if lemmas and not any(lemma.endswith(ends) for lemma in lemmas):
                continue
            # The first part with its linking letters: they must not decide.
            first_length = len(word) - len(tail) if first else min(map(len, heads))
            rank = (len(parts), -min(first_length, len(tail)))
            if best is None or rank < best[0]:
                best = rank, parts
        return best[1] if best else ()

    def unknown_heads(self, word: str) -> Iterator[str]:
        """Yield the first parts of a word that the dictionary lacks."""
        return (head for head, _ in self._cuts(word) if not self._first(head))

    def _cuts(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield each first part without its linking letters, and the last part, a known word."""
        for length in range(MIN_PART, len(word) - MIN_PART + 1):
            head, tail = word[:length], word[length:]
            if tail in self._rules.no_parts or not self._lemmas(tail):
                continue
            for link in self._rules.links:
                first = head.removesuffix(link)
                # `Gross`, not `Gros` and a linking letter.
                is_double = link == "s" and head.endswith("ss")
                if head.endswith(link) and len(first) >= MIN_PART and not is_double:
                    yield first, tail

    def _first(self, head: str) -> str:
        """Return a first part as the dictionary spells it; empty if it is no word."""
        if head in self._rules.no_parts:
            return ""
        spellings = (head + ending for ending in self._rules.endings)
        return next(filter(self._is_first, spellings), "")

    def _is_first(self, form: str) -> bool:
        verb = self._rules.verb_ending
        if verb and form.endswith(verb) and form in self._lemmas(form, any_word=True):
            return True
        lemmas = self._lemmas(form)
        return form in lemmas if self._rules.only_lemmas else bool(lemmas)

    def _lemmas(self, form: str, *, any_word: bool = False) -> list[str]:
        """Return the lemmas with which a form can be a part, in order."""
        every = any_word or not self._rules.has_capital_nouns
        return sorted(
            lemma
            for lemma, is_capital in self._readings.get(form, ())
            if (every or is_capital) and len(lemma) >= self._rules.min_lemma
        )
