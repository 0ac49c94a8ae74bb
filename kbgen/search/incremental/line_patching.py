# SPDX-License-Identifier: MIT
"""The lines of an index after an edit, made of those before.

In: the lines as they were, and the index as it is with the keys of its terms that are not as before. Out: the lines
that `lines_of` would make, of which only those of the edit are written anew.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.language.stop_words import stop_words
from kbgen.search.browser.lines import (
    Lines,
    collated,
    collation_key,
    form_of,
    joins_of,
    level,
    pair_place,
    parts_of,
    pointer,
    postings_entry,
)
from kbgen.search.browser.posting_text import encode_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kbgen.search.browser.lines import Line
    from kbgen.search.index.postings import Terms

Entries = dict[str, str | None]
"""Form → what its line says now; None when it has none any more."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which forms can be looked up, synonyms included."""

    keys: Mapping[str, str]
    """Form → key of its term."""
    unseen: frozenset[str] | set[str]
    """Forms that no article contains."""


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What is not as before."""

    lang: str
    before: Names
    names: Names
    """`before` itself when they are the same."""
    terms: Terms
    """Of now, without synonyms."""
    lists: Terms
    """Lists of now that synonyms made longer: all that are not as before."""
    dirty: set[str]
    """Keys of the terms that are new, other, or gone."""
    old_frequencies: Mapping[str, int]
    """Key of each term before → number of its articles."""
    frequencies: Mapping[str, int]
    """The same, now."""

    def apply(self, lines: Lines) -> Lines:
        """The lines of now."""
        renamed = self._renamed()
        spelt = dict(self._spellings(renamed))
        return Lines(
            replace_lines(lines.forms, self._pointers(renamed) | self._postings(lines.forms)),
            self._joins(lines.joins, renamed),
            replace_lines(lines.words, spelt),
            replace_lines(lines.backwards, {form[::-1]: entry for form, entry in spelt.items()}),
            lines.terms + len(self.frequencies) - len(self.old_frequencies),
        )

    def _renamed(self) -> set[str]:
        """Forms that came, went, belong to another word, or are seen now and were not, or the reverse."""
        if self.names is self.before:
            return set()
        before, now = self.before, self.names
        return {
            form
            for form in before.keys.keys() | now.keys.keys()
            if before.keys.get(form) != now.keys.get(form) or (form in before.unseen) != (form in now.unseen)
        }

    def _pointers(self, renamed: set[str]) -> Entries:
        entries: Entries = {}
        for form in renamed:
            key = self.names.keys.get(form)
            is_term = key is None or key == form
            entries[form] = None if is_term else pointer(form, str(key), is_unseen=form in self.names.unseen)
        return entries

    def _postings(self, lines: list[Line]) -> Entries:
        """The entries of terms, and of pairs that now lie beside their other word."""
        keys, table = self._changed().to_table()
        texts = dict(zip(keys, map(postings_entry, encode_terms(table)), strict=True))
        entries: Entries = {}
        for key in {*texts, *self.dirty}:
            if key in self.old_frequencies and (" " in key or key not in self.names.keys):
                entries.setdefault(pair_place(key, self.old_frequencies), None)
        for key, place in self._moved_pairs(texts):
            texts[key] = _entry(lines, place)
            entries[place] = None
        return entries | {pair_place(key, self.frequencies): text for key, text in texts.items()}

    def _changed(self) -> Terms:
        """The terms that are new or other, with synonyms."""
        places = [key for key in self.dirty if key in self.terms and key not in self.lists]
        return self.terms.select(places).replaced(self.lists)

    def _moved_pairs(self, written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Key and old place of pairs that are as before but for their place."""
        counted = {key for key, count in self.frequencies.items() if self.old_frequencies.get(key, count) != count}
        for key in self.frequencies:
            left, space, right = key.partition(" ")
            if space and (left in counted or right in counted) and key not in written:
                place = pair_place(key, self.old_frequencies)
                if place != pair_place(key, self.frequencies):
                    yield key, place

    def _joins(self, joins: dict[str, str], renamed: set[str]) -> dict[str, str]:
        """What may be joined to which form: decided by the forms that can be looked up."""
        known = self.names.keys
        moved = {form for form in renamed if (form in known) != (form in self.before.keys)}
        if not moved:
            return joins
        # A form that came or went is what two words make together, or the first of them, or the second.
        ends = tuple(moved)
        whole = moved | {form for form in known if form.endswith(ends)}
        firsts = moved | {first for form in whole for first, _ in parts_of(form)}
        beginnings = tuple(firsts)
        made = joins_of((form for form in known if form.startswith(beginnings)), known, stop_words(self.lang))
        kept = {form: letters for form, letters in joins.items() if form not in firsts}
        return kept | {form: letters for form, letters in made.items() if form in firsts}

    def _spellings(self, renamed: set[str]) -> Iterator[tuple[str, str | None]]:
        """The spellings whose words are in another power of two of articles, and those that came or went."""
        counted = {
            key for key, count in self.frequencies.items() if level(count) != level(self.old_frequencies.get(key, 0))
        }
        for form, key in self.names.keys.items():
            if (key in counted or form in renamed) and form not in self.names.unseen:
                yield form, level(self.frequencies[key])
        for form in renamed:
            if form not in self.names.keys or form in self.names.unseen:
                yield form, None


def replace_lines(lines: list[Line], entries: Mapping[str, str | None]) -> list[Line]:
    """Sorted lines with other entries for some forms."""
    made: list[Line] = []
    at = 0
    for form in collated(entries):
        place = bisect_left(lines, collation_key(form), at, key=_sorting)
        made += lines[at:place]
        at = place + (place < len(lines) and form_of(lines[place]) == form)
        if (entry := entries[form]) is not None:
            made.append(f"{form}\t{entry}")
    return made + lines[at:]


def _sorting(line: Line) -> bytes:
    return collation_key(form_of(line))


def _entry(lines: list[Line], form: str) -> str:
    place = bisect_left(lines, collation_key(form), key=_sorting)
    return lines[place].partition("\t")[2]
