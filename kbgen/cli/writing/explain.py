# SPDX-License-Identifier: MIT
"""The `kbgen explain` command."""

from __future__ import annotations

from difflib import get_close_matches

import click

from kbgen.errors import SettingsError
from kbgen.model import CODES
from kbgen.settings.resources import diagnostics_dir

_DIGIT_LOOKALIKES = str.maketrans("OIL", "011")
"""Letters that look like digits. None of them occurs in `KB`."""


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a diagnostic CODE: what it means, why it matters, how to fix it.

    Without CODE, list all codes.
    """
    if code is None:
        for name, entry in CODES.items():
            click.echo(f"{name}  {entry.severity:<7}  {entry.title}")
        return
    code_given = code.upper()
    if code_given not in CODES:
        close = nearest_code(code_given)
        hint = f"Did you mean {close}?" if close else "Run 'kbgen explain' to list all codes."
        raise SettingsError(f"unknown diagnostic code {code}", hint)
    click.echo(article_text((diagnostics_dir() / f"{code_given.lower()}.md").read_text("utf-8")))


def nearest_code(code_given: str) -> str:
    """Return the code that the user most likely meant, or an empty string."""
    with_digits = code_given.translate(_DIGIT_LOOKALIKES)
    if with_digits in CODES:
        return with_digits
    close = sorted(get_close_matches(code_given, CODES, len(CODES)))
    # Prefer the code with the most characters in the same positions.
    return max(close, key=lambda code: sum(map(str.__eq__, code, code_given)), default="")


def article_text(markdown: str) -> str:
    """Return an article of the manual for the terminal: its title, then its body."""
    _, front_matter, body = markdown.split("---\n", 2)
    title = next(
        line.partition(":")[2].strip().strip('"')
        for line in front_matter.splitlines()
        if line[:6] == "title:"
    )
    return f"{title}\n{'=' * len(title)}\n\n{body.strip()}"
