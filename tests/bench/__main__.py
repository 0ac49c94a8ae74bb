# SPDX-License-Identifier: MIT
"""`make bench`, `python -m tests.bench [BENCHMARK]`: the figures of RESULTS.md."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

from .beside.benchmark import run_sites
from .build.benchmark import run, run_dictionaries
from .build.corpora import Corpus, english_sources, real_corpora, synthetic_corpus
from .build.earlier import run_earlier
from .build.kills import measure_kills
from .build.orphans import measure_orphans
from .build.peers import run_peers, run_serve
from .build.stages_report import run_stages
from .results import circumstances, write_section
from .retrieval import languages
from .retrieval.ideas import table_of
from .retrieval.meaning import meaning_table
from .retrieval.related import related_table
from .scripts.benchmark import run_scripts
from .search.benchmark import Plan
from .search.benchmark import run as run_search
from .style.benchmark import run_style
from .tickets.benchmark import run as run_tickets

_BENCHMARKS: Final = (
    "all",
    "build",
    "dictionaries",
    "earlier",
    "kills",
    "orphans",
    "peers",
    "stages",
    "scripts",
    "style",
    "search",
    "retrieval",
    "ideas",
    "languages",
    "meaning",
    "related",
    "tickets",
    "sites",
)
_DICTIONARIES: Final = ("en", "ru", "pl")
_RETRIEVAL: Final = Path(__file__).parent / "retrieval" / "quality.py"


def main() -> int:
    """Run the selected benchmarks; return the exit code."""
    options = _arguments()
    if options.benchmark == "sites":
        run_sites(options.folders, options.python, listing=options.list, write=options.write)
        return 0
    data = os.environ.get("KBGEN_DATA")
    if not data:
        print("KBGEN_DATA is not set: it names the folder of the shared test data", file=sys.stderr)
        return 2
    if options.benchmark in {"build", "all"}:
        _build(Path(data), options)
    if options.benchmark == "earlier":
        run_earlier(Path(data), options.before, options.runs, options.seed, options.starts)
    if options.benchmark == "dictionaries":  # a part of "build"
        run_dictionaries(_DICTIONARIES, options.runs)
    if options.benchmark in {"kills", "all"}:
        measure_kills(options.kills or 200, options.seed)
    if options.benchmark in {"orphans", "all"}:
        measure_orphans(options.kills or 30, options.seed)
    if options.benchmark == "peers":
        _peers(Path(data), options)
    if options.benchmark == "style":
        run_style()
    if options.benchmark == "scripts":
        run_scripts(options.runs)
    if options.benchmark == "stages":
        run_stages(Path(data), _sizes(options), options.seed)
    if options.benchmark == "search":  # more choices: python -m tests.bench.search
        run_search(Plan(data=Path(data)))
    if options.benchmark in {"tickets", "all"}:
        run_tickets(Path(data))
    if options.benchmark in {"ideas", "all"}:
        _ideas(Path(data), options.questions)
    if options.benchmark in {"languages", "all"}:
        print(made := languages.table())
        write_section("Languages: stemmers without a dictionary", f"{circumstances()}\n\n{made}")
    if options.benchmark in {"meaning", "all"}:
        _meaning(Path(data))
    if options.benchmark in {"related", "all"}:
        _related(Path(data))
    if options.benchmark in {"retrieval", "all"}:
        return _retrieval(data)
    return 0


def _retrieval(data: str) -> int:
    """Measure both engines on the judged questions; return 1 if one is below its baseline."""
    done = subprocess.run(
        [sys.executable, _RETRIEVAL, data], check=False, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout)
    if done.stdout:
        write_section(
            "Retrieval, both engines", f"{circumstances()}\n\n```text\n{done.stdout.strip()}\n```"
        )
    return done.returncode


def _ideas(data: Path, questions: int) -> None:
    """Measure the same questions with one idea of the search removed or added."""
    print(made := table_of(data, questions))
    note = (
        "nDCG@10 without meaning, and its change in thousandths without one idea or with one more,"
        " by set and number of articles. The last columns are one set as a site of three sizes:"
        " some of its articles, or articles of other sources added. Whoosh engine, the first"
        f" {questions:,} questions of each set."
    )
    write_section(
        "Retrieval: effect of each feature",
        f"{circumstances()}\n\n{note}\n\n{made}",
    )


def _meaning(data: Path) -> None:
    """Measure quality and bytes with meaning off and on."""
    print(made := meaning_table(data))
    note = (
        "nDCG@10 of all questions with meaning off and on, and the compressed bytes of a further question,"
        " from the same index files; no texts of results, headers, or scripts."
    )
    write_section("Retrieval: meaning off and on", f"{circumstances()}\n\n{note}\n\n{made}")


def _related(data: Path) -> None:
    """Compare related articles with links that writers made."""
    print(made := related_table(data))
    note = (
        "Right: the share of links below “See also” and “Related” that are among the first three offers"
        " (of at most three)."
    )
    write_section("Related articles: meaning off and on", f"{circumstances()}\n\n{note}\n\n{made}")


def _build(data: Path, options: argparse.Namespace) -> None:
    run(_corpora(data, options), options.runs)
    if not options.corpus and not options.articles:
        run_dictionaries(_DICTIONARIES, options.runs)


def _peers(data: Path, options: argparse.Namespace) -> None:
    """Measure builds at the requested sizes, then `serve`; the default sizes take an hour."""
    if not options.serve:
        run_peers(
            data, _sizes(options), options.runs, options.seed, tuple(shlex.split(options.alone))
        )
    if options.serve or not options.articles:
        run_serve(data, options.articles or 1_000, options.starts, options.saves, options.seed)


def _sizes(options: argparse.Namespace) -> list[int]:
    return [options.articles] if options.articles else [1_000, 10_000]


def _corpora(data: Path, options: argparse.Namespace) -> list[Corpus]:
    """Return the selected corpora; without a selection, the real ones."""
    chosen = [corpus for corpus in real_corpora(data) if corpus.name in (options.corpus or ())]
    if options.articles:
        chosen.append(synthetic_corpus(english_sources(data), options.articles, options.seed))
    return chosen or list(real_corpora(data))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benchmark", nargs="?", choices=_BENCHMARKS, default="all")
    parser.add_argument("--runs", type=int, default=3, help="rounds of the build benchmark (3)")
    parser.add_argument(
        "--corpus",
        action="append",
        choices=("telerik-kb", "openclaw-help"),
        help="only this one; may be repeated",
    )
    parser.add_argument(
        "--articles",
        type=int,
        help="a synthetic corpus of this many articles, alone or in addition",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help="of the synthetic corpus, and of the moments of kills (1)",
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FOLDER",
        help="earlier: a checkout of the commit to compare with",
    )
    parser.add_argument(
        "--questions", type=int, default=150, help="ideas: questions of each set (150)"
    )
    parser.add_argument("--kills", type=int, help="commands to kill (kills: 200, orphans: 30)")
    parser.add_argument(
        "--serve", action="store_true", help="peers: only how long a writer waits in serve"
    )
    parser.add_argument(
        "--starts", type=int, default=5, help="peers, earlier: how often each server is started (5)"
    )
    parser.add_argument(
        "--saves", type=int, default=5, help="peers: how often an article is saved (5)"
    )
    parser.add_argument(
        "--alone",
        default="",
        metavar="COMMAND",
        help="peers: starts each program when the machine is free for it",
    )
    parser.add_argument("folders", nargs="*", type=Path, help="sites: the folders of MkDocs sites")
    parser.add_argument(
        "--python", default=sys.executable, help="sites: an interpreter with their plugins"
    )
    parser.add_argument("--list", action="store_true", help="sites: print each finding")
    parser.add_argument(
        "--write", action="store_true", help="sites: write the table into RESULTS.md"
    )
    options = parser.parse_args()
    if options.benchmark == "earlier" and options.before is None:
        parser.error("earlier needs --before, a checkout of the earlier commit")
    return options


if __name__ == "__main__":
    sys.exit(main())
