# SPDX-License-Identifier: MIT
"""A prepared dictionary answers as a plain reading of its pairs does, whatever the words."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from dictionary_support import Pairs, dictionary_of, forms_in, lemmas_in, write_records
from hypothesis import example, given
from hypothesis import strategies as st

from kbgen.language.dictionary_file import DictionaryFile, prepare
from kbgen.language.front_coding import PAIRS_PER_BATCH, batches_of, read_stream

# Letters of one to four bytes: some share all bytes but the last, some fold into each other or into two letters.
_LETTERS = "aAbBzäÄåßæłŁéΣσςёЁеЕжЖकखगक़ẁẃ\u0301ﬁ𝐀𝐁𐐀𐐨"
_WORDS = st.text(_LETTERS, max_size=8) | st.text("ab", min_size=120, max_size=250)
_PAIRS = st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=40)


@given(_PAIRS, st.booleans())
@example([("ж", "ж"), ("жа", "ж"), ("жё", "жЕ"), ("же", "жЕ")], False)
@example([("कक", "कख"), ("कख", "कख"), ("कग", "𝐀")], False)
@example([("𝐀", "𝐁"), ("𝐁", "𝐀"), ("𝐀𝐁", "𝐀𝐀")], False)
@example([("", ""), ("", "a"), ("a", "")], False)
def test_a_dictionary_answers_as_its_pairs(pairs: Pairs, is_sorted: bool) -> None:
    """In their order, which need not be that of words."""
    if is_sorted:
        pairs = sorted(pairs, key=lambda pair: pair[0].encode())
    _compare(pairs)


@given(st.integers(1, 300), st.integers(0, 1 << 32))
def test_many_pairs_fill_many_blocks(count: int, seed: int) -> None:
    """A pair is found wherever its block is."""
    chance = Random(seed)
    pairs = [
        tuple("".join(chance.choices("aAbä", k=chance.randrange(5))) for _ in "12")
        for _ in range(count)
    ]
    _compare([(form, lemma) for form, lemma in sorted(pairs, key=lambda pair: pair[0].encode())])


@pytest.mark.parametrize("run", [1, 7, 5000, 20000])
def test_many_pairs_fill_many_batches(run: int) -> None:
    """Forms share beginnings with the batch before; a run of one lemma ends anywhere."""
    count = PAIRS_PER_BATCH * 3 + 7
    pairs = [(f"ż{number:05}", f"Ż{number // run:04}") for number in range(count)]
    dictionary = dictionary_of(pairs)
    assert dictionary.lemmas(lemmas_in(pairs)) == lemmas_in(pairs)
    assert dictionary.forms({f"z{number // run:04}" for number in range(count)}) == forms_in(pairs)


@given(_PAIRS)
def test_the_public_interface_gives_the_same_file(pairs: Pairs) -> None:
    """Another version of simplemma may store its dictionaries in another way."""
    stream = write_records(pairs)
    assert prepare(batches_of(pairs)) == prepare(read_stream(stream))


@given(_PAIRS, st.data())
def test_a_damaged_stream_is_an_error_or_has_words(pairs: Pairs, data: st.DataObject) -> None:
    """Never another exception: `prepare` falls back to simplemma on ValueError alone."""
    stream = bytearray(write_records(pairs))
    for _ in range(data.draw(st.integers(1, 3))):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValueError):
        DictionaryFile(prepare(read_stream(bytes(stream[: data.draw(st.integers(0, 1 << 12))]))))


def test_a_stream_that_ends_after_its_header_is_an_error() -> None:
    """The first pair would begin behind its end."""
    with pytest.raises(ValueError, match="cut off"):
        list(read_stream(b"SMFC1\0\1"))


def _compare(pairs: Pairs) -> None:
    dictionary = dictionary_of(pairs)
    lemmas, forms = lemmas_in(pairs), forms_in(pairs)
    assert dictionary.lemmas([*lemmas, "none"]) == lemmas
    assert dictionary.forms([*lemmas.values(), *forms, "none"]) == forms
    for form in list(lemmas)[:3]:
        assert dictionary.lemmas([form]) == {form: lemmas[form]}
        assert dictionary.forms([form]) == ({form: forms[form]} if form in forms else {})
