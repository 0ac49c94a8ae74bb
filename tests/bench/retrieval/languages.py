# SPDX-License-Identifier: MIT
"""Measure what a dictionary adds to a stemmer in each language, without judged questions.

    python -m tests.bench languages

From a seeded sample of the inflected forms in a language's dictionary: how many does the stemmer
alone reduce to the stem of their lemma (the rest need the dictionary), and how many lemmas share
their stem with another lemma (the price of a stemmer alone)?
"""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kbgen.language.fold import fold
from kbgen.language.profiles import LANGUAGES
from kbgen.language.terms import stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SAMPLE: Final = 20_000
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """The result of one language's stemmer without its dictionary."""

    forms: int
    """Number of inflected forms in the dictionary."""
    found: float
    """Share of a sample of forms that the stemmer reduces to the stem of their lemma."""
    merged: float
    """Share of their lemmas whose stem is also the stem of another lemma."""


def reach_of(
    pairs: Iterable[tuple[str, str]], stem: Callable[[str], str], sample: int = SAMPLE
) -> Reach:
    """Measure a stemmer with pairs of (form, lemma)."""
    inflected = sorted({(form, lemma) for form, lemma in pairs if form != lemma})
    chosen = random.Random(SEED).sample(inflected, min(sample, len(inflected)))
    found = sum(stem(form) == stem(lemma) for form, lemma in chosen)
    lemmas = {lemma for _, lemma in inflected}
    stems: dict[str, int] = {}
    for lemma in lemmas:
        stems[stem(lemma)] = stems.get(stem(lemma), 0) + 1
    own = {lemma for _, lemma in chosen}
    merged = sum(stems[stem(lemma)] > 1 for lemma in own)
    return Reach(len(inflected), found / max(1, len(chosen)), merged / max(1, len(own)))


def row(lang: str) -> str:
    """Return a row of the table, or "" for a language without dictionary or stemmer."""
    language = LANGUAGES[lang]
    if not (language.stemmer and language.dictionary):
        return ""
    known = DefaultDictionaryFactory().get_dictionary(language.dictionary)
    reach = reach_of(
        ((fold(form), fold(lemma)) for form, lemma in known.items()), stemmer(language.stemmer)
    )
    return f"| {lang} | {reach.forms:,} | {reach.found:.1%} | {reach.merged:.1%} |"


def table() -> str:
    """Return the table, with one process per language: a dictionary takes half a gigabyte."""
    lines = [
        "| language | forms in the dictionary | found by the stemmer alone | lemmas it merges with others |"
    ]
    lines.append("| --- | ---: | ---: | ---: |")
    for lang in LANGUAGES:
        command = [sys.executable, "-m", "tests.bench.retrieval.languages", lang]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        lines += filter(None, [done.stdout.strip()])
    return "\n".join(lines)


if __name__ == "__main__":
    print(row(sys.argv[1]))
