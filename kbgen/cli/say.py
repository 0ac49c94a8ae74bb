# SPDX-License-Identifier: MIT
"""How the command line says what went wrong; apart, because the first import of every command must be quick."""

from __future__ import annotations

import click


def say(message: str, hint: str = "") -> None:
    """An error and its way out, on stderr."""
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)
