# SPDX-License-Identifier: MIT
"""`python -m tests.bench build`: compare `kbgen build` with `mkdocs build` on the same folders."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..results import write_section
from .corpora import Corpus
from .dictionaries import FIRST_SITES, make_ready, measure_first_build, measure_preparation
from .output import Output, inspect
from .report import build_section, dictionary_section, first_build_table
from .rounds import run_rounds
from .sites import Workplace, prepare


def run(corpora: Sequence[Corpus], rounds: int) -> None:
    """Measure the corpora, print their sections and write them to RESULTS.md."""
    languages = tuple(dict.fromkeys(lang for corpus in corpora for lang in corpus.languages))
    make_ready(languages)
    for corpus in corpora:
        _publish(f"Build: {corpus.name}", _measure_corpus(corpus, rounds))


def run_dictionaries(languages: Iterable[str], rounds: int) -> None:
    """Measure the preparation of dictionaries, print the section and write it to RESULTS.md."""
    before = os.getloadavg()[0]
    prepared = {lang: [measure_preparation(lang) for _ in range(rounds)] for lang in languages}
    builds = {site: [measure_first_build(site) for _ in range(rounds)] for site in FIRST_SITES}
    load = f"Load average {before:.1f} → {os.getloadavg()[0]:.1f}."
    section = f"{dictionary_section(prepared)}\n{load}\n\n{first_build_table(builds)}"
    _publish("Build: preparing the search dictionaries", section)


def _measure_corpus(corpus: Corpus, rounds: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        place = prepare(corpus, Path(folder))
        before = os.getloadavg()[0]
        runs = run_rounds(place, rounds, _say)
        return build_section(
            runs, _outputs(place), len(place.articles), (before, os.getloadavg()[0])
        )


def _outputs(place: Workplace) -> dict[str, Output]:
    languages = place.corpus.languages
    default = languages[0] if len(languages) > 1 else ""
    articles = place.articles
    return {
        "kbgen": inspect(place.site, articles, default),
        "MkDocs, Material": inspect(place.peer_site, articles),
    }


def _publish(title: str, section: str) -> None:
    print(f"## {title}\n\n{section}", flush=True)
    write_section(title, section)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
