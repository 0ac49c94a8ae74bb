# SPDX-License-Identifier: MIT
"""Find the nearest of many names for “Did you mean …?”, fast enough for thousands of queries.

In: names (paths, ids or anchors), a word. Out: the nearest name, or an empty string when none is
really near, because no hint is better than a wrong one. The same file name in another folder comes
first. Otherwise, trigrams choose a few candidates; difflib compares only the words in which they
differ, so that a shared folder, extension or first word does not make two names near.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MAX_CANDIDATES = 8
_MAX_NAMES_PER_TRIGRAM = 400
"""A trigram that occurs in more names than this is ignored."""
_CUTOFF = 0.77
"""Minimum similarity of the words in which two names differ: one wrong letter in five."""
_SHORT_CUTOFF = 0.7
"""The same for up to four letters, of which one may be wrong."""
_SHORT = 4
_MAX_EDITS = 3
"""Wrong letters of a slip; two exchanged letters count as two."""
_MIN_SHARE = 0.6
"""Minimum share of common letters when one name is the other with words added."""
_MIN_SHARE_AT_END = 0.3
"""The same when the words are added in front of an id: ids begin with their category."""
_MIN_FOLDER_SIMILARITY = 0.6
"""Minimum similarity of two folders, for a misspelled name or one of several files of one name."""
# Letters only, so that the version in `release-1.2` is not an extension; `mp3` and `mp4` are.
_EXTENSION = re.compile(r"\.([a-z]{1,8}|mp[34])$")
_WORD = re.compile(r"[^\W_]+")
_FOLDER_TEXTS = frozenset({"index", "readme"})
_TOP_PAGES = frozenset((stem,) for stem in _FOLDER_TEXTS)
_ARTICLE_EXTENSIONS = frozenset({"", "md"})
"""Extensions that match a name without one: an id, an anchor, or the article of a URL."""


class Nearest:
    """Finds the most similar names in a fixed set."""

    def __init__(self, names: Iterable[str]) -> None:
        self._answers: dict[tuple[str, str], str] = {}
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        self._by_file_name: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            self._by_file_name[_file_name(name)].append(name)
            for trigram in set(_trigrams(name)):
                self._by_trigram[trigram].append(name)

    def to(self, word: str, *, without: str = "") -> str:
        """Return the nearest name, or an empty string.

        Args:
            word: The name as written.
            without: A name that is not meant, such as that of the page with the word.
        """
        key = (word, without)
        if key not in self._answers:
            self._answers[key] = self._find(word, without)
        return self._answers[key]

    def _find(self, word: str, without: str) -> str:
        file_name = _file_name(word)
        namesakes = [name for name in self._by_file_name.get(file_name, ()) if name != without]
        if namesakes and file_name.partition(".")[0] not in _FOLDER_TEXTS:
            return _closest(word, namesakes)
        if page := self._page_of_folder(word):
            return page
        matches = (_compare(word, name) for name in self._candidates(word))
        near = sorted((match for match in matches if match and match.name != without), reverse=True)
        return near[0].name if near and not _ambiguous(near) else ""

    def _page_of_folder(self, word: str) -> str:
        """Return the page of the folder in which a name is nearly `index.md` or `README.md`."""
        wanted = _file_parts(word)
        near = [
            name
            for stem in sorted(_FOLDER_TEXTS)
            if len(wanted.words) == 1 and _ratio(wanted.words[0], stem) >= _SHORT_CUTOFF
            for name in self._by_file_name.get(f"{stem}.md", ())
            if _file_parts(name).folder == wanted.folder
        ]
        return near[0] if near else ""

    def _candidates(self, word: str) -> list[str]:
        """Return the names that share the most trigrams with a word."""
        shared: Counter[str] = Counter()
        for trigram in set(_trigrams(word)):
            names = self._by_trigram.get(trigram, ())
            if len(names) <= _MAX_NAMES_PER_TRIGRAM:
                shared.update(names)
        return sorted(shared, key=lambda name: (-shared[name], name))[:_MAX_CANDIDATES]


def _file_name(path: str) -> str:
    return path.casefold().rpartition("/")[2]


def _closest(word: str, namesakes: Sequence[str]) -> str:
    """Return the file of the same name in the closest folder; empty when two are equally close."""
    ranked = sorted((_distance(word, name), name) for name in namesakes)
    if len(ranked) == 1 or ranked[0][0] < ranked[1][0]:
        return ranked[0][1]
    folder = word.casefold().rpartition("/")[0]
    ratios = sorted(
        ((_ratio(folder, name.casefold().rpartition("/")[0]), name) for name in namesakes),
        reverse=True,
    )
    is_clear = ratios[0][0] >= _MIN_FOLDER_SIMILARITY and ratios[0][0] > ratios[1][0]
    return ratios[0][1] if is_clear else ""


def _distance(word: str, name: str) -> tuple[bool, int]:
    """Return (another letter case, number of folders to leave and enter) from path to path."""
    (*here, typed), (*there, last) = word.split("/"), name.split("/")
    pairs = zip(here, there, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return typed != last, len(here) + len(there) - 2 * common


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


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
    name = _file_parts(text)
    if name.folder and len(name.words) == 1 and name.words[0] in _FOLDER_TEXTS:
        folder, _, last = name.folder.rpartition("/")
        return _Name(folder, tuple(_WORD.findall(last)), name.extension)
    return name


@lru_cache(maxsize=4096)
def _file_parts(text: str) -> _Name:
    folder, _, last = text.casefold().rstrip("/").rpartition("/")
    extension = _EXTENSION.search(last)
    stem = last[: extension.start()] if extension else last
    return _Name(folder, tuple(_WORD.findall(stem)), extension[1] if extension else "")


def _compare(word: str, name: str) -> _Match | None:
    """Return how near a name is; None when it is not near."""
    wanted, candidate = _parts(word), _parts(name)
    if candidate.words[:1] in _TOP_PAGES and wanted.folder:
        return None
    min_share = _MIN_SHARE if candidate.extension else _MIN_SHARE_AT_END
    score = _similarity(wanted.words, candidate.words, min_share)
    same_extension = candidate.extension in (
        {wanted.extension} if wanted.extension else _ARTICLE_EXTENSIONS
    )
    if not score or (score < 1 and not same_extension):
        return None
    folder = _ratio(wanted.folder, candidate.folder)
    if score < 1 and folder < _MIN_FOLDER_SIMILARITY:
        return None  # a slip in the name and another folder at once: rather another file
    return _Match(score, same_extension, folder, name)


def _similarity(wanted: tuple[str, ...], candidate: tuple[str, ...], share_at_end: float) -> float:
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
        if len(wanted) > len(candidate):
            return 0.0
        min_share = share_at_end if candidate[-len(wanted) :] == wanted else _MIN_SHARE
        return min(share, _MIN_SHARE) if share >= min_share else 0.0
    if _digits(wanted_rest) != _digits(candidate_rest):
        return 0.0  # another version or number is another thing
    is_short = max(len(wanted_rest), len(candidate_rest)) <= _SHORT
    cutoff = _SHORT_CUTOFF if is_short else _CUTOFF
    # The quick ratios are upper bounds of `ratio`, which is quadratic.
    matcher = SequenceMatcher(None, wanted_rest, candidate_rest)
    if (
        matcher.real_quick_ratio() < cutoff
        or matcher.quick_ratio() < cutoff
        or matcher.ratio() < cutoff
    ):
        return 0.0
    if not is_short and not _is_slip(matcher):
        return 0.0
    return _ratio(" ".join(wanted), " ".join(candidate))


def _is_slip(matcher: SequenceMatcher[str]) -> bool:
    """Tell whether two words differ by a few letters, not by a part that says something else."""
    edits = sum(
        max(a_end - a, b_end - b)
        for kind, a, a_end, b, b_end in matcher.get_opcodes()
        if kind != "equal"
    )
    return edits <= _MAX_EDITS


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


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
