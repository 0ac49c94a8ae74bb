# SPDX-License-Identifier: MIT
"""Texts of links that say where the link leads, and those that do not."""

from __future__ import annotations

import pytest

from kbgen.language.link_words import names_target


@pytest.mark.parametrize(
    "text",
    ["", "…", "here", "Click here!", "this article", "Подробнее", "тут", "tutaj", "hier", "42"],
)
def test_generic_texts_name_nothing(text: str) -> None:
    assert not names_target(text)


@pytest.mark.parametrize("text", ["refunds", "Click here to reset", "возврат денег", "E42"])
def test_other_texts_name_their_target(text: str) -> None:
    assert names_target(text)
