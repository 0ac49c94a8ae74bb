# SPDX-License-Identifier: MIT
"""`kbgen check`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.common import (
    PATIENCE,
    config_option,
    count_by_severity,
    plural,
    print_diagnostics,
    running_progress,
    settings_of,
    strict_option,
)
from kbgen.cli.say import print_json
from kbgen.errors import EXIT_CONTENT
from kbgen.site.assemble import check_site
from kbgen.site.build import open_cache


@click.command("check")
@config_option
@strict_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="One line for people, or one JSON object a line.",
)
def command(config_file: Path | None, strict: bool, output_format: str) -> None:
    """Report every problem of the content; writes nothing but the cache.

    Exit code 1 when there is an error, with --strict also when there is a warning.
    """
    settings = settings_of(config_file)
    with running_progress() as progress, open_cache(settings, PATIENCE) as cache:
        checked = check_site(settings, cache, drafts=True, progress=progress)
    if output_format == "json":
        for item in checked.diagnostics:
            print_json(asdict(item))
    else:
        print_diagnostics(checked.diagnostics, err=False)
    counts = count_by_severity(checked.diagnostics)
    articles = plural(len(checked.kb.articles), "article")
    click.echo(f"{articles}, {plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}", err=True)
    if counts["error"] or (strict and counts["warning"]):
        sys.exit(EXIT_CONTENT)
