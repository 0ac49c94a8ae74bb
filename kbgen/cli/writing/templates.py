# SPDX-License-Identifier: MIT
"""The `kbgen templates` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import config_option, load_site_settings, shown_path
from kbgen.workflows.templates import copy_template, template_names


@click.command("templates")
@click.argument("name", required=False)
@config_option
def command(name: str | None, config_file: Path | None) -> None:
    """List the templates of pages, or copy one to change it.

    With NAME, copies that template into the theme's custom_dir, from where it replaces kbgen's.
    """
    if name is None:
        for each in template_names():
            click.echo(each)
        return
    click.echo(shown_path(copy_template(load_site_settings(config_file), name)))
