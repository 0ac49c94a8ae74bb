# SPDX-License-Identifier: MIT
"""The lines that the browser's files consist of, before they are cut into files.

In: an index in memory. Out: `Lines`, a line for every form that can be looked up, and the spellings of those that
occur. What a line says is in `shards.py`. Lines are kept with the index they were made of: an edit exchanges its own
(`line_patching.py`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kbgen.language.stop_words import stop_words
from kbgen.search.browser.base47 import number
from kbgen.search.browser.posting_text import encode_terms
from kbgen.search.index.postings import PHRASE

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping

    from kbgen.search.index.postings import InvertedIndex

Line = str
"""A form, a tab and its entries. It sorts as its form does, for no form has a tab."""


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a language, each list in order."""

    forms: list[Line]
    """Of forms, pairs and beginnings, without what may be joined to them."""
    joins: dict[str, str]
    """Form → the first two letters, each time, of words that make one known word with it."""
    words: list[Line]
    """Spellings of the forms that occur, and the power of two of the number of their articles."""
    backwards: list[Line]
    """The same, spelt backwards."""
    terms: int
    """Lists of postings among them."""


NO_LINES: Final = Lines([], {}, [], [], 0)


def lines_of(index: InvertedIndex) -> Lines:
    """The lines of an index."""
    words = spelling_lines(index)
    known = index.keys
    return Lines(
        form_lines(index), joins_of(known, known, stop_words(index.lang)), words, backwards(words), len(index.terms)
    )


def collation_key(form: str) -> bytes:
    """Sorts as JavaScript compares strings: by UTF-16 code units."""
    return form.encode("utf-16-be", "surrogatepass")


def collated(forms: Collection[str]) -> list[str]:
    """Forms in the order of their collation keys, which is that of Python unless a letter needs two code units."""
    whole = "".join(forms)
    has_long_letters = len(whole.encode("utf-16-be", "surrogatepass")) > 2 * len(whole)
    return sorted(forms, key=collation_key if has_long_letters else None)


def in_order(entries: Mapping[str, str]) -> list[Line]:
    """The lines of forms with these entries."""
    return [f"{form}\t{entries[form]}" for form in collated(entries)]


def form_of(line: Line) -> str:
    """The form of a line."""
    return line.partition("\t")[0]


def form_lines(index: InvertedIndex) -> list[Line]:
    """A line for every term, and for every form that goes by another's name."""
    keys, table = index.terms.to_table()
    frequencies = index.terms.frequencies()
    entries = {
        pair_place(key, frequencies): postings_entry(text) for key, text in zip(keys, encode_terms(table), strict=True)
    }
    for form, key in index.keys.items():
        if form != key:
            entries[form] = pointer(form, key, is_unseen=form in index.unseen)
    return in_order(entries)


def postings_entry(text: str) -> str:
    """The entry of a term whose postings are written so."""
    return "=" + text


def pointer(form: str, key: str, *, is_unseen: bool) -> str:
    """The entry of a form whose postings lie with another."""
    return ("<" if is_unseen else ">") + abbreviated(form, key)


def pair_place(key: str, frequencies: Mapping[str, int]) -> str:
    """The form under which a term is found: of a pair, beside the rarer of its words."""
    left, space, right = key.partition(" ")
    if not space or key.endswith(PHRASE) or frequencies[left] <= frequencies[right]:
        return key
    return f"{right}  {left}"


def joins_of(forms: Iterable[str], known: Container[str], stop: frozenset[str]) -> dict[str, str]:
    """Form → the first two letters of every word that makes one of `forms` with it, when both are known."""
    letters: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        for first, second in parts_of(form):
            if first in known and (second in known or second in stop):
                letters[first].add(second[:2])
    return {form: "".join(sorted(some)) for form, some in letters.items()}


def parts_of(form: str) -> Iterable[tuple[str, str]]:
    """Every two words that a form may be made of; the second has two letters at least."""
    return ((form[:place], form[place:]) for place in range(1, len(form) - 1))


def joined(lines: Iterable[Line], joins: Mapping[str, str]) -> list[Line]:
    """Lines that say what may be joined to their forms."""
    return [f"{line}\t{letters}" if (letters := joins.get(form_of(line))) else line for line in lines]


def spelling_lines(index: InvertedIndex) -> list[Line]:
    """The forms that occur, and how many articles have their words."""
    frequencies = index.terms.frequencies()
    return in_order({form: level(frequencies[key]) for form, key in index.keys.items() if form not in index.unseen})


def level(frequency: int) -> str:
    """The power of two of a number of articles; nothing for one."""
    return number(frequency.bit_length() - 1) if frequency > 1 else ""


def backwards(lines: Iterable[Line]) -> list[Line]:
    """The same forms, spelt backwards."""
    return in_order({form[::-1]: rest for form, _, rest in (line.partition("\t") for line in lines)})


def common_prefix_length(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def abbreviated(before: str, form: str) -> str:
    """A form, as the letters it shares with the one before and the rest."""
    alike = common_prefix_length(before, form)
    return number(alike) + form[alike:]
