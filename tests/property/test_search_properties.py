# SPDX-License-Identifier: MIT
"""Properties of search that hold for any article and any query."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from search_support import MemoryLexicon, document, faq, found, inverted, records

from kbgen.language import ascii_patterns
from kbgen.language import tokens as general
from kbgen.language.fold import fold
from kbgen.language.tokens import MAX_WHOLE, is_symbol, tokens
from kbgen.search.index.form_counter import forms_in, index_forms
from kbgen.search.index.ranking import MAX_TOKENS
from kbgen.search.index.records import decode_record, encode_record
from kbgen.search.query.question import ask

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
WORDS = (
    *("word", "Word", "WORD", "(word)", "word's", "'word'", "item(s)", "e.g.", "C#", "c++", "a-b"),
    *(
        "camelCase",
        "2.3.1",
        "1,000",
        "2\u00a0000",
        "1 000 000",
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


HARD = st.text(
    st.sampled_from("12349050٣aÄ漢体カか字ที่ไทย⚙→€©🇵🇱 .,’'_-–/@+#:\\\u00a0\u202f\u2009\u0301\ufe0f"),
    max_size=40,
)
"""Texts of what has rules of its own: digits, separators, scripts without spaces, symbols."""


@given(TEXTS | HARD, TEXTS | HARD, st.booleans())
def test_texts_are_cut_line_by_line(one: str, other: str, symbols: bool) -> None:
    """The tokens of two lines are those of the first, then those of the second."""
    assert list(tokens(f"{one}\n{other}", symbols=symbols)) == [
        *tokens(one, symbols=symbols),
        *tokens(other, symbols=symbols),
    ]


ASCII = st.text(st.sampled_from("abXYZ0129 .'_-/\\\\@+&:#(),;=<>\"\n\t\x00"), max_size=40)


@given(ASCII.filter(ascii_patterns.is_simple))
def test_patterns_for_ascii_cut_as_the_general_ones(text: str) -> None:
    """Most words are ASCII and have patterns of their own."""
    assert ascii_patterns.chunks(text) == general.TOKEN.findall(text)
    assert ascii_patterns.parts(text) == general.PARTS.findall(text)
    for chunk in general.TOKEN.findall(text):
        assert ascii_patterns.pieces(chunk) == general.pieces(chunk)


@given(ASCII, st.sampled_from(("ä", ",", "\u00a0000", "漢")))
def test_tokens_of_ascii_do_not_depend_on_the_rest_of_a_text(text: str, other: str) -> None:
    """A letter or a comma elsewhere in the text selects the general patterns."""
    assert list(tokens(f"{text}\n{other}"))[: len(list(tokens(text)))] == list(tokens(text))


@given(HARD)
def test_symbols_change_no_other_token(text: str) -> None:
    """The other tokens are the same with and without them."""
    words = [token for token in tokens(text, symbols=True) if not is_symbol(token)]
    assert words == list(tokens(text))


@given(HARD)
def test_a_text_is_found_by_itself(text: str) -> None:
    """Every word of a title that a question may look up is a form of the index."""
    record = records([document("a", text)])[0]
    wholes = [token.whole for token in tokens(text, symbols=True)]
    assert set(wholes) <= set(record.columns.forms)


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
