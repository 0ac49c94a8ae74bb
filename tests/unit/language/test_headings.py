# SPDX-License-Identifier: MIT
"""Headings that say nothing about their article."""

from __future__ import annotations

import pytest

from kbgen.language.headings import is_of_links, is_of_steps


@pytest.mark.parametrize(
    "title",
    [
        "Related",
        "See also:",
        "SEE ALSO",
        "What’s next?",
        "См. также",
        "Zobacz też",
        "Nächste Schritte",
        "Véase también",
        "参见",
    ],
)
def test_headings_of_links(title: str) -> None:
    """Case and punctuation do not matter; any language may occur on any site."""
    assert is_of_links(title)
    assert not is_of_steps(title)


@pytest.mark.parametrize("title", ["What to do", "Что делать?", "Co zrobić", "Was tun?"])
def test_headings_of_steps(title: str) -> None:
    assert is_of_steps(title)
    assert not is_of_links(title)


@pytest.mark.parametrize(
    "title", ["", "Related accounts", "See also the log", "What to do if a card is lost", "Links"]
)
def test_headings_with_a_subject_are_kept(title: str) -> None:
    assert not is_of_links(title)
    assert not is_of_steps(title)
