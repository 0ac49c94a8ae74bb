# SPDX-License-Identifier: MIT
"""`kbgen new`."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import config_option, lang_option, settings_of
from kbgen.content.new_article import write_article
from kbgen.model import Kind


@click.command("new")
@click.argument("kind", type=click.Choice([str(kind) for kind in Kind]))
@click.argument("title")
@click.option("-c", "--category", default="", help="Folder of the category, or category/section.")
@lang_option
@config_option
def command(kind: str, title: str, category: str, lang: str | None, config_file: Path | None) -> None:
    """Write a new article of a KIND with this TITLE.

    The file is valid and a draft: 'kbgen serve' shows it, 'kbgen build' leaves it out until you remove 'status: draft'.
    """
    settings = settings_of(config_file)
    path = write_article(settings, Kind(kind), title, category, lang or settings.kbgen.languages[0])
    click.echo(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
