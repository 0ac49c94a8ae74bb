# SPDX-License-Identifier: MIT
"""`kbgen explain`."""

from __future__ import annotations

from difflib import get_close_matches

import click

from kbgen.errors import SettingsError
from kbgen.model import CODES
from kbgen.settings.resources import diagnostics_dir

_LOOK_ALIKE = str.maketrans("OIL", "011")
"""Letters that are read for digits; none of them is in KB."""


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic CODE: what it means, why it matters, how to mend it.

    Without a code, list all of them.
    """
    if code is None:
        for name, entry in CODES.items():
            click.echo(f"{name}  {entry.severity:<7}  {entry.title}")
        return
    wanted = code.upper()
    if wanted not in CODES:
        close = nearest_code(wanted)
        hint = f"Did you mean {close}?" if close else "'kbgen explain' lists all codes."
        raise SettingsError(f"there is no diagnostic code {code}", hint)
    click.echo(article_text((diagnostics_dir() / f"{wanted.lower()}.md").read_text("utf-8")))


def nearest_code(wanted: str) -> str:
    """The code that somebody meant; empty when it is like none."""
    read = wanted.translate(_LOOK_ALIKE)
    if read in CODES:
        return read
    close = sorted(get_close_matches(wanted, CODES, len(CODES)))
    # Of several that are as close, the one with the most characters in their places, as the first ones are typed first.
    return max(close, key=lambda code: sum(map(str.__eq__, code, wanted)), default="")


def article_text(markdown: str) -> str:
    """An article of our manual for the terminal: its title, then its body without the front matter."""
    _, front_matter, body = markdown.split("---\n", 2)
    title = next(
        line.partition(":")[2].strip().strip('"') for line in front_matter.splitlines() if line[:6] == "title:"
    )
    return f"{title}\n{'=' * len(title)}\n\n{body.strip()}"
