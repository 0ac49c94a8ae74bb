# SPDX-License-Identifier: MIT
"""From a document to its record."""

from __future__ import annotations

import sys
import zlib
from typing import Any

import pytest
from search_support import document, faq, occurrences_in, records

from kbgen.search.index.analysis import analyzer_for
from kbgen.search.index.form_counter import MAX_TITLE_WORDS, index_forms
from kbgen.search.index.records import decode_record, encode_record


def test_fields_are_worth_different_amounts() -> None:
    """A code says most, then the title, questions, tags, headings."""
    (record,) = records(
        [
            document(
                "a",
                "Alpha",
                questions=("Bravo?",),
                tags=("charlie",),
                codes=("DELTA",),
                passages=[("e", "Echo", "foxtrot")],
            )
        ]
    )
    worth = {form: occurrence.strong for form, occurrence in occurrences_in(record).items()}
    assert (
        worth["delta"]
        > worth["alpha"]
        > worth["bravo"]
        > worth["charlie"]
        > worth["echo"]
        > worth["foxtrot"]
        == 0
    )
    assert occurrences_in(record)["foxtrot"].text == 1


def test_what_others_call_an_article_counts_like_a_tag() -> None:
    (record,) = records(
        [document("a", "Alpha", tags=("bravo",), linked_as=("charlie", "charlie 2"))]
    )
    found = occurrences_in(record)
    assert found["charlie"] == found["bravo"]


def test_the_text_of_a_link_counts_for_its_target_only() -> None:
    """The article that has the link still contains the words, and is as long as before."""
    (record,) = records(
        [document("a", "Alpha", passages=[("", "", "see the delta echo delta", ("delta echo",))])]
    )
    found = occurrences_in(record)
    assert [found[word].text for word in ("see", "delta", "echo")] == [1, 1, 0]
    assert found["echo"].slots == (1 * 2,)
    assert record.length == 5


def test_asides_count_for_the_article_as_a_whole() -> None:
    """They are in no passage, and are no extract."""
    (record,) = records([document("a", "Alpha", "bravo", asides="charlie")])
    found = occurrences_in(record)["charlie"]
    assert (found.text, found.strong, found.slots) == (0, 0, (0,))
    assert record.extract == "bravo"


@pytest.mark.parametrize(
    "fields",
    [
        {"passages": [("", "", "bravo"), ("b", "", "charlie delta", ("charlie delta",))]},
        {"passages": [("", "", "bravo charlie")], "is_home": True},
    ],
    ids=["a list of links", "the home page"],
)
def test_pages_that_lead_to_others_are_found_by_their_title(fields: dict[str, Any]) -> None:
    (record,) = records([document("a", "Alpha", **fields)])
    found = occurrences_in(record)
    assert [found[word].text for word in ("bravo", "charlie")] == [0, 0]
    assert found["alpha"].strong > 0


def test_slots_say_where_a_word_stands() -> None:
    """Slot 0 is the title, then passages, then questions."""
    (record,) = records(
        [
            document(
                "a",
                "Alpha",
                passages=[("", "", "lead"), ("b", "Beta", "gamma alpha")],
                questions=("Delta",),
            )
        ]
    )
    assert occurrences_in(record)["alpha"].slots == (0 * 2 + 1, 2 * 2)
    assert occurrences_in(record)["lead"].slots == (1 * 2,)
    assert occurrences_in(record)["beta"].slots == (2 * 2 + 1,)
    assert occurrences_in(record)["delta"].slots == (3 * 2 + 1,)


def test_titles_count_weighty_words() -> None:
    """Stop words do not make a title longer; a heading counts as a little longer than it is."""
    (plain,) = records(
        [document("a", "How do I reset the password?", passages=[("", "", ""), ("b", "Reset", "")])]
    )
    (asked,) = records([document("a", "x", kind="faq", passages=[("b", "Reset", "")])])
    assert plain.titles == (2, 0, 3)
    assert asked.titles == (1, 1)


def test_title_of_stop_words_keeps_them() -> None:
    """An article called “Who are we” can be covered."""
    (record,) = records([document("a", "Who are we")])
    assert record.titles == (3,)


def test_pairs_skip_stop_words() -> None:
    """Reset my password and reset password are the same pair."""
    (record,) = records([document("a", "Reset my password")])
    assert record.pairs == (("reset", "password", 0),)


def test_version_is_found_by_its_beginning() -> None:
    """Who asks for 2.3 means 2.3.1 too."""
    assert set(index_forms("v2.3.1")) == {"v2.3.1", "2.3.1", "2.3"}
    assert set(index_forms("10.15.7")) == {"10.15.7", "10.15"}


def test_extract_is_cut_between_words() -> None:
    """What a result shows ends in whole words."""
    (record,) = records([document("a", "t", "word " * 100)])
    assert len(record.extract) <= 161
    assert record.extract.endswith("word…")


def test_a_passage_keeps_its_lines_and_steps() -> None:
    """Cut as a whole, never in a word; the article's own extract is one line without marks."""
    text = "First.\n\u2023 Open it.\n\u2023 " + "word " * 100 + "\nnever"
    (record,) = records([document("a", "t", passages=[("p", "How", text)])])
    lines = record.passages[0].extract.split("\n")
    assert lines[:2] == ["First.", "\u2023 Open it."]
    assert lines[2].startswith("\u2023 word word")
    assert lines[2].endswith("word…")
    assert len(lines) == 3
    assert len(record.passages[0].extract) <= 410
    assert record.extract.startswith("First. Open it. word")
    assert "\u2023" not in occurrences_in(record)


def test_summary_is_the_extract() -> None:
    """The writer's summary says it better than the first lines."""
    (record,) = records([document("a", "t", "text", summary="In short.")])
    assert record.extract == "In short."


def test_titles_are_bounded() -> None:
    """A title of a thousand words is indexed by its first ones."""
    (record,) = records([document("a", " ".join(f"w{n}" for n in range(1000)))])
    assert record.titles[0] == MAX_TITLE_WORDS


@pytest.mark.parametrize("item", faq(), ids=lambda item: item.id)
def test_record_survives_the_cache(item: object) -> None:
    """What was packed comes back equal."""
    (record,) = records([item])  # type: ignore[list-item]
    assert decode_record(encode_record(record)) == record


PACKED = encode_record(records([document("a", "t")])[0])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        PACKED[:-5],
        *(zlib.compress(data) for data in (b"[]", b"{}\n", zlib.decompress(PACKED)[:-4])),
    ],
)
def test_foreign_bytes_are_refused(data: bytes) -> None:
    """A damaged cache is noticed."""
    with pytest.raises(ValueError, match="record"):
        decode_record(data)


def test_numbers_are_the_same_on_machines_that_begin_with_the_greatest_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A cache may be moved."""
    (record,) = records([document("a", "Printer", "The printer prints.")])
    packed = encode_record(record)
    monkeypatch.setattr("sys.byteorder", "big" if sys.byteorder == "little" else "little")
    assert decode_record(encode_record(record)) == record
    assert encode_record(record) != packed


def test_fingerprint_is_of_the_language() -> None:
    """Another language, another analysis."""
    assert analyzer_for("en") == analyzer_for("en")
    assert analyzer_for("en").fingerprint != analyzer_for("pl").fingerprint


def test_empty_document_is_a_record() -> None:
    """Nothing to find is not an error."""
    (record,) = records([document("a", "")])
    assert occurrences_in(record) == {}


def test_stop_words_of_titles_that_ask_are_paired_with_themselves() -> None:
    """Of titles with a question mark, and of all customers' questions; of no other title."""
    asks = document("a", "Where is it from?", questions=["How do refunds work"])
    pairs = records([asks])[0].pairs
    assert [pair for pair in pairs if pair[0] == pair[1]] == [
        *((word, word, 0) for word in ("where", "is", "it", "from")),
        *((word, word, 1) for word in ("how", "do")),
    ]
    plain = records([document("b", "How to get a refund")])[0].pairs
    assert all(first != second for first, second, _ in plain)
