# SPDX-License-Identifier: MIT
"""Find the nearest of many names for “Did you mean …?”, fast enough for thousands of queries.

In: names (paths, ids or anchors), a word. Out: the nearest name, or an empty string when none is
really near, because no hint is better than a wrong one. Trigrams choose a few candidates; difflib
compares only the words in which they differ, so that a shared folder, extension or first word does
not make two names near.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CANDIDATES = 8
_COMMON = 400
"""A trigram that occurs in more names than this is ignored."""
_SHARED = 0.5
"""Minimum share of common letters when one name is the other with words added."""
_SHARED_END = 0.3
"""The same when the words are added in front: ids begin with their category."""
_SAME_FOLDER = 0.6
"""Minimum similarity of two folders to choose between files of the same name."""
_EXTENSION = re.compile(r"\.([a-z]{1,8}|mp[34])$")
_WORD = re.compile(r"[^\W_]+")
_INDEX = frozenset({"index", "readme"})
_ARTICLE = frozenset({"", "md"})
"""Extensions that match a name without one: an id, an anchor, or the article of a URL."""


class Nearest:
    """Finds the nearest of one set of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._answers: dict[tuple[str, float], str] = {}
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            for trigram in set(_trigrams(name)):
                self._by_trigram[trigram].append(name)

    def to(self, word: str, *, cutoff: float = 0.7) -> str:
        """Return the nearest name, or an empty string.

        Args:
            word: The name as written.
            cutoff: Minimum similarity (0 to 1) of the words in which the two names differ.
        """
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
        near = sorted(filter(None, (_compare(word, name, cutoff) for name in candidates)), reverse=True)
        return near[0].name if near and not _ambiguous(near) else ""


class _Match(NamedTuple):
    """A near name. Sorts by nearness."""

    score: float
    same_extension: bool
    folder: float
    name: str


class _Name(NamedTuple):
    """The parts of a path, id or anchor that are compared."""

    folder: str
    words: tuple[str, ...]
    extension: str


@lru_cache(maxsize=4096)
def _parts(text: str) -> _Name:
    """Split a name into its parts; a folder's page (`billing/index.md`) gets the folder's name."""
    folder, _, last = text.casefold().rstrip("/").rpartition("/")
    extension = _EXTENSION.search(last)
    stem = last[: extension.start()] if extension else last
    if stem in _INDEX and folder:
        folder, _, stem = folder.rpartition("/")
    return _Name(folder, tuple(_WORD.findall(stem)), extension[1] if extension else "")


def _compare(word: str, name: str, cutoff: float) -> _Match | None:
    """Return how near a name is; None when it is not near."""
    wanted, there = _parts(word), _parts(name)
    score = _similarity(wanted.words, there.words, cutoff)
    same_extension = there.extension in ({wanted.extension} if wanted.extension else _ARTICLE)
    if not score or (score < 1 and not same_extension):
        return None
    return _Match(score, same_extension, SequenceMatcher(None, wanted.folder, there.folder).ratio(), name)


def _similarity(wanted: tuple[str, ...], there: tuple[str, ...], cutoff: float) -> float:
    """Return the similarity of two names (0 to 1); 0 when the words that differ are dissimilar."""
    if not wanted or not there:
        return 0.0
    if "".join(wanted) == "".join(there) or sorted(wanted) == sorted(there):
        return 1.0
    ours, theirs = (" ".join(part) for part in _differing(wanted, there))
    if not ours or not theirs:
        lengths = len("".join(wanted)), len("".join(there))
        share = min(lengths) / max(lengths)
        enough = _SHARED_END if there[-len(wanted) :] == wanted else _SHARED
        return min(share, _SHARED) if share >= enough else 0.0
    matcher = SequenceMatcher(None, ours, theirs)
    if matcher.real_quick_ratio() < cutoff or matcher.quick_ratio() < cutoff or matcher.ratio() < cutoff:
        return 0.0
    return SequenceMatcher(None, " ".join(wanted), " ".join(there)).ratio()


def _differing(wanted: tuple[str, ...], there: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both names without their common first and last words."""
    start = 0
    while start < min(len(wanted), len(there)) and wanted[start] == there[start]:
        start += 1
    wanted, there = wanted[start:], there[start:]
    end = 0
    while end < min(len(wanted), len(there)) and wanted[-1 - end] == there[-1 - end]:
        end += 1
    return wanted[: len(wanted) - end], there[: len(there) - end]


def _ambiguous(near: list[_Match]) -> bool:
    """Tell whether the best two names are equally near.

    Either both are equally similar, or one file name is in two folders unlike the wanted one.
    """
    best, *others = near
    second = next((match for match in others if _parts(match.name)[:2] != _parts(best.name)[:2]), None)
    if second is None:
        return False
    if (best.score, best.same_extension) != (second.score, second.same_extension):
        return False
    return best.folder < _SAME_FOLDER or best.folder == second.folder


def _trigrams(name: str) -> Iterator[str]:
    padded = f"  {''.join(_parts(name).words)}  "
    return (padded[start : start + 3] for start in range(len(padded) - 2))
