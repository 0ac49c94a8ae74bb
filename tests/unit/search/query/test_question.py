# SPDX-License-Identifier: MIT
"""What people type, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from search_support import MemoryLexicon, document, faq, found, inverted

from kbgen.search.index.ranking import MAX_TOKENS
from kbgen.search.query.question import ask

if TYPE_CHECKING:
    from kbgen.search.index.postings import InvertedIndex

INDEX = inverted(faq())


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("printer", "print"),
        ("connecting printers", "print"),
        ("mice", "mouse"),
        ("pritner", "print"),
        ("orinter", "print"),
        ("log in", "login"),
        ("log-in", "login"),
        ("wifi", "wifi"),
        ("wi fi", "wifi"),
        ("Wi-Fi", "wifi"),
        ("refu", "billing"),
        ("pr", "print"),
        ("prin", "print"),
        ("80070005", "reset"),
        ("0x80070005", "reset"),
        ("connection reset", "reset"),
        ("err_connection_reset", "reset"),
        ("ERR_CONNECTION_RESET", "reset"),
        ("how do I get a refund", "billing"),
        ("xqzzy printer", "print"),
        ("pass word", "login"),
        ("prin ter", "print"),
        ("connectprinter", "print"),
        ("wifinetwork", "wifi"),
        ("pritn", "print"),
        ("conecti", "reset"),
        ("8007000", "reset"),
        ("err_conn", "reset"),
        ("err connection", "reset"),
    ],
)
def test_finds(query: str, best: str) -> None:
    """Inflected, misspelled, joined, cut, unfinished, in pieces: the right article comes first."""
    assert found(INDEX, query)[0] == best


@pytest.mark.parametrize("query", ["0x80070006", "80070004", "", "   ", "!!!", "qqqqqqqqqq"])
def test_finds_nothing_rather_than_something_else(query: str) -> None:
    """Codes are never corrected, and nothing typed is no error."""
    assert found(INDEX, query) == []


def test_stop_words_matter_only_when_nothing_else_does() -> None:
    """“the” is looked for when it is all there is."""
    assert found(INDEX, "the printer") == found(INDEX, "printer ")
    assert found(INDEX, "the ")


def test_lost_space_is_put_back_after_one_edit_and_before_two() -> None:
    """A word one edit away is likelier than two words; two words are likelier than a word two edits away."""
    index = inverted(
        [document("one", "Printers"), document("two", "Red hat"), document("far", "Redshift")]
    )
    assert ask("printersa", MemoryLexicon(index)).suggestion == "printers"
    assert ask("redhat ", MemoryLexicon(index)).suggestion == "red hat"
    assert ask("redshit ", MemoryLexicon(index)).suggestion == "redshift"


def test_articles_with_the_code_come_first() -> None:
    """An exact code goes before a title that has the other words of the question."""
    index = inverted(
        [
            document("title", "Install the updates of Windows"),
            document(
                "code", "Access is denied", "While updates are installed.", codes=("0x80070005",)
            ),
            document("text", "Messages of the installer", "0x80070005 is one of many."),
            *(document(f"other{place}", f"Install part {place}") for place in range(8)),
        ]
    )
    assert found(index, "install updates 0x80070005")[0] == "code"
    assert found(index, "0x80070005 install updates of windows ")[0] == "code"


@pytest.mark.parametrize("query", ["0x80070005", "C2065", "v2.3", "80070005"])
def test_a_code_of_letters_and_digits_adds_to_its_words(query: str) -> None:
    """What adds to the words of a question is its whole code."""
    index = inverted([document("a", "Errors", codes=("0x80070005", "C2065", "v2.3"))])
    assert len(ask(query, MemoryLexicon(index)).extras) == 1


def test_suggestion_is_made_of_known_words() -> None:
    """What was read instead is said."""
    lexicon = MemoryLexicon(INDEX)
    assert ask("conect a pritner", lexicon).suggestion == "connect a printer"
    assert ask("connect a printer", lexicon).suggestion is None
    assert ask("xqzzy printer", lexicon).suggestion is None


def test_unfinished_word_is_completed_and_a_finished_one_is_not() -> None:
    """A space says that the word is done."""
    index = inverted([document("a", "Printer"), document("b", "Printing press")])
    assert set(found(index, "print")) == {"a", "b"}
    assert found(index, "printer ") == ["a"]


RUSSIAN = inverted(
    [
        document("p", "Настройка принтера", "Принтер подключён.", lang="ru"),
        document("k", "Ключи", lang="ru"),
    ],
    "ru",
)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("принтерами", "p"),
        ("ghbynth", "p"),
        ("ghbyn", "p"),
        ("gjlrk.xty", "p"),
        ("подключен", "p"),
        ("ПРИНТЕР", "p"),
        ("принетр", "p"),
        ("printer", "p"),
        ("nastroyka printer", "p"),
        ("nastroika ", "p"),
        ("nastrojka", "p"),
        ("prin", "p"),
        ("kluchi", "k"),
    ],
)
def test_finds_in_russian(query: str, best: str) -> None:
    """Dictionary forms, the other keyboard layout, ё and е, typing errors."""
    assert found(RUSSIAN, query)[0] == best


def test_other_layout_is_suggested() -> None:
    """The reader sees what was understood."""
    assert ask("ghbynth", MemoryLexicon(RUSSIAN)).suggestion == "принтер"


CODES = inverted(
    [
        document("link", "KB401: link target does not exist"),
        document("file", "KB602: page could not be rendered", "Size: 51 bytes."),
        document("windows", "0x80070005 when installing"),
        document("office", "Sign in to O365"),
    ]
)


@pytest.mark.parametrize(
    ("query", "best", "suggestion"),
    [
        ("KB4O1", "link", "kb401"),
        ("kb40l", "link", "kb401"),
        ("KB-4OI ", "link", "kb 401"),
        ("KB6O", "file", "kb60"),
        ("error 0x8OO7OOO5 ", "windows", "error 0x80070005"),
        ("o365", "office", None),
    ],
)
def test_letters_like_digits_are_read_as_digits(
    query: str, best: str, suggestion: str | None
) -> None:
    """In codes only, and only if the code is not known as it was typed."""
    assert found(CODES, query)[0] == best
    assert ask(query, MemoryLexicon(CODES)).suggestion == suggestion


@pytest.mark.parametrize("query", ["5l ", "size 5l ", "KB9O9 "])
def test_quantities_and_unknown_codes_stay_as_typed(query: str) -> None:
    """Five liters are not 51, and there is no KB909."""
    assert ask(query, MemoryLexicon(CODES)).suggestion is None


def test_question_is_capped() -> None:
    """A pasted page costs no more than a long question."""
    question = ask("printer " * 1000, MemoryLexicon(INDEX))
    assert len(question.words) <= MAX_TOKENS


class CountingLexicon(MemoryLexicon):
    """Writes down what it is asked."""

    def __init__(self, index: InvertedIndex) -> None:
        super().__init__(index)
        self.asked: list[str] = []

    def key(self, form: str) -> str | None:
        self.asked.append(form)
        return super().key(form)


def test_stop_words_are_not_looked_up_with_other_words() -> None:
    """Each would be a file that travels for nothing."""
    lexicon = CountingLexicon(INDEX)
    ask("how do I get a printer ", lexicon)
    assert not {"how", "do", "i", "a"} & set(lexicon.asked)
    assert "printer" in lexicon.asked
    ask("how do I ", lexicon)
    assert "how" in lexicon.asked


def test_a_rare_completion_is_found_with_the_other_words() -> None:
    """Of all words that may be meant, the one that stands beside the others, not only those in most articles."""
    common = [document(f"c{n}", f"About metal{chr(97 + n % 20)}") for n in range(40)]
    index = inverted(
        [*common, document("widths", "Hide column"), document("metoge", "Hide column metoge")]
    )
    assert found(index, "hide column met")[0] == "metoge"


def test_the_end_of_a_long_question_counts() -> None:
    """Twenty characters of Chinese are nineteen words of two; what is asked for often comes last."""
    words = [f"word{chr(97 + n)}" for n in range(20)]
    index = inverted([*(document(word, word) for word in words), document("last", "Zebra")])
    assert "last" in found(index, " ".join(words) + " zebra")


ACTIONS = inverted(
    [
        document("noun", "Description of a page"),
        document("verb", "Lost pages", "To find them, describe them."),
        document("other", "Printers"),
    ]
)


def test_related_words_are_found_after_the_word_itself() -> None:
    """A noun for its verb, and the reverse."""
    assert set(found(ACTIONS, "describe ")) == {"noun", "verb"}
    assert found(ACTIONS, "description ") == ["noun", "verb"]
    assert ask("describes ", MemoryLexicon(ACTIONS)).suggestion is None


def test_word_that_no_article_contains_is_read_as_its_verb() -> None:
    """The dictionary has the noun, and an article has the verb."""
    index = inverted([document("verb", "Lost pages", "To find them, describe them.")])
    assert found(index, "description ") == ["verb"]
