# SPDX-License-Identifier: MIT
"""The `kbgen search` command."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kbgen.cli.common import (
    config_option,
    engine_option,
    json_option,
    lang_option,
    load_site,
    opened_site,
    work_dir_option,
)
from kbgen.cli.say import print_result
from kbgen.cli.searching.explanations import explanation_lines
from kbgen.content.source.file_names import printable
from kbgen.model import SearchHit, SearchResult
from kbgen.search.engines.engine import EngineName, Explained
from kbgen.search.query.explain import Explanation
from kbgen.workflows.open_site import language_of


@click.command("search")
@click.argument("query")
@lang_option
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Maximum number of results.",
)
@engine_option
@click.option(
    "--explain", is_flag=True, help="Show the words, terms, and weights behind each score."
)
@click.option(
    "--article", metavar="ID", default="", help="With --explain: also explain this article."
)
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
    """Search the site as a customer would.

    The results are those of the site's search box: both engines rank in the same way. The index is
    updated first. Each article appears once, with its best matching passage. Articles that are
    probably about something else follow as "less likely".
    """
    if article and not explain:
        raise click.UsageError("--article requires --explain.")
    settings, plugins = load_site(config_file, work_dir)
    lang = language_of(settings, lang)
    with opened_site(settings, plugins) as site:
        (result,) = site.search([query], lang, limit, EngineName(engine))
        why = site.explain(query, lang, limit, article) if explain else None
    document = {"schema": 1, **asdict(result), **(_explained(why) if why else {})}
    print_result(as_json, document, _text(result, why, article))


def _explained(why: Explained) -> dict[str, Any]:
    article = why.article.as_json() if why.article else None
    return {"explain": {"hits": [item.as_json() for item in why.hits], "article": article}}


def _text(result: SearchResult, why: Explained | None = None, article: str = "") -> str:
    tables = {item.id: map(printable, explanation_lines(item)) for item in why.hits} if why else {}
    lines: list[str] = []
    for number, hit in enumerate(result.hits, 1):
        if not hit.likely and (number == 1 or result.hits[number - 2].likely):
            lines += _less_likely_lines(result, number)
        lines += _hit_lines(number, hit)
        lines += tables.get(hit.id, ())
    if why and article:
        lines += _requested_article_lines(why, article)
    if not lines:
        lines.append(f"Nothing found for “{_shown(result.query)}”.")
    if result.suggestion:
        lines.append(f"Did you mean “{result.suggestion}”?")
    return "\n".join(lines)


def _shown(query: str) -> str:
    """Return a query for one line of text: a pasted log has several."""
    return printable(" ".join(query.split()))


def _less_likely_lines(result: SearchResult, number: int) -> tuple[str, ...]:
    """Return the lines above the first less likely hit, as the results page shows them."""
    if number > 1:
        return ("Less likely:",)
    return (f"No close match for “{_shown(result.query)}”.", "Less likely:")


def _hit_lines(number: int, hit: SearchHit | Explanation) -> tuple[str, str]:
    anchor = f"#{hit.passage}" if isinstance(hit, SearchHit) and hit.passage else ""
    return f"{number:2}. {hit.title}", f"    {hit.url or './'}{anchor}  ({hit.id}, {hit.score:,})"


def _requested_article_lines(why: Explained, article: str) -> list[str]:
    """Return the lines about the article of `--article`; none if it is among the hits."""
    requested = why.article
    if requested is None:
        why_not = "it has none of these words, or its score is too low"
        return [printable(f"{article} is no result: {why_not}.")]
    if any(item.id == requested.id for item in why.hits):
        return []
    return [*_hit_lines(requested.place, requested), *map(printable, explanation_lines(requested))]
