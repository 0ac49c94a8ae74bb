# SPDX-License-Identifier: MIT
"""A prepared dictionary answers as a plain reading of its pairs does, whatever the words."""

from __future__ import annotations

from random import Random

from dictionary_support import Pairs, dictionary_of, forms_in, lemmas_in
from hypothesis import example, given
from hypothesis import strategies as st

from kbgen.language import dictionary_file

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


def test_many_blocks_fill_many_chunks() -> None:
    """More pairs than a chunk has, and a last block that is not full."""
    count = dictionary_file._BLOCK * dictionary_file._CHUNK * 2 + 7
    pairs = [(f"ż{number:05}", f"Ż{number // 7:04}") for number in range(count)]
    _compare(pairs)


def _compare(pairs: Pairs) -> None:
    dictionary = dictionary_of(pairs)
    lemmas, forms = lemmas_in(pairs), forms_in(pairs)
    assert dictionary.lemmas([*lemmas, "none"]) == lemmas
    assert dictionary.forms([*lemmas.values(), *forms, "none"]) == forms
    for form in list(lemmas)[:3]:
        assert dictionary.lemmas([form]) == {form: lemmas[form]}
        assert dictionary.forms([form]) == ({form: forms[form]} if form in forms else {})
