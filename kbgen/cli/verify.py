# SPDX-License-Identifier: MIT
"""`kbgen verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kbgen.cli.common import config_option, plural, settings_of
from kbgen.cli.say import warn
from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_CONTENT
from kbgen.search.engines.browser_engine import is_available
from kbgen.site.publishing.verify import verify


@click.command("verify")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--root-path", help="The path under which the site is served, such as /help/.")
@config_option
def command(site: Path | None, root_path: str | None, config_file: Path | None) -> None:
    """Check a published site folder: manifest, links, anchors, search.

    SITE and the root path come from mkdocs.yml when they are not given. Exit code 1 when something is wrong.
    """
    if site is None or root_path is None:
        settings = settings_of(config_file)
        site, root_path = site or settings.site_dir, root_path or settings.root_path
    if not is_available():
        warn("Node is not installed: search was not asked, only looked at", "Install nodejs to have it asked.")
    problems = verify(site, f"/{root_path.strip('/')}/" if root_path.strip("/") else "/")
    for problem in problems:
        click.echo(printable(problem))
    click.echo(f"{site}: " + (plural(len(problems), "problem") if problems else "whole"), err=True)
    if problems:
        sys.exit(EXIT_CONTENT)
