# SPDX-License-Identifier: MIT
"""Measure what each idea of the search is worth: nDCG@10 of the retrieval sets without it.

    python -m tests.bench ideas
    python tests/bench/retrieval/ideas.py DATA [QUESTIONS]

Ideas are removed by patching, in this process only; the product has no switches for them. The first
`QUESTIONS` of each set are asked (all by default).
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))

from corpus import BASELINES, read_set
from quality import folded, quality_of, without_further_forms

from kbgen.content.synonyms import general_synonyms
from kbgen.language import forms
from kbgen.search.index import ranking
from kbgen.search.query import question, score

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
    Idea("with general synonyms", (), "synonyms", with_synonyms=True),
)


def rows(data: Path, most: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield (set, idea → nDCG@10), set by set."""
    for name in BASELINES:
        items = read_set(data / "retrieval" / name)
        yield name, dict(_of_set(replace(items, judgements=items.judgements[:most])))


def _of_set(items: RetrievalSet) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        for idea in ASKED:
            rules = general_synonyms(items.lang) if idea.with_synonyms else ()
            with ExitStack() as stack:
                for target, attribute, value in idea.patches:
                    stack.enter_context(patch.object(target, attribute, value))
                yield idea.name, quality_of(items, Path(folder, idea.index), rules=rules).ndcg10


def table_of(data: Path, most: int) -> str:
    """Return one row per idea and one column per set: differences in thousandths."""
    measured = dict(rows(data, most))
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


def main(data: str, most: str = "1000000") -> None:
    """Print the table."""
    print(table_of(Path(data), int(most)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
