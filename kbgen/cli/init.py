# SPDX-License-Identifier: MIT
"""`kbgen init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from kbgen.cli.say import say
from kbgen.content.scaffold import Ci, existing_files, plan_site, write_files
from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_USAGE

_AT_THE_HOST = {
    Ci.GITHUB: "On GitHub: in the repository's settings, under Pages, choose the source 'GitHub Actions'. Then push.",
    Ci.GITLAB: "On GitLab: push. The address of the site is under Deploy > Pages.",
    Ci.NONE: "",
}


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("-l", "--lang", default="en", show_default=True, help="Languages, the default one first: en,ru,pl.")
@click.option(
    "--ci",
    type=click.Choice([str(ci) for ci in Ci]),
    default=str(Ci.NONE),
    show_default=True,
    help="Whose workflow checks and publishes the site.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(folder: Path, lang: str, ci: str, dry_run: bool) -> None:
    """Write a new help center into FOLDER: settings, sample articles, a guide for writers, a workflow.

    It can be checked, built and published as it is. No file is ever overwritten: when one is there already, nothing is
    written.
    """
    files = plan_site([code.strip() for code in lang.split(",") if code.strip()], Ci(ci))
    taken = existing_files(folder, files)
    if taken:
        _refuse(folder, taken)
    if not dry_run:
        write_files(folder, files)
    for path in files:
        click.echo(printable(str(folder / path)))
    if not dry_run:
        _say_what_is_next(folder, Ci(ci))


def _refuse(folder: Path, taken: list[str]) -> None:
    for path in taken:
        click.echo(f"{printable(str(folder / path))} exists already", err=True)
    say("nothing was written, because nothing is overwritten", "Choose a new folder, and copy from it what you need.")
    sys.exit(EXIT_USAGE)


def _say_what_is_next(folder: Path, ci: Ci) -> None:
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(printable(str(folder)))} && "
    click.echo(f"Next: {enter}kbgen serve", err=True)
    if _AT_THE_HOST[ci]:
        click.echo(_AT_THE_HOST[ci], err=True)
