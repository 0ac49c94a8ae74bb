# SPDX-License-Identifier: MIT
"""“Did you mean …?”: the nearest of many names, fast enough to ask thousands of times.

In: names, a word. Out: the nearest name, or an empty string. Trigrams choose a few candidates, difflib judges them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CANDIDATES = 8
_COMMON = 400
"""A trigram in more names than this tells nothing."""


class Nearest:
    """Answers for one set of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._answers: dict[tuple[str, float], str] = {}
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            for trigram in set(_trigrams(name)):
                self._by_trigram[trigram].append(name)

    def to(self, word: str, *, cutoff: float = 0.6) -> str:
        """The nearest name at least this similar (0 to 1), or an empty string."""
        if (word, cutoff) not in self._answers:
            self._answers[word, cutoff] = self._find(word, cutoff)
        return self._answers[word, cutoff]

    def _find(self, word: str, cutoff: float) -> str:
        shared: Counter[str] = Counter()
        for trigram in set(_trigrams(word)):
            names = self._by_trigram.get(trigram, ())
            if len(names) <= _COMMON:
                shared.update(names)
        candidates = sorted(shared, key=lambda name: (-shared[name], name))[:_CANDIDATES]
        scored = [(_similarity(word, name, cutoff), name) for name in candidates]
        score, name = max(scored, default=(0.0, ""))
        return name if score >= cutoff else ""


def _similarity(word: str, name: str, cutoff: float) -> float:
    """The ratio of difflib; 0 where its cheap upper bounds already say that it is too low."""
    matcher = SequenceMatcher(None, word, name)
    if matcher.real_quick_ratio() < cutoff or matcher.quick_ratio() < cutoff:
        return 0.0
    return matcher.ratio()


def _trigrams(name: str) -> Iterator[str]:
    padded = f"  {name.casefold()}  "
    return (padded[start : start + 3] for start in range(len(padded) - 2))
