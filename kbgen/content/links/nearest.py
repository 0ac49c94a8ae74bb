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

_MAX_CANDIDATES = 8
_MAX_NAMES_PER_TRIGRAM = 400
"""A trigram that occurs in more names than this is ignored."""
_MIN_SHARE = 0.5
"""Minimum share of common letters when one name is the other with words added."""
_MIN_SHARE_AT_END = 0.3
"""The same when the words are added in front: ids begin with their category."""
_MIN_FOLDER_SIMILARITY = 0.6
"""Minimum similarity of two folders to choose between files of the same name."""
# Letters only, so that the version in `release-1.2` is not an extension; `mp3` and `mp4` are.
_EXTENSION = re.compile(r"\.([a-z]{1,8}|mp[34])$")
_WORD = re.compile(r"[^\W_]+")
_FOLDER_TEXTS = frozenset({"index", "readme"})
_ARTICLE_EXTENSIONS = frozenset({"", "md"})
"""Extensions that match a name without one: an id, an anchor, or the article of a URL."""


class Nearest:
    """Finds the most similar names in a fixed set."""

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
            if len(names) <= _MAX_NAMES_PER_TRIGRAM:
                shared.update(names)
        candidates = sorted(shared, key=lambda name: (-shared[name], name))[:_MAX_CANDIDATES]
        near = sorted(
            filter(None, (_compare(word, name, cutoff) for name in candidates)), reverse=True
        )
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
    if stem in _FOLDER_TEXTS and folder:
        folder, _, stem = folder.rpartition("/")
    return _Name(folder, tuple(_WORD.findall(stem)), extension[1] if extension else "")


def _compare(word: str, name: str, cutoff: float) -> _Match | None:
    """Return how near a name is; None when it is not near."""
    wanted, candidate = _parts(word), _parts(name)
    score = _similarity(wanted.words, candidate.words, cutoff)
    same_extension = candidate.extension in (
        {wanted.extension} if wanted.extension else _ARTICLE_EXTENSIONS
    )
    if not score or (score < 1 and not same_extension):
        return None
    return _Match(
        score, same_extension, SequenceMatcher(None, wanted.folder, candidate.folder).ratio(), name
    )


def _similarity(wanted: tuple[str, ...], candidate: tuple[str, ...], cutoff: float) -> float:
    """Return the similarity of two names (0 to 1); 0 when the words that differ are dissimilar."""
    if not wanted or not candidate:
        return 0.0
    if "".join(wanted) == "".join(candidate) or sorted(wanted) == sorted(candidate):
        return 1.0
    # A shared folder word or prefix must not make names near: compare the words that differ.
    wanted_rest, candidate_rest = (" ".join(part) for part in _differing(wanted, candidate))
    if not wanted_rest or not candidate_rest:
        # One name is the other with words added. It is near if the added words are not too many,
        # and it ranks below a misspelled name.
        lengths = len("".join(wanted)), len("".join(candidate))
        share = min(lengths) / max(lengths)
        min_share = _MIN_SHARE_AT_END if candidate[-len(wanted) :] == wanted else _MIN_SHARE
        return min(share, _MIN_SHARE) if share >= min_share else 0.0
    # The quick ratios are upper bounds of `ratio`, which is quadratic.
    matcher = SequenceMatcher(None, wanted_rest, candidate_rest)
    if (
        matcher.real_quick_ratio() < cutoff
        or matcher.quick_ratio() < cutoff
        or matcher.ratio() < cutoff
    ):
        return 0.0
    return SequenceMatcher(None, " ".join(wanted), " ".join(candidate)).ratio()


def _differing(
    wanted: tuple[str, ...], candidate: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both names without their common first and last words."""
    start = 0
    while start < min(len(wanted), len(candidate)) and wanted[start] == candidate[start]:
        start += 1
    wanted, candidate = wanted[start:], candidate[start:]
    end = 0
    while end < min(len(wanted), len(candidate)) and wanted[-1 - end] == candidate[-1 - end]:
        end += 1
    return wanted[: len(wanted) - end], candidate[: len(candidate) - end]


def _ambiguous(near: list[_Match]) -> bool:
    """Tell whether the best two names are equally near.

    Either both are equally similar, or one file name is in two folders unlike the wanted one.
    """
    # A name with the same folder and words differs only in its extension: no ambiguity.
    best, *others = near
    second = next(
        (match for match in others if _parts(match.name)[:2] != _parts(best.name)[:2]), None
    )
    if second is None:
        return False
    if (best.score, best.same_extension) != (second.score, second.same_extension):
        return False
    return best.folder < _MIN_FOLDER_SIMILARITY or best.folder == second.folder


def _trigrams(name: str) -> Iterator[str]:
    # Two spaces at each end give the first and last letters trigrams of their own.
    padded = f"  {''.join(_parts(name).words)}  "
    return (padded[start : start + 3] for start in range(len(padded) - 2))
