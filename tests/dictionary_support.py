# SPDX-License-Identifier: MIT
"""Make small dictionaries, and read their pairs in a simple way for comparison."""

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
    """Return a dictionary of these forms and lemmas."""
    return Dictionary(DictionaryFile(prepare(write_records(pairs))), "small")


def have_dictionaries(*languages: str) -> None:
    """Prepare the dictionaries of languages, so that no build has to."""
    for lang in languages:
        open_dictionary(language(lang).dictionary, dictionary_folder())


def lemmas_in(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return folded form → folded lemma: itself if it is a lemma, else the first one."""
    lemmas: dict[str, str] = {}
    for form, lemma in folded(pairs):
        if form not in lemmas or form == lemma:
            lemmas[form] = lemma
    return lemmas


def forms_in(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return folded lemma → its folded forms, unless there are too many."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in folded(pairs):
        forms[lemma].add(form)
    return {lemma: tuple(sorted(some)) for lemma, some in forms.items() if len(some) <= MAX_FORMS}


def folded(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Yield the pairs, folded letter by letter."""
    letter = cache(fold)
    return [("".join(map(letter, form)), "".join(map(letter, lemma))) for form, lemma in pairs]
