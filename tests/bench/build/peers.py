# SPDX-License-Identifier: MIT
"""`python -m tests.bench peers`: compare kbgen, MkDocs, Zensical and Hugo on help centers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..results import write_section
from .comparison import Comparison
from .comparison_report import comparison_section, serve_section
from .dictionaries import make_ready
from .help_center import help_center
from .output import Output, article_page, gzipped, inspect
from .page_parts import measure_parts
from .programs import PROGRAMS, Program, prepare_all
from .serving import Waits, measure_serve
from .sites import Workplace

_PAGES_TAKEN_APART = 200


def run_peers(
    data: Path, sizes: Sequence[int], rounds: int, seed: int, alone: tuple[str, ...] = ()
) -> None:
    """Measure builds at each size, and write a section for each to RESULTS.md.

    Args:
        data: the shared test data.
        sizes: numbers of articles.
        rounds: per size.
        seed: of the corpora.
        alone: a command that runs its arguments as a command when the machine is idle; empty to run
            immediately.
    """
    programs = installed_programs()
    make_ready(("en",))
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = prepare_all(help_center(data, size, seed), Path(folder))
            measured = Comparison(place, programs, alone, _say).run(rounds)
            sites = {program.name: _output(place, program) for program in programs}
            parts = measure_parts(_some_pages(place))
            section = comparison_section(measured, sites, parts, programs, len(place.articles))
            _publish(f"Build: {place.corpus.name}, compared with other programs", section)


def run_serve(data: Path, size: int, starts: int, saves: int, seed: int) -> None:
    """Measure how long a writer waits in each program's `serve`."""
    programs = installed_programs()
    make_ready(("en",))
    waits: dict[str, Waits] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = prepare_all(help_center(data, size, seed), Path(folder))
        for program in programs:
            try:
                waits[program.name] = measure_serve(program, place, starts, saves)
            except TimeoutError as error:
                _say(f"{program.name}: {error}")
            else:
                _say(f"{program.name}: {waits[program.name]}")
        _publish(
            "Serve: waiting times for writers", serve_section(waits, programs, len(place.articles))
        )


def installed_programs() -> tuple[Program, ...]:
    """Return the installed programs, and print which are missing."""
    missing = [program for program in PROGRAMS if not program.installed]
    for program in missing:
        _say(f"{program.name} is left out: pip install {program.package}")
    return tuple(program for program in PROGRAMS if program.installed)


def _output(place: Workplace, program: Program) -> Output:
    site = place.folder / program.site
    return with_search(inspect(site, place.articles), [site / name for name in program.search])


def with_search(output: Output, files: Sequence[Path]) -> Output:
    """Return the program's output with the search index in these files."""
    found = [file for file in files if file.is_file()]
    if not found:
        return output
    return replace(
        output,
        search=sum(file.stat().st_size for file in found),
        search_gzip=sum(map(gzipped, found)),
    )


def _some_pages(place: Workplace) -> list[str]:
    """Return article pages of kbgen, evenly distributed over the list."""
    articles = place.articles[:: max(1, len(place.articles) // _PAGES_TAKEN_APART)]
    return [(place.site / article_page(article)).read_text("utf-8") for article in articles]


def _publish(title: str, section: str) -> None:
    print(f"## {title}\n\n{section}", flush=True)
    write_section(title, section)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
