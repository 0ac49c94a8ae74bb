# SPDX-License-Identifier: MIT
"""The `kbgen check` command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.common import (
    BUILD_WAIT_SECONDS,
    all_option,
    config_option,
    count_by_severity,
    load_site,
    plural,
    print_diagnostics,
    print_settings_problems,
    problem_counts,
    running_progress,
    strict_option,
    work_dir_option,
)
from kbgen.cli.publishing.annotations import github_commands, gitlab_report, relative_to_repository
from kbgen.cli.publishing.site_addresses import new_addresses, print_repair
from kbgen.cli.say import exit_if, print_json
from kbgen.content.search_promises import load_promises
from kbgen.mkdocs_plugin.renderer.mkdocs_settings import settings_problems
from kbgen.model import Article, Diagnostic, Status
from kbgen.site.building.build import refuse_overlap
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import check_site
from kbgen.site.reading.articles import SiteReader


def _github(diagnostics: Sequence[Diagnostic], root: Path) -> None:
    for line in github_commands(relative_to_repository(diagnostics, root)):
        click.echo(line)


def _gitlab(diagnostics: Sequence[Diagnostic], root: Path) -> None:
    print_json(gitlab_report(relative_to_repository(diagnostics, root)))


_FOR_CI: dict[str, Callable[[Sequence[Diagnostic], Path], None]] = {
    "github": _github,
    "gitlab": _gitlab,
}
"""Formats that also report problems of the settings, to annotate changes to mkdocs.yml."""


@click.command("check")
@config_option
@work_dir_option
@strict_option
@all_option
@click.option(
    "--fix",
    is_flag=True,
    help="Redirect lost addresses to where they went, in content/_data/redirects.yml.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    show_default=True,
    help="Text, one JSON object per line, GitHub annotations, or a GitLab Code Quality report.",
)
def command(
    config_file: Path | None,
    work_dir: Path | None,
    strict: bool,
    show_all: bool,
    fix: bool,
    output_format: str,
) -> None:
    """Check the content and report every problem.

    Writes nothing except the cache, and redirects with --fix. The exit code is 1 if there is an
    error; with --strict, also if there is a warning. Drafts do not count as warnings, but drafts
    from tickets do until someone has reviewed them.
    """
    for_ci = _FOR_CI.get(output_format)
    settings, plugins = load_site(config_file, work_dir, for_ci)
    refuse_overlap(settings, settings.site_dir)
    print_settings_problems(tuple(settings_problems(settings.config_file)), settings, for_ci)
    if fix:
        print_repair(settings, plugins)
    with running_progress() as progress, open_cache(settings, BUILD_WAIT_SECONDS) as cache:
        reader = SiteReader(settings, cache, progress=progress, drafts=True, plugins=plugins)
        checked = check_site(reader, reports_expired=True)
    promises = load_promises(checked.kb, settings).diagnostics
    new = new_addresses(checked, settings, plugins)
    diagnostics = sorted((*checked.diagnostics, *promises, *new), key=lambda item: item.sort_key)
    if for_ci:
        for_ci(diagnostics, settings.root)
    _print(diagnostics, output_format, show_all=show_all)
    counts = count_by_severity(diagnostics)
    # Every draft has one KB505. It is a reminder: an unfinished article is a normal state of work.
    drafts = sum(map(_is_own_draft, checked.kb.articles))
    counts["warning"] -= drafts
    problems = problem_counts(counts, len(checked.kb.left_out))
    summary = f"{plural(len(checked.kb.articles), 'article')}, {problems}"
    click.echo(f"{summary}, {plural(drafts, 'draft')}" if drafts else summary, err=True)
    exit_if(bool(counts["error"] or (strict and counts["warning"])))


def _print(diagnostics: list[Diagnostic], output_format: str, *, show_all: bool) -> None:
    if output_format == "json":
        for item in diagnostics:
            print_json(asdict(item))
    elif output_format != "github":
        # GitLab's report on stdout goes to a file, so the readable lines go to the log (stderr).
        print_diagnostics(diagnostics, err=output_format == "gitlab", show_all=show_all)


def _is_own_draft(article: Article) -> bool:
    """Tell whether an article is a draft, but not an unreviewed one from tickets."""
    return article.status is Status.DRAFT and (article.provenance is None or bool(article.reviewed))
