# SPDX-License-Identifier: MIT
"""`kbgen search`."""

from __future__ import annotations

import json
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
    click.echo(json.dumps({"schema": 1, **asdict(result)}, ensure_ascii=False) if as_json else _text(result))


def _text(result: SearchResult) -> str:
    lines = [_line(number, hit) for number, hit in enumerate(result.hits, 1)]
    if not lines:
        lines.append(f"Nothing found for “{result.query}”.")
    if result.suggestion:
        lines.append(f"Did you mean “{result.suggestion}”?")
    return "\n".join(lines)


def _line(number: int, hit: SearchHit) -> str:
    anchor = f"#{hit.passage}" if hit.passage else ""
    return f"{number:2}. {hit.title}\n    {hit.url or './'}{anchor}  ({hit.id}, {hit.score:,})"
