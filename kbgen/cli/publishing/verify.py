# SPDX-License-Identifier: MIT
"""The `kbgen verify` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import all_option, config_option, load_site_settings, plural
from kbgen.cli.say import exit_if, print_labeled, print_warning
from kbgen.content.source.file_names import printable
from kbgen.search.engines.browser_engine import is_available
from kbgen.site.publishing.verify import verify


@click.command("verify")
@click.argument(
    "site", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
@click.option("--root-path", help="URL path under which the site is served, such as /help/.")
@config_option
@all_option
def command(
    site: Path | None, root_path: str | None, config_file: Path | None, show_all: bool
) -> None:
    """Check a published site folder: manifest, links, anchors, search.

    By default, SITE and the root path come from mkdocs.yml. The exit code is 1 if a problem is
    found.
    """
    if site is None or root_path is None:
        settings = load_site_settings(config_file)
        site, root_path = site or settings.site_dir, root_path or settings.root_path
    if not is_available():
        print_warning(
            "Node.js is not installed, so the search files were checked but no search was run",
            "Install Node.js to test the search, too.",
        )
    served_under = f"/{root_path.strip('/')}/" if root_path.strip("/") else "/"
    problems = verify(site, served_under, show_all=show_all)
    for problem in problems:
        print_labeled("error", printable(problem), err=False)
    click.echo(
        f"{site}: {plural(len(problems), 'problem') if problems else 'no problems'}", err=True
    )
    exit_if(bool(problems))
