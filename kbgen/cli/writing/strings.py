# SPDX-License-Identifier: MIT
"""The `kbgen strings` command."""

from __future__ import annotations

from pathlib import Path

import click

from kbgen.cli.common import config_option, load_site_settings, plural, shown_path
from kbgen.cli.say import print_note
from kbgen.workflows.open_site import language_of
from kbgen.workflows.strings import begin_strings


@click.command("strings")
@click.argument("lang")
@click.option(
    "--all", "every", is_flag=True, help="Every text, also those that the language has already."
)
@config_option
def command(lang: str, every: bool, config_file: Path | None) -> None:
    """Write the interface texts that a language lacks, for you to translate.

    Adds them to content/_data/strings.LANG.yml as comments. Texts that are in the file stay.
    """
    settings = load_site_settings(config_file)
    begun = begin_strings(settings, language_of(settings, lang), every=every)
    if not begun.added:
        print_note(f"there is no text to add in '{lang}'")
        return
    click.echo(shown_path(begun.path))
    count = plural(begun.added, "text")
    print_note(f"{count} to translate; remove the '# ' in front of each that you translate")
