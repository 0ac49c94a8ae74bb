# SPDX-License-Identifier: MIT
"""Read the retrieval sets as articles and judgements.

| set | title | text |
|---|---|---|
| StackFAQ | the question of the pair | the answer |
| OpenClaw FAQ | neutral: the title is the query and must not be indexed | the answer |
| XQuAD | neutral: paragraphs have no titles | the paragraph |

A neutral title is the article's id, a word that is in no question.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kbgen.search.evaluation.quality import Judgement

if TYPE_CHECKING:
    from pathlib import Path

BASELINES: Final = {
    "stackfaq-en": 0.719,
    "openclaw-faq-en": 0.668,
    "openclaw-faq-ru": 0.645,
    "openclaw-faq-pl": 0.669,
    "xquad-en": 0.967,
    "xquad-ru": 0.952,
    "xquad-de": 0.940,
    "xquad-zh": 0.965,
}
"""nDCG@10 of BM25 (k1 1.2, b .75, best simple analyzer), which our engines must reach."""
REQUIRED: Final = tuple(BASELINES)


@dataclass(frozen=True, slots=True)
class Text:
    """One article of a set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Articles, questions and judgements."""

    name: str
    lang: str
    texts: tuple[Text, ...]
    judgements: tuple[Judgement, ...]


def read_set(folder: Path) -> RetrievalSet:
    """Read one folder of `retrieval/`."""
    titled = folder.name.startswith("stackfaq")
    texts = tuple(
        Text(row["id"], row["title"] if titled else row["id"], row["text"].strip().lstrip("\ufeff"))
        for row in _rows(folder / "docs.jsonl")
    )
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").split("\n"):
        if line:
            query, article, grade = line.split("\t")
            relevant.setdefault(query, {})[article] = int(grade)
    judgements = tuple(
        Judgement(row["id"], row["text"], relevant[row["id"]])
        for row in _rows(folder / "queries.jsonl")
    )
    return RetrievalSet(folder.name, folder.name.rpartition("-")[2], texts, judgements)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
