# SPDX-License-Identifier: MIT
"""Shards: files of sorted forms, each with its postings or with a pointer to its term.

A shard has lines `FORM (TAB ENTRY (TAB JOINS (TAB NEAR)))`, sorted by UTF-16 code units, as
JavaScript compares. A form is written as the number of letters it shares with the line before, then
the rest. An entry is

- `=`, the frequency, then the postings: groups of one weight as (steps down from the weight before,
  size), each followed by its articles as (step up, places). A place is the step from the slot
  before times 4, plus 2 if in a title, plus 1 if more places follow; then, if in a title, the words
  of the title;
- `>` or `<`, then the key of the form's term, as the number of letters shared with the form and the
  rest. `<` marks a form that no article contains and that is never proposed as a correction. The
  forms `key ^`, `key ^ ^` and so on point to the words that are related to a key;
- empty for a word that only the vocabulary has; for one of its other forms, `-` and the word.
  Typed words are never completed or corrected to these forms.

After an empty line, a shard may have more lines: copies of the terms that its forms point to in
other shards, each with all its pairs. So a form costs no second round trip.

JOINS are the marks (`join_mark`) of the words that make a known word with the form: that of `in`
for `log`, because of `login`. After a space come the stop words that make one before it, with
commas: ` on` for `line`, because of `online`. NEAR is the affinity list of a term or a vocabulary
word: groups of one strength as (step down from the strength before, size), each followed by its
articles as steps up; the first group has its strength instead of a step.

A pair is next to the rarer of its words, which the browser loads anyway: `rarer other` in this
order, `rarer  other` (two spaces) in the reverse order. Shards of spellings have the forms that
occur, each with the power of two of its number of articles if there are several. Numbers are those
of `base47.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, Final, NamedTuple

from kbgen.search.browser.lines import (
    POINTERS,
    Line,
    abbreviated,
    collation_key,
    common_prefix_length,
    forms_of_lines,
    sort_keys,
    target_of,
)

_LAST: Final = "\uffff"
"""Sorts after every letter, also by code units."""
FAMILY: Final = 5
"""Number of letters that the forms of a word usually share. Groups that share them are large before
they are divided, because a form whose term is in another shard costs a round trip."""
MAX_FAMILY: Final = 3
"""Times the size of a shard from which such a group is divided all the same."""
MAX_COPY: Final = 2
"""Times the size of a shard: larger terms are not copied."""
_WHOLE_WORD: Final = -1
"""Stands for a number of letters: a word and its pairs, which are never divided."""


class Shard(NamedTuple):
    """A range of sorted lines."""

    border: str
    """Shortest text that sorts after all forms of the shard before; empty for the first shard."""
    lines: Sequence[Line]
    copies: Sequence[Line] = ()
    """Lines of other shards that forms of this one point to."""


def cut(lines: Sequence[Line], size: int) -> list[Shard]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word does not move the borders of other
    shards. Lines are divided by their first letter; groups that are too large by the second, and so
    on. Small neighboring groups share a shard. A word and its pairs stay together.

    Returns:
        The shards, at least one.
    """
    # ends[i] is the number of characters before line i.
    ends = [0, *accumulate(lengths_of(lines))]
    forms = forms_of_lines(lines)
    starts: list[int] = []
    room = 0
    # Add each group to the current shard if it still fits.
    for start, end in _by_prefix(forms, ends, size):
        length = ends[end] - ends[start]
        if starts and length <= room:
            room -= length
        else:
            starts.append(start)
            room = size - length
    borders = [""]
    for start in starts[1:]:
        last, first = forms[start - 1], forms[start]
        # The shortest prefix of `first` that sorts after `last`.
        borders.append(first[: common_prefix_length(last, first) + 1])
    ranges = zip(starts or [0], [*starts[1:], len(lines)], strict=True)
    return [
        Shard(border, lines[start:end])
        for border, (start, end) in zip(borders, ranges, strict=True)
    ]


def with_copies(shards: Sequence[Shard], size: int) -> list[Shard]:
    """Add the terms that the forms of a shard point to, if another shard has them.

    Args:
        shards: Shards in order.
        size: Approximate number of characters in a shard.
    """
    lines = list(chain.from_iterable(shard.lines for shard in shards))
    forms = forms_of_lines(lines)
    keys = sort_keys(forms)
    key_of, after = (str, _after_forms) if keys is forms else (collation_key, _after_keys)
    copied: list[Shard] = []
    end = 0
    for shard in shards:
        start, end = end, end + len(shard.lines)
        parts: list[Sequence[Line]] = []
        for target in sorted(set(_targets(shard.lines)), key=collation_key):
            # A word and its pairs are neighbors, and in one shard.
            first = bisect_left(keys, key_of(target))
            term = lines[first : bisect_left(keys, after(f"{target} "), first)]
            if not start <= first < end and sum(lengths_of(term)) <= size * MAX_COPY:
                parts.append(term)
        copied.append(shard._replace(copies=list(chain.from_iterable(parts))))
    return copied


def _targets(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the terms that lines point to."""
    for line in lines:
        # Most lines have postings; a test of one letter tells them apart.
        if line.partition("\t")[2][:1] in POINTERS and (target := target_of(line)):
            yield target


def lengths_of(lines: Iterable[Line]) -> Iterator[int]:
    """Yield the number of characters of each line, without the tab."""
    return (size - 1 for size in map(len, lines))


def texts_of(shard: Shard) -> list[Line]:
    """Return the lines of a shard and its copies, with an empty line between them."""
    return [*shard.lines, *(["", *shard.copies] if shard.copies else [])]


def file_text(lines: Sequence[Line]) -> str:
    """Return the text of a file with the lines of `texts_of`."""
    border = lines.index("") if "" in lines else len(lines)
    parts = lines[:border], lines[border + 1 :]
    return "\n\n".join(shard_text(part) for part in parts if part)


def shard_text(lines: Iterable[Line]) -> str:
    """Return the text of sorted lines."""
    rows = []
    before = ""
    for line in lines:
        form, _, rest = line.partition("\t")
        rows.append(abbreviated(before, form) + (f"\t{rest}" if rest else ""))
        before = form
    return "\n".join(rows)


def _by_prefix(forms: list[str], ends: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of groups of lines whose first words begin alike.

    Args:
        forms: Forms of the sorted lines.
        ends: Number of characters before each line, and in all lines.
        size: Number of characters from which a group is divided further.
    """
    keys = sort_keys(forms)
    after = _after_forms if keys is forms else _after_keys
    waiting: list[tuple[int, int, int]] = [(0, len(forms), 0)]
    while waiting:
        start, end, letters = waiting.pop()
        most = size if letters < FAMILY else size * MAX_FAMILY
        if letters != _WHOLE_WORD and end - start > 1 and ends[end] - ends[start] > most:
            # Reversed, because `pop` takes the last one: groups come in the order of lines.
            waiting += [*_groups(forms, keys, after, start, end, letters + 1)][::-1]
        elif end > start:
            yield start, end


def _groups(
    forms: list[str],
    keys: Sequence[Any],
    after: Callable[[str], Any],
    start: int,
    end: int,
    letters: int,
) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, letters) of groups with the same first `letters` letters.

    The lines of a shorter word form a separate group, marked with `_WHOLE_WORD`.
    """
    while start < end:
        word = forms[start].partition(" ")[0]
        # The lines of a word end before `word ` + _LAST: the word alone and its pairs.
        is_whole = len(word) < letters
        stop = bisect_left(keys, after(f"{word} " if is_whole else word[:letters]), start, end)
        yield start, stop, _WHOLE_WORD if is_whole else letters
        start = stop


def _after_forms(beginning: str) -> str:
    """Return a text that sorts after all forms with this beginning."""
    return beginning + _LAST


def _after_keys(beginning: str) -> bytes:
    """Return a collation key that sorts after those of all forms with this beginning."""
    return collation_key(beginning + _LAST)
