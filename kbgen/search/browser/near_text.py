# SPDX-License-Identifier: MIT
"""Encodes affinity lists as text, and adds them to the lines of the browser's files.

In: `Affinities` and lines. Out: lines with the field NEAR, and lines of the vocabulary's words, in
the format that `shards.py` describes. An edit may change many lists, so they are not stored with
the lines. While a process runs, only the lists that differ from its last ones are encoded again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

import numpy as np

from kbgen.search.browser.base47 import Reader, numbers
from kbgen.search.browser.lines import (
    VOCABULARY,
    Line,
    abbreviated,
    collation_key,
    form_of,
    target_of,
)
from kbgen.search.index.affinities import NO_AFFINITIES, Affinities, Near
from kbgen.search.index.occurrences import Numbers, starts_from_sizes


def with_near(lang: str, lines: list[Line], affinities: Affinities) -> list[Line]:
    """Return lines with their affinity lists, and the lines of the vocabulary.

    Args:
        lang: Language code.
        lines: Sorted lines of the forms that the index has, without their joins.
        affinities: The affinity lists.
    """
    if not affinities.keys:
        return lines
    near = _NEAR_TEXTS.texts(lang, affinities)
    every_line = [*lines, *_vocabulary_lines(lines, affinities)]
    # The lines of the index are one sorted run, which Python's sort only merges with the others.
    every_line.sort(key=_order if any(map(_has_long_letters, every_line)) else None)
    return [_with_list(line, near) for line in every_line]


def _vocabulary_lines(lines: list[Line], affinities: Affinities) -> list[Line]:
    """Return a line per vocabulary form that the index does not have."""
    keys = {
        form: target_of(line) or form
        for line in lines
        if (form := form_of(line)) in affinities.forms
    }
    return [
        f"{form}\t{'' if form == key else VOCABULARY + abbreviated(form, key)}"
        for form, key in affinities.vocabulary(keys).items()
    ]


def _with_list(line: Line, near: Mapping[str, str]) -> Line:
    """Return a line with its affinity list, which only a term or a vocabulary word has."""
    form, _, entry = line.partition("\t")
    text = near.get(form) if entry[:1] in ("", "=") else None
    return f"{line}\t\t{text}" if text else line


def _has_long_letters(line: Line) -> bool:
    return not line.isascii() and max(line) > "\uffff"


def _order(line: Line) -> bytes:
    return collation_key(form_of(line))


class NearTexts:
    """Encodes lists, and keeps the last texts of each language for the next edit in a preview."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Affinities, dict[str, str]]] = {}

    def texts(self, lang: str, affinities: Affinities) -> dict[str, str]:
        """Map each word that has articles near it to its encoded list."""
        former, texts = self._last.get(lang, (NO_AFFINITIES, {}))
        changed = _changed_rows(former, affinities)
        if len(changed) < len(affinities.keys):
            kept = {key: texts[key] for key in affinities.keys if key in texts}
            for row in changed.tolist():
                kept.pop(affinities.keys[row], None)
            texts = kept | near_texts(affinities.select(changed))
        else:
            texts = near_texts(affinities)
        self._last[lang] = affinities, texts
        return texts


_NEAR_TEXTS: Final = NearTexts()


def _changed_rows(former: Affinities, affinities: Affinities) -> Numbers:
    """Return the rows whose words are new or have another list than in former affinities."""
    if former.numbers.shape[1:] != affinities.numbers.shape[1:]:
        return np.arange(len(affinities.keys))
    position = {key: row for row, key in enumerate(former.keys)}
    rows = np.array([position.get(key, -1) for key in affinities.keys], np.int64)
    same = rows >= 0
    if same.any():
        for column in ("numbers", "strengths"):
            same &= (getattr(former, column)[rows] == getattr(affinities, column)).all(axis=1)
    return np.flatnonzero(~same)


def near_texts(affinities: Affinities) -> dict[str, str]:
    """Map each word that has articles near it to its encoded list."""
    is_used = affinities.strengths > 0
    sizes = is_used.sum(axis=1)
    rows = np.flatnonzero(sizes)
    if not len(rows):
        return {}
    values, ends = _layout(
        sizes[rows],
        affinities.numbers[is_used].astype(np.int64),
        affinities.strengths[is_used].astype(np.int64),
    )
    text, cuts = numbers(values)
    offsets = [0, *cuts[ends - 1].tolist()]
    keys = [affinities.keys[row] for row in rows.tolist()]
    return {key: text[start:end] for key, (start, end) in zip(keys, pairwise(offsets), strict=True)}


def _layout(sizes: Numbers, articles: Numbers, strengths: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers of all lists in one array, and where each list ends in it.

    A list has these numbers:

        [step down, size of the group]   only where a group of equal strength begins (`new`);
                                         the first group of a list has its strength, not a step
        step up to the article           its number where a group begins

    Args:
        sizes: Number of articles of each list.
        articles: Numbers of the articles, list after list.
        strengths: Their strengths.
    """
    starts = starts_from_sizes(sizes)
    firsts = np.zeros(len(articles), bool)
    firsts[starts[:-1]] = True
    new = firsts.copy()
    new[1:] |= strengths[1:] != strengths[:-1]
    positions = starts_from_sizes(2 * new + 1)
    values = np.zeros(positions[-1], np.int64)
    groups = positions[:-1][new]
    steps = np.where(firsts, strengths, np.roll(strengths, 1) - strengths)
    values[groups] = steps[new]
    values[groups + 1] = np.diff(np.flatnonzero(new), append=len(articles))
    values[positions[:-1] + 2 * new] = np.where(new, articles, np.diff(articles, prepend=0))
    return values, positions[starts[1:]]


def decode_near(text: str) -> Near:
    """Decode the output of `near_texts` for one word."""
    return tuple(_decoded(Reader(text)))


def _decoded(reader: Reader) -> Iterator[tuple[int, int]]:
    strength = 0
    while not reader.at_end:
        step = reader.number()
        strength = strength - step if strength else step
        number = 0
        for _ in range(reader.number()):
            number += reader.number()
            yield number, strength
