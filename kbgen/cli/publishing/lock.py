# SPDX-License-Identifier: MIT
"""The `kbgen lock` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import (
    config_option,
    load_site,
    plural,
    print_diagnostics,
    work_dir_option,
)
from kbgen.cli.publishing.site_addresses import read_addresses
from kbgen.cli.say import exit_if, print_note
from kbgen.content.source.file_names import printable
from kbgen.site.addresses.lock_file import LOCK_PATH

_MERGE = (
    "so that Git merges the file without conflicts, add this line to .gitattributes: {} merge=union"
)


@click.command("lock")
@config_option
@work_dir_option
def command(config_file: Path | None, work_dir: Path | None) -> None:
    """Add the site's new addresses and anchors to content/_data/urls.lock.

    From then on, 'kbgen check' and 'kbgen build' report an address that disappears. Nothing is ever
    removed from the file. Prints what it adds.
    """
    settings, plugins = load_site(config_file, work_dir)
    site = read_addresses(settings, plugins)
    has_wrong_lines = site.lock is not None and site.lock.has_wrong_lines
    if site.lock is not None and has_wrong_lines:
        print_diagnostics(site.lock.diagnostics, err=True)
    exit_if(has_wrong_lines)
    is_new = site.lock is None
    for item in site.add_new():
        click.echo(printable(item.line))
    path = settings.display_path(LOCK_PATH)
    click.echo(f"{path}: {plural(len(site.new), 'new address')}", err=True)
    if is_new and LOCK_PATH not in _git_attributes(settings.root):
        print_note(_MERGE.format(path))


def _git_attributes(folder: Path) -> str:
    try:
        return (folder / ".gitattributes").read_text("utf-8", "replace")
    except OSError:
        return ""
