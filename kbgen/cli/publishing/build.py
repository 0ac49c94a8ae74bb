# SPDX-License-Identifier: MIT
"""The `kbgen build` command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.common import (
    all_option,
    config_option,
    count_by_severity,
    jobs_option,
    json_option,
    load_site,
    plural,
    print_diagnostics,
    problem_counts,
    running_progress,
    strict_option,
    work_dir_option,
)
from kbgen.cli.say import exit_if, print_result, print_warning
from kbgen.model import Plugins
from kbgen.runtime.garbage import collect_rarely
from kbgen.settings import SiteSettings
from kbgen.site.building.build import build
from kbgen.site.building.report import BuildReport, has_errors
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.processes.executors import PROCESSES, make_workers
from kbgen.site.processes.pool import Workers, available_cores

_NOT_SWAPPED = (
    "the output folder cannot be swapped as a whole, so its files were replaced one by one"
)
_SWAP_HINT = "It is a mount point, or its parent is read-only. Set site_dir to a folder inside it."


@click.command("build")
@config_option
@work_dir_option
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Folder to publish to instead of 'site_dir'.",
)
@strict_option
@jobs_option
@click.option(
    "--executor",
    metavar="NAME",
    default=PROCESSES,
    show_default=True,
    help="Where to read and render: local (this process), processes, or a cluster (dask:ADDRESS).",
)
@all_option
@json_option
def command(
    config_file: Path | None,
    work_dir: Path | None,
    site_dir: Path | None,
    strict: bool,
    jobs: int | None,
    executor: str,
    show_all: bool,
    as_json: bool,
) -> None:
    """Build the site.

    Replaces the old site only when the new one is complete. Articles that cannot be read are
    reported and left out. With --strict, any error or warning prevents publishing.
    """
    settings, plugins = load_site(config_file, work_dir)
    target = site_dir or settings.site_dir
    report = _run_build(
        settings, plugins, target, strict=strict, workers=lambda: make_workers(executor, jobs)
    )
    print_diagnostics(report.diagnostics, err=True, show_all=show_all)
    if not report.atomic:
        print_warning(_NOT_SWAPPED, _SWAP_HINT)
    print_result(as_json, _document(report), _policy_line(settings) + _summary(report, target))
    exit_if(has_errors(report.diagnostics) or not report.published)


def _run_build(
    settings: SiteSettings,
    plugins: Plugins,
    target: Path,
    *,
    strict: bool,
    workers: Callable[[], Workers],
) -> BuildReport:
    """Build with kbgen's workers, or with MkDocs if a plugin needs all pages at once."""
    from kbgen.mkdocs_plugin.renderer.template_renderer import TemplateRenderer

    if settings.whole_site_plugins:
        from kbgen.mkdocs_plugin.one_process import build_in_one_process

        return build_in_one_process(settings, target, strict=strict)
    collect_rarely()
    with running_progress() as progress:
        renderer = TemplateRenderer(settings.config_file, settings.custom_dir, plugins.hosted)
        return build(
            settings,
            renderer,
            site_dir=target,
            strict=strict,
            progress=progress,
            workers=workers(),
            plugins=plugins,
        )


def _document(report: BuildReport) -> dict[str, object]:
    """Return the report as the document of `--json`."""
    return {
        "schema": 1,
        "pages": report.pages,
        "languages": list(report.languages),
        "rendered": report.rendered,
        "cached": report.cached,
        "cache": {kind: asdict(hits) for kind, hits in report.hits.items()},
        "seconds": report.seconds,
        "diagnostics": count_by_severity(report.diagnostics),
        "left_out": report.left_out,
        "one_process": list(report.one_process),
        "search": {lang: asdict(statistics) for lang, statistics in report.search.items()},
    }


def _policy_line(settings: SiteSettings) -> str:
    """Return the policy that a site needs because it loads files from other sites."""
    if not settings.kbgen.allow_external:
        return ""
    return f"Content-Security-Policy: {content_security_policy(settings)}; frame-ancestors 'none'\n"


def _summary(report: BuildReport, target: Path) -> str:
    problems = problem_counts(count_by_severity(report.diagnostics), report.left_out)
    if not report.published:
        return f"Nothing was published: {problems}. {target} is unchanged."
    documents = sum(statistics.documents for statistics in report.search.values())
    size = sum(statistics.bytes for statistics in report.search.values())
    origin = f"{report.rendered:,} rendered, {report.cached:,} from the cache"
    pages = f"{plural(report.pages, 'page')} ({origin})"
    in_search = f"{plural(documents, 'article')} in search ({size / 1000:,.0f} kB)"
    return (
        f"{_prepared_line(report)}{_cache_line(report)}{_one_process_line(report)}"
        f"Open {target / 'index.html'}\n"
        f"{pages}, {in_search}, {problems}, {report.seconds:.1f} s"
    )


def _one_process_line(report: BuildReport) -> str:
    """Return a line about the cost of plugins that need all pages at once, if there are any."""
    if not report.one_process:
        return ""
    verb, them = ("needs", "it") if len(report.one_process) == 1 else ("need", "them")
    names, processes = " and ".join(report.one_process), plural(available_cores(), "process")
    return (
        f"{names} {verb} all pages at once, so one process rendered every page. "
        f"Without {them}, {processes} would share the work and reuse unchanged pages.\n"
    )


def _prepared_line(report: BuildReport) -> str:
    """Return a line about what this build prepared for itself and later ones, if anything."""
    each = [
        f"{name.removeprefix('Preparing ')} ({seconds:.1f} s)"
        for name, seconds in report.prepared.items()
    ]
    return f"Prepared for this and later builds: {', '.join(each)}.\n" if each else ""


def _cache_line(report: BuildReport) -> str:
    """Return a line about what the build took from the cache, if anything."""
    if not any(hits.found for hits in report.hits.values()):
        return ""
    names = {"texts": "texts", "records": "search records"}
    shares = [
        f"{hits.found:,} of {hits.wanted:,} {names[kind]}" for kind, hits in report.hits.items()
    ]
    return f"From the cache: {' and '.join(shares)}.\n"
