# SPDX-License-Identifier: MIT
"""`kbgen search`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kbgen.cli.common import (
    PATIENCE,
    config_option,
    engine_option,
    json_option,
    lang_option,
    running_progress,
    site_of,
    work_dir_option,
)
from kbgen.cli.explanations import explanation_lines
from kbgen.cli.say import print_json
from kbgen.content.source.file_names import printable
from kbgen.model import SearchHit, SearchResult
from kbgen.search.engines.engine import Explained
from kbgen.search.query.explain import Explanation
from kbgen.workflows.ask import ask, ask_and_explain


@click.command("search")
@click.argument("query")
@lang_option
@click.option("-n", "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Most hits to show.")
@engine_option
@click.option("--explain", is_flag=True, help="Say which words, terms and weights each score is made of.")
@click.option("--article", metavar="ID", default="", help="With --explain: this article too, wherever it comes.")
@json_option
@config_option
@work_dir_option
def command(
    query: str,
    lang: str | None,
    limit: int,
    engine: str,
    explain: bool,
    article: str,
    as_json: bool,
    config_file: Path | None,
    work_dir: Path | None,
) -> None:
    """Ask the search what a customer would ask.

    The answer is that of the site's search box: both engines rank by the same rule. The index is brought up to date
    first. An article comes once, with the passage that matched best.
    """
    if article and not explain:
        raise click.UsageError("--article goes with --explain.")
    settings, plugins = site_of(config_file, work_dir)
    with running_progress() as progress:
        if explain:
            result, why = ask_and_explain(settings, plugins, query, lang, limit, engine, article, progress, PATIENCE)
        else:
            result, why = ask(settings, plugins, [query], lang, limit, engine, progress, PATIENCE)[0], None
    if as_json:
        print_json({"schema": 1, **asdict(result), **(_explained(why) if why else {})})
    else:
        click.echo(_text(result, why, article))


def _explained(why: Explained) -> dict[str, Any]:
    found = {"article": why.article.as_json() if why.article else None}
    return {"explain": {"hits": [item.as_json() for item in why.hits], **found}}


def _text(result: SearchResult, why: Explained | None = None, article: str = "") -> str:
    tables = {item.id: map(printable, explanation_lines(item)) for item in why.hits} if why else {}
    lines = [
        line for number, hit in enumerate(result.hits, 1) for line in (*_lines(number, hit), *tables.get(hit.id, ()))
    ]
    if why and article:
        lines += [line for line in _other(why, article) if line]
    if not lines:
        lines.append(f"Nothing found for “{printable(result.query)}”.")
    if result.suggestion:
        lines.append(f"Did you mean “{result.suggestion}”?")
    return "\n".join(lines)


def _lines(number: int, hit: SearchHit | Explanation) -> tuple[str, str]:
    anchor = f"#{hit.passage}" if isinstance(hit, SearchHit) and hit.passage else ""
    return f"{number:2}. {hit.title}", f"    {hit.url or './'}{anchor}  ({hit.id}, {hit.score:,})"


def _other(why: Explained, article: str) -> list[str]:
    """The article that was asked for, when it is not among the hits that are shown anyway."""
    found = why.article
    if found is None:
        return [printable(f"{article} matches no word of the question.")]
    if any(item.id == found.id for item in why.hits):
        return []
    return [*_lines(found.place, found), *map(printable, explanation_lines(found))]
