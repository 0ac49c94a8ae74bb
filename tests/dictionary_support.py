# SPDX-License-Identifier: MIT
"""Small dictionaries, and a plain reading of their pairs to compare them with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kbgen.language.dictionary import MAX_FORMS, Dictionary, dictionary_folder, open_dictionary
from kbgen.language.dictionary_file import DictionaryFile, prepare
from kbgen.language.fold import fold
from kbgen.language.front_coding import write_records
from kbgen.language.profiles import language

Pairs = list[tuple[str, str]]


def dictionary_of(pairs: Pairs) -> Dictionary:
    """A dictionary of these forms and lemmas."""
    return Dictionary(DictionaryFile(prepare(write_records(pairs))), "small")


def have_dictionaries(*languages: str) -> None:
    """Prepare the dictionaries of languages where builds look for them, so that no build has to."""
    for lang in languages:
        open_dictionary(language(lang).dictionary, dictionary_folder())


def lemmas_in(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded form → folded lemma: its own where it is one, else the first."""
    lemmas: dict[str, str] = {}
    for form, lemma in folded(pairs):
        if form not in lemmas or form == lemma:
            lemmas[form] = lemma
    return lemmas


def forms_in(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Folded lemma → its folded forms, when they are not too many."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in folded(pairs):
        forms[lemma].add(form)
    return {lemma: tuple(sorted(some)) for lemma, some in forms.items() if len(some) <= MAX_FORMS}


def folded(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs folded letter by letter."""
    letter = cache(fold)
    return [("".join(map(letter, form)), "".join(map(letter, lemma))) for form, lemma in pairs]
