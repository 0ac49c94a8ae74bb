# SPDX-License-Identifier: MIT
"""`kbgen quality`."""

from __future__ import annotations

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
from kbgen.search.quality import DEPTH, Quality, measure, read_judgements
from kbgen.site.asking import ask

_MISSES_SHOWN = 10


@click.command("quality")
@click.option(
    "-j",
    "--judgements",
    required=True,
    type=click.Path(path_type=Path),
    help='JSON lines {"id", "query", "relevant": {"<article id or URL>": grade}}.',
)
@lang_option
@engine_option
@json_option
@config_option
def command(judgements: Path, lang: str | None, engine: str, as_json: bool, config_file: Path | None) -> None:
    """Measure the search against judged queries: nDCG@10, MRR@10, recall@10, and the queries that failed."""
    settings = settings_of(config_file)
    judged = read_judgements(judgements)
    with running_progress() as progress:
        results = ask(settings, [item.query for item in judged], lang, DEPTH, engine, progress, PATIENCE)
    quality = measure(judged, results)
    if as_json:
        print_json(quality.as_json())
    else:
        click.echo(_text(quality))


def _text(quality: Quality) -> str:
    lines = [
        f"{quality.queries:,} judged, {quality.lang}, {quality.engine}",
        f"nDCG@10   {quality.ndcg10:.3f}",
        f"MRR@10    {quality.mrr10:.3f}",
        f"recall@10 {quality.recall10:.3f}",
    ]
    if quality.misses:
        lines.append(f"Without a relevant article in the first ten: {len(quality.misses):,}")
    for judgement, result in quality.misses[:_MISSES_SHOWN]:
        came = result.hits[0].title if result.hits else "nothing"
        wanted = ", ".join(sorted(judgement.relevant))
        lines += [printable(f"  {judgement.query}"), printable(f"    wanted {wanted}; came {came}")]
    return "\n".join(lines)
