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
from quality import records_of

from kbgen.content.synonyms import general_synonyms
from kbgen.language.dictionary import dictionary_folder, open_dictionary
from kbgen.language.forms import Forms, expand
from kbgen.language.profiles import FOLDED_ONLY, language
from kbgen.search.engines import whoosh_index
from kbgen.search.evaluation.quality import measure
from kbgen.search.index.postings import InvertedIndex, invert, vocabulary_of
from kbgen.search.index.synonyms import with_synonyms, words_of
from kbgen.search.query import question, score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus import RetrievalSet

ALL: Final = "everything"
Patch = tuple[Any, str, Any]


@dataclass(frozen=True, slots=True)
class Idea:
    """A part of the search that can be removed."""

    name: str
    patches: tuple[Patch, ...]


def _nothing(*_: Any, **__: Any) -> None:
    return None


ASKED: Final = (
    Idea(ALL, ()),
    Idea(
        "without title coverage",
        ((score, "coverage_of", lambda match, _: score.ONE * match.has_code),),
    ),
    Idea("without share of the question", ((score, "SHARE_FLOOR", score.ONE),)),
    Idea("without pairs of a title", ((question, "_pairs", lambda _: []),)),
    Idea("without whole codes", ((question, "_code_factor", lambda _: 0),)),
    Idea("without joined neighbors", ((question, "_join", _nothing),)),
    Idea("without completing the last word", ((question, "_complete", _nothing),)),
    Idea("without corrections", ((question, "correct", lambda words, *_, **__: words),)),
)


def rows(data: Path, most: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield (set, idea → nDCG@10), set by set."""
    for name in BASELINES:
        items = read_set(data / "retrieval" / name)
        yield name, dict(_of_set(replace(items, judgements=items.judgements[:most])))


def _of_set(items: RetrievalSet) -> Iterator[tuple[str, float]]:
    indexes = dict(_indexes(items))
    with tempfile.TemporaryDirectory() as folder:
        for place, (name, index) in enumerate(indexes.items()):
            where = Path(folder) / str(place)
            whoosh_index.update(where, index, "x")
            for idea in ASKED if name == ALL else ASKED[:1]:
                with ExitStack() as stack:
                    for target, attribute, value in idea.patches:
                        stack.enter_context(patch.object(target, attribute, value))
                    yield (idea.name if name == ALL else name), _measured(items, where)


def _indexes(items: RetrievalSet) -> Iterator[tuple[str, InvertedIndex]]:
    """Return the full index, and those that an idea changes when they are made."""
    records = records_of(items)
    words = vocabulary_of(records)
    row = language(items.lang)
    dictionary = open_dictionary(row.dictionary, dictionary_folder())
    made: Callable[[Forms], InvertedIndex] = lambda forms: invert(items.lang, records, forms)  # noqa: E731
    forms = expand(words, row, dictionary)
    yield ALL, made(forms)
    yield "without the dictionary's further forms", made(Forms(forms.terms))
    yield "without lemmas and stems", made(expand(words, FOLDED_ONLY, None))
    rules = general_synonyms(items.lang)
    more = expand(words | words_of(rules), row, dictionary)
    yield "with general synonyms", with_synonyms(made(more), more, rules)


def _measured(items: RetrievalSet, index: Path) -> float:
    queries = [judgement.query for judgement in items.judgements]
    return measure(
        items.judgements, list(whoosh_index.search(index, items.lang, queries, 10))
    ).ndcg10


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
