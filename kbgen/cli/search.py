# SPDX-License-Identifier: MIT
"""`kbgen search`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kbgen.cli.common import (
    PATIENCE,
    config_option,
    engine_option,
    json_option,
    lang_option,
    running_progress,
    settings_of,
)
from kbgen.cli.say import print_json
from kbgen.content.names import printable
from kbgen.model import SearchHit, SearchResult
from kbgen.site.asking import ask


@click.command("search")
@click.argument("query")
@lang_option
@click.option("-n", "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Most hits to show.")
@engine_option
@json_option
@config_option
def command(query: str, lang: str | None, limit: int, engine: str, as_json: bool, config_file: Path | None) -> None:
    """Ask the search what a customer would ask.

    The answer is that of the site's search box: both engines rank by the same rule. The index is brought up to date
    first. An article comes once, with the passage that matched best.
    """
    settings = settings_of(config_file)
    with running_progress() as progress:
        result = ask(settings, [query], lang, limit, engine, progress, PATIENCE)[0]
    if as_json:
        print_json({"schema": 1, **asdict(result)})
    else:
        click.echo(_text(result))


def _text(result: SearchResult) -> str:
    lines = [line for number, hit in enumerate(result.hits, 1) for line in _lines(number, hit)]
    if not lines:
        lines.append(f"Nothing found for “{printable(result.query)}”.")
    if result.suggestion:
        lines.append(f"Did you mean “{result.suggestion}”?")
    return "\n".join(lines)


def _lines(number: int, hit: SearchHit) -> tuple[str, str]:
    anchor = f"#{hit.passage}" if hit.passage else ""
    return f"{number:2}. {hit.title}", f"    {hit.url or './'}{anchor}  ({hit.id}, {hit.score:,})"
