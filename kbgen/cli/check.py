# SPDX-License-Identifier: MIT
"""`kbgen check`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.annotations import github_commands, gitlab_report, in_repository
from kbgen.cli.common import (
    PATIENCE,
    config_option,
    count_by_severity,
    plural,
    print_diagnostics,
    running_progress,
    site_of,
    strict_option,
    work_dir_option,
)
from kbgen.cli.say import print_json
from kbgen.content.search_promises import load_promises
from kbgen.errors import EXIT_CONTENT
from kbgen.model import Diagnostic
from kbgen.site.building.build import open_cache
from kbgen.site.planning.assemble import check_site


def _github(diagnostics: Sequence[Diagnostic], root: Path) -> None:
    for line in github_commands(in_repository(diagnostics, root)):
        click.echo(line)


def _gitlab(diagnostics: Sequence[Diagnostic], root: Path) -> None:
    print_json(gitlab_report(in_repository(diagnostics, root)))


_FOR_CI: dict[str, Callable[[Sequence[Diagnostic], Path], None]] = {"github": _github, "gitlab": _gitlab}
"""Formats that also say what is wrong with the settings, so that a change of mkdocs.yml gets its annotations."""


@click.command("check")
@config_option
@work_dir_option
@strict_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    show_default=True,
    help="Lines for people, one JSON object a line, annotations of GitHub, or a Code Quality report of GitLab.",
)
def command(config_file: Path | None, work_dir: Path | None, strict: bool, output_format: str) -> None:
    """Report every problem of the content; writes nothing but the cache.

    Exit code 1 when there is an error, with --strict also when there is a warning.
    """
    for_ci = _FOR_CI.get(output_format)
    settings, plugins = site_of(config_file, work_dir, for_ci)
    with running_progress() as progress, open_cache(settings, PATIENCE) as cache:
        checked = check_site(settings, cache, progress=progress, drafts=True, plugins=plugins)
    promises = load_promises(checked.kb, settings).diagnostics
    found = sorted((*checked.diagnostics, *promises), key=lambda item: item.sort_key)
    if for_ci:
        for_ci(found, settings.root)
    if output_format == "json":
        for item in found:
            print_json(asdict(item))
    elif output_format != "github":
        # GitLab's report goes into a file; the log of the job, on stderr, is for people.
        print_diagnostics(found, err=output_format == "gitlab")
    counts = count_by_severity(found)
    articles = plural(len(checked.kb.articles), "article")
    click.echo(f"{articles}, {plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}", err=True)
    if counts["error"] or (strict and counts["warning"]):
        sys.exit(EXIT_CONTENT)
