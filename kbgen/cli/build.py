# SPDX-License-Identifier: MIT
"""`kbgen build`."""

from __future__ import annotations

import sys
from collections.abc import Callable
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
    site_of,
    strict_option,
    work_dir_option,
)
from kbgen.cli.say import print_json, warn
from kbgen.errors import EXIT_CONTENT
from kbgen.model import Plugins
from kbgen.settings import SiteSettings
from kbgen.site.building.build import BuildReport, build, has_errors
from kbgen.site.processes.executors import PROCESSES, workers_of
from kbgen.site.processes.pool import Workers, available_cores

_ONE_BY_ONE = "It is a mount point, or the folder above it is not yours: let site_dir be a folder below the mount."


@click.command("build")
@config_option
@work_dir_option
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
    config_file: Path | None,
    work_dir: Path | None,
    site_dir: Path | None,
    strict: bool,
    jobs: int | None,
    executor: str,
    as_json: bool,
) -> None:
    """Build the site.

    The old site is replaced when the new one is complete, or not at all. Unreadable articles are left out and reported;
    with --strict nothing is published while there is any error or warning.
    """
    settings, plugins = site_of(config_file, work_dir)
    target = site_dir or settings.site_dir
    report = _built(settings, plugins, target, strict=strict, workers=lambda: workers_of(executor, jobs))
    print_diagnostics(report.diagnostics, err=True)
    if not report.whole:
        warn("the output folder cannot be exchanged as a whole; its files were replaced one by one", _ONE_BY_ONE)
    if as_json:
        print_json(_document(report))
    else:
        click.echo(_summary(report, target))
    if has_errors(report.diagnostics) or not report.published:
        sys.exit(EXIT_CONTENT)


def _built(
    settings: SiteSettings, plugins: Plugins, target: Path, *, strict: bool, workers: Callable[[], Workers]
) -> BuildReport:
    """By our own workers, unless a plugin needs all pages at once."""
    from kbgen.mkdocs_plugin.one_process import build_in_one_process
    from kbgen.mkdocs_plugin.renderer.template_renderer import TemplateRenderer
    from kbgen.mkdocs_plugin.renderer.theme_environment import engine_files

    if settings.whole_site_plugins:
        return build_in_one_process(settings, target, strict=strict)
    with running_progress() as progress:
        renderer = TemplateRenderer(settings.config_file, settings.custom_dir, plugins.hosted)
        return build(
            settings,
            renderer,
            engine_files(),
            site_dir=target,
            strict=strict,
            progress=progress,
            workers=workers(),
            plugins=plugins,
        )


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
        "one_process": list(report.one_process),
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
        f"{_prepared(report)}{_hits(report)}{_cost(report)}Look at {target / 'index.html'}"
    )


def _cost(report: BuildReport) -> str:
    """What plugins that need all pages at once cost, if there are any."""
    if not report.one_process:
        return ""
    verb, them = ("needs", "it") if len(report.one_process) == 1 else ("need", "them")
    return (
        f"{' and '.join(report.one_process)} {verb} all pages at once: built in one process, every page made anew. "
        f"Without {them}, {plural(available_cores(), 'process')} would share the work, and pages that did not change "
        "would be kept.\n"
    )


def _prepared(report: BuildReport) -> str:
    """Return what was prepared for this build and later ones; nothing when an earlier build did that."""
    each = [f"{name.removeprefix('Preparing ')} ({seconds:.1f} s)" for name, seconds in report.prepared.items()]
    return f"Prepared for this and later builds: {', '.join(each)}.\n" if each else ""


def _hits(report: BuildReport) -> str:
    """How much of its work the build found in the cache; nothing when there was none."""
    names = {"texts": "texts", "records": "search records"}
    known = [f"{hits.found:,} of {hits.wanted:,} {names[kind]}" for kind, hits in report.hits.items()]
    found = any(hits.found for hits in report.hits.values())
    return f"The cache had {' and '.join(known)}.\n" if found else ""
