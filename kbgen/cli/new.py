# SPDX-License-Identifier: MIT
"""The `kbgen new` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import config_option, lang_option, load_site_settings
from kbgen.content.new_article import write_article
from kbgen.model import Kind


@click.command("new")
@click.argument("kind", type=click.Choice([str(kind) for kind in Kind]))
@click.argument("title")
@click.option(
    "-c", "--category", default="", help="Folder for the article: a category or category/section."
)
@lang_option
@config_option
def command(
    kind: str, title: str, category: str, lang: str | None, config_file: Path | None
) -> None:
    """Create an article of the given KIND with this TITLE.

    The file is a valid draft: 'kbgen serve' shows it, but 'kbgen build' leaves it out until you
    remove 'status: draft'.
    """
    settings = load_site_settings(config_file)
    path = write_article(settings, Kind(kind), title, category, lang or settings.kbgen.languages[0])
    click.echo(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
