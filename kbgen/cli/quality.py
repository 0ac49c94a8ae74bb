# SPDX-License-Identifier: MIT
"""`kbgen quality`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from kbgen.cli.common import (
    PATIENCE,
    config_option,
    json_option,
    print_diagnostics,
    running_progress,
    site_of,
    work_dir_option,
)
from kbgen.cli.promises import report_text
from kbgen.cli.say import print_json
from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_CONTENT
from kbgen.model import Plugins
from kbgen.search.engines.engine import EngineName
from kbgen.search.evaluation.quality import Quality
from kbgen.settings import SiteSettings
from kbgen.workflows.quality import check_promises, measure_judgements

_MISSES_SHOWN = 10


@click.command("quality")
@click.option(
    "-j",
    "--judgements",
    type=click.Path(path_type=Path),
    help='JSON lines {"id", "query", "relevant": {"<article id or URL>": grade}}; without it, the search promises.',
)
@click.option("-l", "--lang", help="Language; without it, all that have promises, or the site's first.")
@click.option(
    "--engine",
    type=click.Choice(["whoosh", "browser"]),
    help="Who answers: the Whoosh index, or the browser's own code under Node. Without it, both for promises, "
    "whoosh for judgements.",
)
@json_option
@config_option
@work_dir_option
def command(
    judgements: Path | None,
    lang: str | None,
    engine: str | None,
    as_json: bool,
    config_file: Path | None,
    work_dir: Path | None,
) -> None:
    """Ask the search promises of content/_data/queries.<lang>.yml; exit code 1 when one is broken.

    With a file of judgements: measure the search by nDCG@10, MRR@10 and recall@10, and name the queries that failed.
    """
    settings, plugins = site_of(config_file, work_dir)
    if judgements is None:
        _promises(settings, plugins, lang, engine, as_json)
    else:
        _judgements(settings, plugins, judgements, lang, engine or EngineName.WHOOSH, as_json)


def _promises(settings: SiteSettings, plugins: Plugins, lang: str | None, engine: str | None, as_json: bool) -> None:
    engines = [EngineName(engine)] if engine else list(EngineName)
    with running_progress() as progress:
        check = check_promises(
            settings, plugins, lang, engines, partial(print_diagnostics, err=True), progress, PATIENCE
        )
    if as_json:
        print_json(check.report.as_json())
    else:
        click.echo(report_text(check.report))
    if check.failed:
        sys.exit(EXIT_CONTENT)


def _judgements(
    settings: SiteSettings, plugins: Plugins, file: Path, lang: str | None, engine: str, as_json: bool
) -> None:
    with running_progress() as progress:
        quality = measure_judgements(settings, plugins, file, lang, EngineName(engine), progress, PATIENCE)
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
