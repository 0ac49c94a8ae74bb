# SPDX-License-Identifier: MIT
"""`kbgen build`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.common import (
    config_option,
    count_by_severity,
    jobs_option,
    json_option,
    plural,
    print_diagnostics,
    running_progress,
    settings_of,
    strict_option,
)
from kbgen.cli.say import print_json, warn
from kbgen.errors import EXIT_CONTENT
from kbgen.site.build import BuildReport, build, has_errors
from kbgen.site.executors import PROCESSES, workers_of

_ONE_BY_ONE = "It is a mount point, or the folder above it is not yours: let site_dir be a folder below the mount."


@click.command("build")
@config_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to publish, instead of 'site_dir'.")
@strict_option
@jobs_option
@click.option(
    "--executor",
    metavar="NAME",
    default=PROCESSES,
    show_default=True,
    help="Who reads and renders: local (this process), processes, or a cluster, dask:ADDRESS.",
)
@json_option
def command(
    config_file: Path | None, site_dir: Path | None, strict: bool, jobs: int | None, executor: str, as_json: bool
) -> None:
    """Build the site.

    The old site is replaced when the new one is complete, or not at all. Unreadable articles are left out and reported;
    with --strict nothing is published while there is any error or warning.
    """
    from kbgen.mkdocs_plugin.engine import engine_files
    from kbgen.mkdocs_plugin.renderer import TemplateRenderer

    settings = settings_of(config_file)
    target = site_dir or settings.site_dir
    with running_progress() as progress:
        renderer = TemplateRenderer(settings.config_file, settings.custom_dir)
        report = build(
            settings,
            renderer,
            engine_files(),
            site_dir=target,
            strict=strict,
            progress=progress,
            workers=workers_of(executor, jobs),
        )
    print_diagnostics(report.diagnostics, err=True)
    if not report.whole:
        warn("the output folder cannot be exchanged as a whole; its files were replaced one by one", _ONE_BY_ONE)
    if as_json:
        print_json(_document(report))
    else:
        click.echo(_summary(report, target))
    if has_errors(report.diagnostics) or not report.published:
        sys.exit(EXIT_CONTENT)


def _document(report: BuildReport) -> dict[str, object]:
    """The report as `--json` promises it."""
    return {
        "schema": 1,
        "pages": report.pages,
        "languages": list(report.languages),
        "rendered": report.rendered,
        "cached": report.cached,
        "cache": {kind: asdict(hits) for kind, hits in report.hits.items()},
        "seconds": report.seconds,
        "diagnostics": count_by_severity(report.diagnostics),
        "search": {lang: asdict(statistics) for lang, statistics in report.search.items()},
    }


def _summary(report: BuildReport, target: Path) -> str:
    counts = count_by_severity(report.diagnostics)
    problems = f"{plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}"
    if not report.published:
        return f"Nothing was published: {problems}. {target} is unchanged."
    documents = sum(statistics.documents for statistics in report.search.values())
    size = sum(statistics.bytes for statistics in report.search.values())
    return (
        f"{plural(report.pages, 'page')} ({report.rendered:,} rendered, {report.cached:,} from the cache), "
        f"{plural(documents, 'article')} in search ({size / 1000:,.0f} kB), {problems}, {report.seconds:.1f} s\n"
        f"{_hits(report)}"
        f"Look at {target / 'index.html'}"
    )


def _hits(report: BuildReport) -> str:
    """How much of its work the build found in the cache; nothing when there was none."""
    names = {"texts": "texts", "records": "search records"}
    known = [f"{hits.found:,} of {hits.wanted:,} {names[kind]}" for kind, hits in report.hits.items()]
    found = any(hits.found for hits in report.hits.values())
    return f"The cache had {' and '.join(known)}.\n" if found else ""
