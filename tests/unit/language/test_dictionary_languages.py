# SPDX-License-Identifier: MIT
"""Dictionaries of all languages answer as a plain reading of simplemma's pairs does."""

from __future__ import annotations

from itertools import islice

import pytest
from dictionary_support import Pairs, dictionary_of, forms_in, lemmas_in
from simplemma.strategies.dictionaries import frontcode

from kbgen.language.dictionary import Dictionary, _stream
from kbgen.language.dictionary_file import DictionaryFile, prepare
from kbgen.language.front_coding import read_stream
from kbgen.language.profiles import LANGUAGES

NAMES = sorted({row.dictionary for row in LANGUAGES.values()} - {""})


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_of_a_dictionary(name: str) -> None:
    """Each third of its first pairs, numbers and capitals included."""
    pairs = _pairs(name, 30_000, 3)
    _compare(dictionary_of(pairs), pairs)


@pytest.mark.parametrize("name", ["hi", "id"])
def test_a_whole_dictionary(name: str) -> None:
    """Letters of one byte, and of three."""
    _compare(Dictionary(DictionaryFile(prepare(read_stream(_stream(name)))), name), _pairs(name))


def _compare(dictionary: Dictionary, pairs: Pairs) -> None:
    lemmas, forms = lemmas_in(pairs), forms_in(pairs)
    assert dictionary.lemmas(lemmas) == lemmas
    assert dictionary.forms({*lemmas.values(), *forms}) == forms


def _pairs(name: str, most: int | None = None, step: int = 1) -> Pairs:
    stream = _stream(name)
    _, _, first = frontcode._read_header(stream)
    records = islice(frontcode._iter_records(stream, first), 0, most, step)
    return [(form.decode(), lemma.decode()) for _, form, lemma in records]
