# SPDX-License-Identifier: MIT
"""The `kbgen quality` command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kbgen.cli.common import (
    config_option,
    json_option,
    load_site,
    opened_site,
    plural,
    print_diagnostics,
    work_dir_option,
)
from kbgen.cli.say import exit_if, print_result
from kbgen.cli.searching.promises import report_text
from kbgen.content.source.file_names import printable
from kbgen.language.meaning.encoder import knows
from kbgen.model import Plugins
from kbgen.search.engines.engine import EngineName
from kbgen.search.evaluation.quality import DEPTH, Quality, measure, read_judgements
from kbgen.settings import SiteSettings
from kbgen.workflows.open_site import language_of
from kbgen.workflows.quality import check_promises

_MISSES_SHOWN = 10


@click.command("quality")
@click.option(
    "-j",
    "--judgements",
    type=click.Path(path_type=Path),
    help='File of JSON lines {"id", "query", "relevant": {"<article id or URL>": grade}}.',
)
@click.option(
    "-l",
    "--lang",
    help="Language. By default, every language with promises; for judgements, the site's first.",
)
@click.option(
    "--engine",
    type=click.Choice(["whoosh", "browser"]),
    help="Search with the Whoosh index, or with the browser's code in Node.js. "
    "By default, both for promises, whoosh for judgements.",
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
    """Test the search promises of content/_data/queries.<lang>.yml.

    The exit code is 1 if a promise is broken. With --judgements, measure nDCG@10, MRR@10 and
    recall@10 instead, and list the queries that failed.
    """
    settings, plugins = load_site(config_file, work_dir)
    if judgements is None:
        _promises(settings, plugins, lang, engine, as_json)
    else:
        _judgements(settings, plugins, judgements, lang, engine, as_json)


def _promises(
    settings: SiteSettings, plugins: Plugins, lang: str | None, engine: str | None, as_json: bool
) -> None:
    engines = [EngineName(engine)] if engine else list(EngineName)
    with opened_site(settings, plugins) as site:
        print_problems = partial(print_diagnostics, err=True, show_all=True)
        report, has_errors = check_promises(site, lang, engines, print_problems)
    print_result(as_json, report.as_json(), report_text(report))
    exit_if(has_errors or bool(report.broken))


def _judgements(
    settings: SiteSettings,
    plugins: Plugins,
    file: Path,
    lang: str | None,
    engine: str | None,
    as_json: bool,
) -> None:
    lang = language_of(settings, lang)
    judged = read_judgements(file)
    queries = [judgement.query for judgement in judged]
    with opened_site(settings, plugins) as site:
        results = site.search(queries, lang, DEPTH, EngineName(engine or EngineName.WHOOSH))
        unknown = site.count_unknown(queries, lang)
    is_on = settings.kbgen.search.meaning and knows(lang)
    quality = measure(judged, results, unknown, meaning=is_on)
    print_result(as_json, quality.as_json(), _text(quality))


def _text(quality: Quality) -> str:
    lines = [
        f"{plural(quality.queries, 'judged question')} ({quality.lang}; {quality.engine})",
        f"nDCG@10   {quality.ndcg10:.3f}",
        f"MRR@10    {quality.mrr10:.3f}",
        f"recall@10 {quality.recall10:.3f}",
    ]
    if quality.misses:
        lines.append(
            f"Queries without a relevant article in the first ten: {len(quality.misses):,}"
        )
    for judgement, result in quality.misses[:_MISSES_SHOWN]:
        actual = result.hits[0].title if result.hits else "nothing"
        expected = ", ".join(sorted(judgement.relevant))
        lines += [
            printable(f"  {judgement.query}"),
            printable(f"    expected {expected}; found {actual}"),
        ]
    if quality.needs_meaning and knows(quality.lang):
        questions = f"{quality.unknown:,} of {plural(quality.queries, 'question')}"
        lines += [
            f"In {questions}, no article contains one of the words.",
            "Meaning would help, but it is off: set 'search: {meaning: true}' in mkdocs.yml.",
        ]
    return "\n".join(lines)
