# SPDX-License-Identifier: MIT
"""Applies an edit to the lines of an index.

In: the old lines, the updated index, and the keys of the terms that differ. Out: the lines that
`lines_of` would build. Only the lines of the edit are encoded again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kbgen.language.stop_words import stop_words
from kbgen.search.browser.lines import (
    Line,
    Lines,
    collated,
    collation_key,
    entry_of,
    form_of,
    joins_of,
    level,
    line_key,
    pair_place,
    parts_of,
    pointer,
    postings_entry,
)
from kbgen.search.browser.posting_text import encode_terms
from kbgen.search.index.postings import Terms
from kbgen.search.index.synonyms import Expansion

Entries = dict[str, str | None]
"""Form → entry of its updated line; None removes the line."""


@dataclass(frozen=True, slots=True)
class LineEdit:
    """The differences between two indexes."""

    lang: str
    former: Expansion
    """Names the forms that could be looked up."""
    expansion: Expansion
    """Names those that can; the same object as `former` if the names are equal."""
    terms: Terms
    """The updated terms, without synonyms."""
    lists: Terms
    """The updated lists with synonyms, if they differ from the old ones."""
    dirty: set[str]
    """Keys of the terms that are new, changed or gone."""
    old_frequencies: Mapping[str, int]
    """Key of each old term → its number of articles."""
    frequencies: Mapping[str, int]
    """Key of each updated term → its number of articles."""

    def apply(self, lines: Lines) -> Lines:
        """Return the updated lines."""
        renamed = self._renamed()
        spellings = dict(self._spellings(renamed))
        return Lines(
            replace_lines(lines.forms, self._pointers(renamed) | self._postings(lines.forms)),
            self._joins(lines.joins, renamed),
            replace_lines(lines.words, spellings),
            replace_lines(
                lines.backwards, {form[::-1]: entry for form, entry in spellings.items()}
            ),
            lines.terms + len(self.frequencies) - len(self.old_frequencies),
        )

    def _renamed(self) -> set[str]:
        """Return the forms that are new, gone, of another word, or differ in being unseen."""
        if self.expansion is self.former:
            return set()
        old, new = self.former, self.expansion
        return {
            form
            for form in old.keys.keys() | new.keys.keys()
            if old.keys.get(form) != new.keys.get(form)
            or (form in old.unseen) != (form in new.unseen)
        }

    def _pointers(self, renamed: set[str]) -> Entries:
        """Return the pointers of renamed forms; None where the form has none any more."""
        entries: Entries = {}
        for form in renamed:
            key = self.expansion.keys.get(form)
            is_unseen = form in self.expansion.unseen
            is_pointer = key is not None and key != form
            entries[form] = pointer(form, str(key), is_unseen=is_unseen) if is_pointer else None
        return entries

    def _postings(self, lines: list[Line]) -> Entries:
        """Return the entries of dirty terms, and of pairs whose other word is now the rarer one."""
        keys, table = self._changed().to_table()
        texts = dict(zip(keys, map(postings_entry, encode_terms(table)), strict=True))
        entries: Entries = {}
        # Words keep their line or turn into pointers; only lines of pairs move with frequencies.
        for key in {*texts, *self.dirty}:
            if key in self.old_frequencies and (" " in key or key not in self.expansion.keys):
                entries.setdefault(pair_place(key, self.old_frequencies), None)
        for key, old_form in self._moved_pairs(texts):
            texts[key] = entry_of(lines, old_form)
            entries[old_form] = None
        return entries | {pair_place(key, self.frequencies): text for key, text in texts.items()}

    def _changed(self) -> Terms:
        """Return the terms that are new or changed, with synonyms."""
        keys = [key for key in self.dirty if key in self.terms and key not in self.lists]
        return self.terms.select(keys).replaced(self.lists)

    def _moved_pairs(self, written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the key and old form of pairs of which only the form of the line changes."""
        counted = {
            key
            for key, count in self.frequencies.items()
            if self.old_frequencies.get(key, count) != count
        }
        for key in self.frequencies:
            left, space, right = key.partition(" ")
            if space and (left in counted or right in counted) and key not in written:
                old_form = pair_place(key, self.old_frequencies)
                if old_form != pair_place(key, self.frequencies):
                    yield key, old_form

    def _joins(self, joins: dict[str, str], renamed: set[str]) -> dict[str, str]:
        """Return the updated joins, which depend on the forms that can be looked up."""
        known = self.expansion.keys
        former, stop = self.former.keys, stop_words(self.lang)
        # A form that only changes its word is joined as before, unless it is the usual form.
        moved = {
            form
            for form in renamed
            if (form in known) != (form in former)
            or (known.get(form) == form) != (former.get(form) == form)
        }
        if not moved:
            return joins
        # A form that is new or gone is the first part of a join, the second one, or the joined
        # word. Find the parts of all joins that it may affect, and build their joins again.
        ends = tuple(moved)
        joined_words = moved | {form for form in known if form.endswith(ends)}
        parts = set(moved)
        for form in joined_words:
            for first, second in parts_of(form):
                parts.update((first, second) if first in stop else (first,))
        affixes = tuple(parts)
        rebuilt = joins_of(
            (form for form in known if form.startswith(affixes) or form.endswith(affixes)),
            known,
            stop,
        )
        kept = {form: letters for form, letters in joins.items() if form not in parts}
        return kept | {form: letters for form, letters in rebuilt.items() if form in parts}

    def _spellings(self, renamed: set[str]) -> Iterator[tuple[str, str | None]]:
        """Yield the spellings whose level changed, and those that are new or gone."""
        old = self.old_frequencies
        counted = {
            key
            for key, count in self.frequencies.items()
            if count != old.get(key, 0) and level(count) != level(old.get(key, 0))
        }
        for form, key in self.expansion.keys.items():
            if (key in counted or form in renamed) and form not in self.expansion.unseen:
                yield form, level(self.frequencies[key])
        for form in renamed:
            if form not in self.expansion.keys or form in self.expansion.unseen:
                yield form, None


def replace_lines(lines: list[Line], entries: Mapping[str, str | None]) -> list[Line]:
    """Return sorted lines with the entries of some forms replaced, added or removed."""
    result: list[Line] = []
    at = 0
    for form in collated(entries):
        index = bisect_left(lines, collation_key(form), at, key=line_key)
        result += lines[at:index]
        # Skip the old line of the form, if it has one.
        at = index + (index < len(lines) and form_of(lines[index]) == form)
        if (entry := entries[form]) is not None:
            result.append(f"{form}\t{entry}")
    return result + lines[at:]
