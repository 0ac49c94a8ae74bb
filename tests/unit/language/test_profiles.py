# SPDX-License-Identifier: MIT
"""The table of languages."""

from __future__ import annotations

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
from snowballstemmer import algorithms

from kbgen.language.profiles import FOLDED_ONLY, LANGUAGES, language
from kbgen.language.transliteration import SCHEMES


def test_covers_at_least_twenty_languages() -> None:
    """The manual promises twenty."""
    assert len(LANGUAGES) >= 20


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_names_what_the_libraries_have(lang: str) -> None:
    """A renamed algorithm or dictionary is noticed here, not in a build."""
    row = LANGUAGES[lang]
    assert not row.stemmer or row.stemmer in algorithms()
    assert not row.dictionary or row.dictionary in SUPPORTED_LANGUAGES
    assert len(row.keyboard[0]) == len(row.keyboard[1])
    assert len(set(row.keyboard[0])) == len(row.keyboard[0])
    assert not row.latin or row.latin in SCHEMES


@pytest.mark.parametrize("tag", ["pt-BR", "pt_BR", "PT"])
def test_ignores_regions(tag: str) -> None:
    """A region does not change how words inflect."""
    assert language(tag) is LANGUAGES["pt"]


def test_unknown_language_gets_folded_tokens() -> None:
    """Klingon is searchable, word by word."""
    assert language("tlh") is FOLDED_ONLY
