# SPDX-License-Identifier: MIT
"""Measure both engines on the retrieval sets and compare them with the BM25 baselines.

    python tests/bench/retrieval/quality.py DATA [SET ...]
    python tests/bench/retrieval/quality.py DATA --analysis [SET ...]

The second form prints the table behind the choice of stemmer and dictionary (DECISIONS.md): nDCG@10
with folded words, with the stemmer alone, with the lemma, with the stem of the lemma, and with the
latter but without the dictionary's forms. The exit code is 1 if a required set is below its
baseline or the engines differ by 0.005.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))

from corpus import BASELINES, REQUIRED, RetrievalSet, read_set

from kbgen.language import forms
from kbgen.language.forms import Forms, expand
from kbgen.language.profiles import FOLDED_ONLY
from kbgen.model import SearchDocument, SearchPassage
from kbgen.search.engines.engine import EngineName, search_all
from kbgen.search.evaluation.quality import Quality, measure
from kbgen.search.index.analysis import analyze, analyzer_for
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.meaning.site_meaning import meaning_of
from kbgen.site.reading.search_records import record_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kbgen.language.dictionary_cache import Lookup
    from kbgen.language.meaning.encoder import Encoder
    from kbgen.language.profiles import Language
    from kbgen.model import SynonymRule
    from kbgen.search.index.meaning import Meaning

    Expand = Callable[[Iterable[str], Language, Lookup | None], Forms]
    """How words become terms and further forms: replaces `forms.expand`."""

ALLOWED_DIFFERENCE = 0.005


def records_of(items: RetrievalSet) -> list[AnalyzedRecord]:
    """Return the analyzed articles of a set."""
    documents = [
        SearchDocument(
            item.id, items.lang, f"{item.id}/", item.title, "manual", (), "", (), (), (), (),
            (SearchPassage("", "", item.text),),
        )
        for item in items.texts
    ]  # fmt: skip
    analyzer = analyzer_for(items.lang)
    return [
        analyze(document, analyzer, record_key(items.lang, document, "")) for document in documents
    ]


def engines(items: RetrievalSet, work_dir: Path) -> list[Quality]:
    """Return the quality of each engine."""
    return [quality_of(items, work_dir, engine) for engine in EngineName]


def quality_of(
    items: RetrievalSet,
    work_dir: Path,
    engine: EngineName = EngineName.WHOOSH,
    rules: Sequence[SynonymRule] = (),
    encoder: Encoder | None = None,
    records: Sequence[AnalyzedRecord] | None = None,
) -> Quality:
    """Index a set in `work_dir` as a build does, unless it has the index; ask the questions.

    With an encoder, meaning is on. `records` are those of the set, if they are known.
    """
    queries = [judgement.query for judgement in items.judgements]
    records = records or records_of(items)
    results = search_all(
        queries,
        items.lang,
        10,
        engine,
        records=records,
        work_dir=work_dir,
        synonyms=rules,
        meaning=meaning_for(items.lang, records, work_dir, encoder) if encoder else None,
    )
    return measure(items.judgements, results)


def meaning_for(
    lang: str, records: Sequence[AnalyzedRecord], work_dir: Path, encoder: Encoder
) -> Meaning:
    """Return what builds the affinity lists of an index in `work_dir`."""
    by_url = {record.url: record for record in records}
    return meaning_of(
        lang,
        {url: record.digest for url, record in by_url.items()},
        lambda urls: [by_url[url] for url in urls],
        work_dir / "search" / lang / "meaning",
        encoder,
        encoder.encode,
    )


def folded(words: Iterable[str], _row: Language, _dictionary: Lookup | None) -> Forms:
    """Make a term of each folded word."""
    return expand(words, FOLDED_ONLY, None)


def without_further_forms(words: Iterable[str], row: Language, dictionary: Lookup | None) -> Forms:
    """Find terms as usual, without the forms that no text contains."""
    return Forms(expand(words, row, dictionary).terms)


WAYS: dict[str, Expand] = {
    "folded": folded,
    "stem": lambda words, row, _: expand(words, row, None),
    "lemma": lambda words, row, dictionary: expand(words, replace(row, stemmer=""), dictionary),
    "stem of lemma": expand,
    "without further forms": without_further_forms,
}


def analyses(items: RetrievalSet, work_dir: Path) -> Iterator[tuple[str, float]]:
    """Return nDCG@10 of each way to turn words into terms."""
    for place, (name, way) in enumerate(WAYS.items()):
        with patch.object(forms, "expand", way):
            yield name, quality_of(items, work_dir / f"{items.name}-{place}").ndcg10


def main(data: str, *arguments: str) -> int:
    """Print the table; see the module."""
    names = [name for name in arguments if not name.startswith("--")] or list(BASELINES)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            items = read_set(Path(data) / "retrieval" / name)
            if "--analysis" in arguments:
                figures = " ".join(
                    f"{way} {value:.4f}" for way, value in analyses(items, Path(folder))
                )
                print(f"{name:16} {figures}", flush=True)
            else:
                failed |= not _compare(name, engines(items, Path(folder) / name))
    return int(failed)


def _compare(name: str, measured: list[Quality]) -> bool:
    """Print one set's figures; return whether they are good enough."""
    values = [quality.ndcg10 for quality in measured]
    good = min(values) >= BASELINES[name] and max(values) - min(values) < ALLOWED_DIFFERENCE
    figures = " ".join(
        f"{quality.engine} nDCG {quality.ndcg10:.4f} MRR {quality.mrr10:.4f} recall {quality.recall10:.4f}"
        for quality in measured
    )
    print(
        f"{name:16} baseline {BASELINES[name]:.3f} {figures} {'' if good else 'BELOW'}", flush=True
    )
    return good or name not in REQUIRED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
