# SPDX-License-Identifier: MIT
"""Measure what each idea of the search is worth: nDCG@10 of the retrieval sets without it.

    python -m tests.bench ideas --questions 150

One set is measured at three sizes of a site, too (`sizes.py`). Ideas are removed by patching, in
this process only; the product has no switches for them. Ideas of meaning need `kbgen[meaning]`.
The first questions of each set are asked.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))

from corpus import BASELINES, read_set
from quality import folded, quality_of, records_of, without_further_forms

from kbgen.content.synonyms import general_synonyms
from kbgen.language import forms
from kbgen.language.meaning.encoder import default_encoder
from kbgen.search.index import postings, ranking
from kbgen.search.query import affinity, question, score

from .sizes import SIZED, sized_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import RetrievalSet

ALL: Final = "everything"
Patch = tuple[Any, str, Any]


@dataclass(frozen=True, slots=True)
class Idea:
    """A part of the search that can be removed."""

    name: str
    patches: tuple[Patch, ...]
    index: str = ""
    """Folder of an index of its own, which differs from that of the whole search."""
    with_synonyms: bool = False
    with_meaning: bool = False


def _nothing(*_: Any, **__: Any) -> None:
    return None


ASKED: Final = (
    Idea(ALL, ()),
    Idea(
        "without title coverage",
        ((score, "coverage_of", lambda match, _: ranking.ONE * match.has_code),),
    ),
    Idea("without the words of titles", ((score, "points_of_evidence", lambda *_: 0),)),
    Idea("without stop words of titles that ask", ((question, "_asking", lambda *_: []),)),
    Idea("without more evidence of titles on a small site", ((score, "EVIDENCE_SITE", 0),)),
    Idea("without one-word titles as two words", ((score, "LONG_QUESTION", 1 << 30),)),
    Idea("without related words", ((question, "_relate", _nothing),)),
    Idea("without parts of compounds", ((question, "split_compounds", lambda words, *_: words),)),
    Idea("without the floor", ((score, "FLOOR", 1 << 30),)),
    Idea("without share of the question", ((score, "SHARE_FLOOR", ranking.ONE),)),
    Idea("without pairs of a title", ((question, "_pairs", lambda _: []),)),
    Idea("without whole codes", ((question, "_code_factor", lambda _: 0),)),
    Idea("without joined neighbors", ((question, "_join", _nothing),)),
    Idea("without completing the last word", ((question, "_complete", _nothing),)),
    Idea("without corrections", ((question, "correct", lambda words, *_, **__: words),)),
    Idea(
        "without the dictionary's further forms",
        ((forms, "expand", without_further_forms),),
        "terms",
    ),
    Idea("without lemmas and stems", ((forms, "expand", folded),), "folded"),
    Idea("without a limit of lists", ((postings, "WHOLE_LISTS", 1 << 30),), "whole"),
    Idea("with general synonyms", (), "synonyms", with_synonyms=True),
    Idea("with meaning", (), "meaning", with_meaning=True),
    *(
        Idea(f"with meaning, {name}", patches, "meaning", with_meaning=True)
        for name, patches in (
            ("but only its vocabulary", ((affinity, "NEAR_FACTOR", 0),)),
            ("of words weighted by idf alone", ((affinity, "NEAR_IDF", 0),)),
            ("as much on large sites", ((affinity, "NEAR_SITE", 1 << 30),)),
            ("and articles without words of the question", ((affinity, "NEAR_ALONE", 0),)),
        )
    ),
)


def sets(data: Path, most: int) -> Iterator[RetrievalSet]:
    """Yield all sets with at most `most` questions, then one of them at three sizes."""
    for items in chain(
        (read_set(data / "retrieval" / name) for name in BASELINES if name != SIZED),
        sized_sets(data),
    ):
        yield replace(items, judgements=items.judgements[:most])


def _of_set(items: RetrievalSet) -> Iterator[tuple[str, float]]:
    records = records_of(items)
    with tempfile.TemporaryDirectory() as folder:
        for idea in ASKED:
            rules = general_synonyms(items.lang) if idea.with_synonyms else ()
            encoder = default_encoder() if idea.with_meaning else None
            with ExitStack() as stack:
                for target, attribute, value in idea.patches:
                    stack.enter_context(patch.object(target, attribute, value))
                quality = quality_of(
                    items, Path(folder, idea.index), rules=rules, encoder=encoder, records=records
                )
            yield idea.name, quality.ndcg10


def table_of(data: Path, most: int) -> str:
    """Return one row per idea and one column per set: differences in thousandths."""
    measured = {
        f"{items.name}, {len(items.texts):,}": dict(_of_set(items)) for items in sets(data, most)
    }
    head = f"| nDCG@10 | {' | '.join(measured)} |\n| --- |{' ---: |' * len(measured)}"
    lines = []
    for idea in next(iter(measured.values())):
        cells = [
            f"{figures[idea]:.3f}"
            if idea == ALL
            else f"{1000 * (figures[idea] - figures[ALL]):+.0f}"
            for figures in measured.values()
        ]
        lines.append(f"| {idea} | {' | '.join(cells)} |")
    return "\n".join([head, *lines])
