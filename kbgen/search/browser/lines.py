# SPDX-License-Identifier: MIT
"""The lines of the browser's files, before they are cut into files.

In: an index in memory. Out: `Lines`: a line for every form that can be looked up, and the spellings
of the forms that occur. `shards.py` documents the format. Lines are stored with the index, so an
edit only replaces the lines that it changes (`line_patching.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kbgen.language.stop_words import stop_words
from kbgen.search.browser.base47 import BASE, Reader, number
from kbgen.search.browser.posting_text import encode_terms
from kbgen.search.index.postings import PHRASE, InvertedIndex
from kbgen.search.index.ranking import MIN_HALF, MIN_JOINED

ASKING: Final = "?"
"""Begins the lines of stop words in titles that ask."""
Line = str
"""A form, a tab and its entries. Sorts like its form, because no form has a tab."""


VOCABULARY: Final = "-"
"""Begins the entry of a vocabulary form that points to the key of its word."""
POINTERS: Final = (">", "<", VOCABULARY)
"""Begin the entries that point to a key."""


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a language, each list sorted."""

    forms: list[Line]
    """Lines of forms, pairs and prefixes, without their `joins`."""
    joins: dict[str, str]
    """Form → mark of each word that makes a known word with it (`join_mark`).

    `log` → mark of `in`, because of `login`; `line` → ` on`, because of `online`.
    """
    words: list[Line]
    """Spellings of the forms that occur, with their levels (see `level`)."""
    backwards: list[Line]
    """The same, spelled backwards."""
    terms: int
    """Number of lines with postings."""


NO_LINES: Final = Lines([], {}, [], [], 0)


def lines_of(index: InvertedIndex) -> Lines:
    """Build the lines of an index."""
    words = spelling_lines(index)
    forms = index.keys
    return Lines(
        form_lines(index),
        joins_of(forms, forms, stop_words(index.lang)),
        words,
        backwards(words),
        len(index.terms),
    )


def collation_key(form: str) -> bytes:
    """Return a sort key that orders like JavaScript compares strings: by UTF-16 code units."""
    return form.encode("utf-16-be", "surrogatepass")


def sort_keys(forms: list[str]) -> list[str] | list[bytes]:
    """Return the sort keys of forms; the forms themselves where their order is the same."""
    return [*map(collation_key, forms)] if has_long_letters(forms) else forms


def collated(forms: Collection[str]) -> list[str]:
    """Return forms in the order of their collation keys."""
    return sorted(forms, key=collation_key if has_long_letters(forms) else None)


def has_long_letters(forms: Iterable[str]) -> bool:
    """Tell whether a letter needs two code units.

    Otherwise Python's order is that of collation keys, and it is faster.
    """
    text = "".join(forms)
    return len(text.encode("utf-16-be", "surrogatepass")) > 2 * len(text)


def forms_of_lines(lines: Iterable[Line]) -> list[str]:
    """Return the forms of lines."""
    return [line.partition("\t")[0] for line in lines]


def in_order(entries: Mapping[str, str]) -> list[Line]:
    """Return sorted lines of forms and their entries."""
    return [f"{form}\t{entries[form]}" for form in collated(entries)]


def form_of(line: Line) -> str:
    """Return the form of a line."""
    return line.partition("\t")[0]


def form_lines(index: InvertedIndex) -> list[Line]:
    """Build a line for every term, and a pointer for every form of another term's name."""
    keys, table = index.terms.to_table()
    frequencies = index.terms.frequencies()
    entries = {
        pair_place(key, frequencies): postings_entry(text)
        for key, text in zip(keys, encode_terms(table), strict=True)
    }
    # A form that names its term has the postings; every other form points to that name.
    for form, key in index.keys.items():
        if form != key:
            entries[form] = pointer(form, key, is_unseen=form in index.unseen)
    return in_order(entries)


def postings_entry(text: str) -> str:
    """Return the entry of a term with these encoded postings."""
    return "=" + text


def pointer(form: str, key: str, *, is_unseen: bool) -> str:
    """Return the entry of a form that points to its term's key."""
    return ("<" if is_unseen else ">") + abbreviated(form, key)


def target_of(line: Line) -> str:
    """Return the key that a form's line points to; empty for a line with postings."""
    form, _, entry = line.partition("\t")
    if not entry.startswith(POINTERS):
        return ""
    reader = Reader(entry.partition("\t")[0][1:])
    length = reader.number()
    return form[:length] + reader.text[reader.position :]


def pair_place(key: str, frequencies: Mapping[str, int]) -> str:
    """Return the form of a term's line. A pair's line begins with the rarer of its words.

    A stop word in titles that ask is paired with itself. These lists are next to each other, so
    that a question needs no other postings of its stop words.
    """
    left, space, right = key.partition(" ")
    if space and left == right:
        return f"{ASKING} {left}"
    if not space or key.endswith(PHRASE) or frequencies[left] <= frequencies[right]:
        return key
    return f"{right}  {left}"


def asking_keys(lines: Sequence[Line], stop: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the stop words that titles ask with, each with its key.

    Args:
        lines: Sorted lines of forms.
        stop: Stop words.
    """
    for form in stop:
        entry = entry_of(lines, form)
        key = target_of(f"{form}\t{entry}") or form
        if entry and entry_of(lines, f"{ASKING} {key}"):
            yield form, key


def entry_of(lines: Sequence[Line], form: str) -> str:
    """Return the entry of a form in sorted lines; empty if it has no line."""
    index = bisect_left(lines, collation_key(form), key=line_key)
    line = lines[index] if index < len(lines) else ""
    return line.partition("\t")[2] if form_of(line) == form else ""


def line_key(line: Line) -> bytes:
    """Return the sort key of a line."""
    return collation_key(form_of(line))


def joins_of(forms: Iterable[str], keys: Mapping[str, str], stop: frozenset[str]) -> dict[str, str]:
    """Map each word to what it makes one of `forms` with; see `Lines.joins`.

    Args:
        forms: Forms that may be two words.
        keys: All forms that can be looked up, with the keys of their terms. Both words must be
            among them, or be stop words.
        stop: Stop words. One that comes first must make the usual form of a word.
    """
    # Splitting every form is faster than joining every two words. Few beginnings are words, so the
    # rest is cut off only after them.
    marks: defaultdict[str, set[str]] = defaultdict(set)
    stops: defaultdict[str, set[str]] = defaultdict(set)
    beginnings = keys.keys() | stop
    for form in forms:
        for length in range(1, len(form) - 1):
            first = form[:length]
            if first not in beginnings:
                continue
            second = form[length:]
            if first in keys and (second in keys or second in stop):
                marks[first].add(join_mark(second))
            if follows_stop_word(first, second, stop) and second in keys and keys[form] == form:
                stops[second].add(first)
    return {
        form: "".join(sorted(marks[form]))
        + (" " + ",".join(sorted(stops[form])) if form in stops else "")
        for form in marks.keys() | stops.keys()
    }


def follows_stop_word(first: str, second: str, stop: frozenset[str]) -> bool:
    """Tell whether a word may have lost its stop word: both are long enough to tell."""
    return (
        first in stop
        and second not in stop
        and len(first) >= MIN_JOINED
        and len(second) >= MIN_HALF
    )


@lru_cache(maxsize=1 << 14)
def join_mark(word: str) -> str:
    """Return two digits of a word's hash: enough to tell it from other words, and short."""
    mark = 0
    for letter in word:
        mark = (mark * 31 + ord(letter)) % (BASE * BASE)
    return number(mark % BASE) + number(mark // BASE)


def parts_of(form: str) -> Iterable[tuple[str, str]]:
    """Yield all splits of a form in two; the second part has two letters or more."""
    return ((form[:length], form[length:]) for length in range(1, len(form) - 1))


def joined(lines: Iterable[Line], joins: Mapping[str, str]) -> list[Line]:
    """Return lines with the joins of their forms inserted before the affinity lists."""
    # This and the like run for every line at every edit, so they call no function for each.
    find = joins.get
    return [
        _with_marks(line, marks) if (marks := find(line.partition("\t")[0])) else line
        for line in lines
    ]


def _with_marks(line: Line, marks: str) -> Line:
    # Two tabs: the field of the joins is empty, and an affinity list follows.
    start, tabs, near = line.partition("\t\t")
    return f"{start}\t{marks}" + (f"\t{near}" if tabs else "")


def spelling_lines(index: InvertedIndex) -> list[Line]:
    """Build the spelling lines: the forms that occur, with their levels."""
    frequencies = index.terms.frequencies()
    return in_order(
        {
            form: level(frequencies[key])
            for form, key in index.keys.items()
            if form not in index.unseen
        }
    )


def level(frequency: int) -> str:
    """Encode the power of two of a number of articles; empty for one article."""
    return number(frequency.bit_length() - 1) if frequency > 1 else ""


def backwards(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of the same forms spelled backwards."""
    parts = (line.partition("\t") for line in lines)
    return in_order({form[::-1]: rest for form, _, rest in parts})


def common_prefix_length(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    if other.startswith(one):
        return len(one)
    for length, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return length
    return min(len(one), len(other))


def abbreviated(before: str, form: str) -> str:
    """Encode a form as the number of letters it shares with the preceding form, then the rest."""
    length = common_prefix_length(before, form)
    return number(length) + form[length:]
