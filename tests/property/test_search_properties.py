# SPDX-License-Identifier: MIT
"""Properties of search that hold for any article and any query."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from search_support import MemoryLexicon, document, faq, found, inverted, records

from kbgen.language.fold import fold
from kbgen.language.tokens import MAX_WHOLE, tokens
from kbgen.search.index.analysis import (
    decode_record,
    encode_record,
    forms_in,
    index_forms,
)
from kbgen.search.index.ranking import MAX_TOKENS
from kbgen.search.query.question import ask

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
WORDS = (
    *("word", "Word", "WORD", "(word)", "word's", "'word'", "item(s)", "e.g.", "C#", "c++", "a-b"),
    *(
        "camelCase",
        "2.3.1",
        "1,000",
        "2\u00a0000",
        "0x80",
        "ß",
        "ｗｏｒｄ",
        "検索",
        "x" * 41,
        " ",
        "\n",
    ),
)
INDEX = inverted(faq())
RUSSIAN = inverted([document("p", "Настройка принтера", lang="ru")], "ru")


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding a folded form does not change it."""
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_composition_does_not_matter(text: str) -> None:
    """Keyboards and systems encode the same letters differently."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_forms_are_short_and_free_of_structure(text: str) -> None:
    """Tab, newline, space and star are the format's own."""
    for form in index_forms(text):
        assert 0 < len(form) <= MAX_WHOLE
        assert not set(form) & set("\t\n *")


@given(
    TEXTS,
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.text("aBc1\u0301. ,:;!?()'\"#+-\\/@&_\u00a0\n\t", max_size=8),
        )
    ).map("".join),
)
def test_words_are_analyzed_one_by_one(text: str, likely: str) -> None:
    """The forms of a word are remembered: its neighbors never matter."""
    for each in (text, likely):
        assert list(index_forms(each)) == list(forms_in(each))


@given(TEXTS)
def test_case_of_plain_words_does_not_matter(text: str) -> None:
    """People shout."""
    plain = [token.whole for token in tokens(text) if not token.parts]
    assert [form for word in plain for form in (token.whole for token in tokens(word))] == plain


@given(TEXTS, TEXTS)
def test_records_survive_the_cache(title: str, text: str) -> None:
    """Whatever was written."""
    (record,) = records([document("a", title, text)])
    assert decode_record(encode_record(record)) == record


@given(TEXTS)
def test_asking_never_raises(query: str) -> None:
    """Whatever was typed, in a language with two keyboard layouts too."""
    for index in (INDEX, RUSSIAN):
        question = ask(query, MemoryLexicon(index))
        assert len(question.words) <= MAX_TOKENS
        found(index, query)


@given(st.sampled_from(["printer", "refund", "mouse"]), st.text("qxz", min_size=6, max_size=8))
def test_unknown_word_never_empties_the_list(known: str, unknown: str) -> None:
    """What is known is still found."""
    assert set(found(INDEX, f"{unknown} {known} ")) >= set(found(INDEX, f"{known} "))
