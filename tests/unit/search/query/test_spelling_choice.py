# SPDX-License-Identifier: MIT
"""Which spellings are suggested, for all words of a question together."""

from __future__ import annotations

from search_support import MemoryLexicon, document, found, inverted

from kbgen.search.query.question import ask

FILLER = [document(f"filler-{number}", "Another page", "Nothing to see.") for number in range(20)]
INDEX = inverted(
    [
        document("front", "Front matter", "Each field of an article."),
        document("mother", "Alma mater", "A university."),
        document("share", "Share a subscription", "Invite people to your account."),
        document("layout", "Wide pages", "The text of a page may be wide or narrow."),
        document("battery", "Battery cover"),
        document("bread", "Bread of a bakery", "Keep it under a cloth. Every bakery has one."),
        document("flour", "Flour", "From the bakery."),
        document("guide", "Manual", "The printer in the office is gray."),
        *FILLER,
    ]
)


def suggestion(query: str) -> str | None:
    return ask(query, MemoryLexicon(INDEX)).suggestion


def test_rare_known_word_next_to_a_misspelled_one_is_corrected_too() -> None:
    """One article has “mater”, but the two words are in one title with “matter”."""
    assert suggestion("frnot mater") == "front matter"
    assert suggestion("frnot mater ") == "front matter"
    assert found(INDEX, "frnot mater ")[0] == "front"


def test_known_word_stays_as_typed_alone_or_where_it_fits() -> None:
    """Rare words are usually right."""
    assert suggestion("mater ") is None
    assert suggestion("univrsity mater ") == "university mater"


def test_spellings_that_one_title_contains_win_over_more_frequent_words() -> None:
    """More articles have “bakery”, and “batery” is one edit from it, too."""
    assert suggestion("batery ") == "bakery"
    assert suggestion("batery covr ") == "battery cover"


def test_every_misspelled_word_is_corrected_even_one_in_another_article() -> None:
    """The article that has most words decides for these; the nearest spelling counts for others."""
    assert suggestion("frnot mattr univrsity ") == "front matter university"


def test_nothing_is_suggested_that_finds_nothing_with_the_other_words() -> None:
    """No article has “wife”, which is one edit from “wide”."""
    assert suggestion("share my subscription with my wife ") is None
    assert found(INDEX, "share my subscription with my wife ")[0] == "share"


def test_a_short_word_alone_is_not_corrected_to_one_with_another_letter() -> None:
    """“wife” is a word, although no article has it; “wied” is none."""
    assert suggestion("with my wife ") is None
    assert suggestion("wife ") is None
    assert suggestion("wied ") == "wide"
    assert suggestion("shre ") == "share"
    assert suggestion("narraw ") == "narrow"


def test_short_word_needs_a_title() -> None:
    """Words of four letters are one edit from many others."""
    assert suggestion("printer grey ") is None
    assert suggestion("subscription shre ") == "subscription share"


def test_misspelled_word_that_fits_the_others_is_corrected() -> None:
    """Also if it is in the text only."""
    assert suggestion("manual for the printer in the ofice ") == (
        "manual for the printer in the office"
    )


def test_uncertain_correction_needs_a_title() -> None:
    """Another first letter, or two edits; few people mistype the first letter."""
    index = inverted(
        [
            document("upload", "Upload files", "This is better. Name it."),
            document("other", "Names"),
            *FILLER,
        ]
    )
    assert ask("upload wetter ", MemoryLexicon(index)).suggestion is None
    assert ask("upload bettrr ", MemoryLexicon(index)).suggestion == "upload better"
    assert ask("upload filse ", MemoryLexicon(index)).suggestion == "upload files"


def test_of_equal_candidates_the_one_with_the_same_letters_wins() -> None:
    """Of one word's forms, the one that was probably typed is suggested."""
    index = inverted([document("items", "Items and an item", "Each item of all items.")])
    assert ask("itesm ", MemoryLexicon(index)).suggestion == "items"
    assert ask(
        "colums ", MemoryLexicon(inverted([document("c", "Column columns")]))
    ).suggestion == ("columns")
