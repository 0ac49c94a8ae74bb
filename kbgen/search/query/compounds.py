# SPDX-License-Identifier: MIT
"""Compounds in a question: an unknown word that consists of two known ones is read as both.

JavaScript counterpart: `theme/assets/javascripts/search/compounds.js`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from kbgen.search.index.ranking import FULL, MAX_SPLITS, MIN_HALF
from kbgen.search.query.words import Lexicon, Word


def split_compounds(
    words: Iterable[Word], lexicon: Lexicon, stop: Container[str]
) -> Iterator[Word]:
    """Yield the words, and two for each unknown compound."""
    for word in words:
        is_unknown = not word.keys and word.form not in stop and word.form.isalpha()
        parts = _parts(word.form, lexicon) if is_unknown and lexicon.links else ()
        yield from (_part(part, lexicon) for part in parts) if parts else (word,)


def _parts(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the two known words of a compound, the longest first part that fits; or nothing."""
    lengths = range(len(form) - MIN_HALF, MIN_HALF - 1, -1)
    known = [length for length in lengths if _has_term(form[:length], lexicon)]
    for length in known[:MAX_SPLITS]:
        head, rest = form[:length], form[length:]
        for link in lexicon.links:
            tail = rest.removeprefix(link)
            if rest.startswith(link) and len(tail) >= MIN_HALF and _has_term(tail, lexicon):
                return head, tail
    return ()


def _has_term(form: str, lexicon: Lexicon) -> bool:
    key = lexicon.key(form)
    return key is not None and lexicon.term(key) is not None


def _part(form: str, lexicon: Lexicon) -> Word:
    word = Word(form)
    word.add(lexicon.key(form), FULL)
    return word
