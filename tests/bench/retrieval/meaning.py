# SPDX-License-Identifier: MIT
"""Measure the retrieval sets with meaning off and on: nDCG@10 of both engines, and bytes.

    KBGEN_DATA=FOLDER python -m tests.bench meaning

`FOLDER/retrieval` has the sets. Quality and bytes come from the same index files, and bytes are
those of a further question: gzipped files that no earlier question loaded, without scripts.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from kbgen.language.meaning.encoder import default_encoder
from kbgen.search.engines.engine import EngineName, search_all
from kbgen.search.engines.language_index import language_folder
from kbgen.search.evaluation.quality import measure

from ..search.answers import ours_in_node
from ..search.measures import kilobytes, quantile
from ..search.places import SCRIPTS
from ..tables import table

sys.path.insert(0, str(Path(__file__).parent))

from corpus import read_set
from quality import meaning_for, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import RetrievalSet

    from kbgen.language.meaning.encoder import Encoder

_ASKED: Final = 150
"""Number of questions of each set whose bytes are counted, evenly spread."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one set with meaning off or on."""

    ndcg10: dict[EngineName, float]
    sizes: list[int]
    """Compressed bytes of each further question."""


def meaning_table(data: Path) -> str:
    """Return one row per set."""
    encoder = default_encoder()
    head = (
        "set", "articles", "off: Whoosh", "browser", "on: Whoosh", "browser",
        "off: kB, median", "p95", "on: kB, median", "p95",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            _row(read_set(place), Path(folder), encoder)
            for place in sorted((data / "retrieval").iterdir())
        ]
    return table(head, rows)


def _row(items: RetrievalSet, folder: Path, encoder: Encoder) -> list[str]:
    off = _measured(items, folder / f"{items.name}-off", None)
    on = _measured(items, folder / f"{items.name}-on", encoder)
    return [
        items.name,
        f"{len(items.texts):,}",
        *_quality(off),
        *_quality(on),
        *_bytes(off),
        *_bytes(on),
    ]


def _measured(items: RetrievalSet, work_dir: Path, encoder: Encoder | None) -> Measured:
    records = records_of(items)
    meaning = meaning_for(items.lang, records, work_dir, encoder) if encoder else None
    queries = [judgement.query for judgement in items.judgements]
    quality = {
        engine: measure(
            items.judgements,
            search_all(
                queries, items.lang, 10, engine, records=records, work_dir=work_dir, meaning=meaning
            ),
        ).ndcg10
        for engine in EngineName
    }
    asked = queries[:: max(1, len(queries) // _ASKED)]
    folder = language_folder(work_dir, items.lang) / "browser"
    answers = ours_in_node(folder, asked, SCRIPTS)
    return Measured(quality, [answer.size for answer in answers[1:]])


def _quality(measured: Measured) -> Iterator[str]:
    return (f"{measured.ndcg10[engine]:.4f}" for engine in EngineName)


def _bytes(measured: Measured) -> Iterator[str]:
    return map(kilobytes, (median(measured.sizes), quantile(measured.sizes, 0.95)))
