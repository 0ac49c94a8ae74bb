# SPDX-License-Identifier: MIT
"""The texts of an article that are encoded."""

from __future__ import annotations

import numpy as np
import pytest

from kbgen.language.meaning.texts import OPENING_WORDS, article_texts, is_code, title_text
from kbgen.language.meaning.vectors import SCALE, article_vectors
from kbgen.model import STEP_MARK


def test_title_and_questions_are_one_text_and_the_opening_another() -> None:
    texts = article_texts("Get a refund", ["Where is my money?"], ["", f"{STEP_MARK} Ask\nus."])
    assert texts == ("Get a refund\nWhere is my money?", "Get a refund. Ask us.")


def test_only_the_first_words_are_encoded() -> None:
    """A longer text changes nothing, so an edit of it needs no encoder."""
    long = [f"word{number}" for number in range(2 * OPENING_WORDS)]
    assert article_texts("A", [], [" ".join(long)])[1] == "A. " + " ".join(long[:OPENING_WORDS])
    assert all(len(text) == 600 for text in article_texts("无" * 900, [], ["密" * 900]))


def test_a_code_is_no_title() -> None:
    assert article_texts("KB1023", [], ["Wrong password."]) == ("Wrong password.",) * 2
    assert article_texts("KB1023", ["Why?"], ["No."]) == ("Why?", "No.")
    assert title_text("KB1023", []) == ""


@pytest.mark.parametrize("title", ["KB1023", "faq-000", "setup.md", "ERR_CONNECTION", "2.3.1"])
def test_codes(title: str) -> None:
    assert is_code(title)


@pytest.mark.parametrize("title", ["VPN", "Wi-Fi", "Reset password", "Error KB1023", "Вход", ""])
def test_titles(title: str) -> None:
    assert not is_code(title)


def test_an_article_is_as_close_to_its_title_as_to_its_opening() -> None:
    vectors = np.zeros((2, 512), np.int8)
    vectors[0, 0] = vectors[1, 1] = 100
    made = article_vectors(vectors[:1], vectors[1:])
    assert made[0, 0] == made[0, 1]
    assert made[0, 0] == min(127, round(SCALE / 2**0.5))
