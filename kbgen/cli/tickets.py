# SPDX-License-Identifier: MIT
"""`kbgen tickets`: import, redact, cluster, coverage, draft. Here search is wired to what tickets need of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kbgen.cli.common import (
    PATIENCE,
    config_option,
    json_option,
    lang_option,
    plural,
    running_progress,
    site_of,
    work_dir_option,
)
from kbgen.cli.say import print_json
from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_CONTENT, SettingsError

if TYPE_CHECKING:
    from kbgen.model import ClusterCoverage, Plugins, SearchResult, TicketCluster
    from kbgen.settings import SiteSettings
    from kbgen.tickets.records import Rejection
    from kbgen.tickets.writing import WrittenDraft

FORMATS = ("csv", "zendesk", "freshdesk", "singer")
_SHOWN = 20

_file_argument = click.argument("file", type=click.Path(path_type=Path))
_people_option = click.option(
    "-k",
    "--requesters",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="Fewest people who must have asked the same.",
)


@click.group("tickets")
def command() -> None:
    """Turn exported support tickets into drafts of articles, without anybody's personal data."""


@command.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file of tickets to write.")
@click.option("-l", "--lang", default="", help="Language of tickets that do not say theirs.")
@click.option("--encoding", default="utf-8-sig", help="Encoding of CSV files.")
@click.option("--column", "columns", multiple=True, help="FIELD=NAME, for CSV: the column that holds a field.")
@json_option
def import_(
    form: str, path: Path, output: Path, lang: str, encoding: str, columns: tuple[str, ...], as_json: bool
) -> None:
    """Read an export of FORMAT at PATH, a file or a folder, redact it and write tickets as JSON lines.

    Nothing that is written holds personal data, and private comments are not read. Exit code 1 when no ticket is kept.
    """
    from dataclasses import replace

    from kbgen.tickets.files import as_json as document
    from kbgen.tickets.files import write_lines
    from kbgen.tickets.readers import read_export
    from kbgen.tickets.records import export_files
    from kbgen.tickets.redact import redact

    files = export_files(path, _known_encoding(encoding))
    export = read_export(form, files, _columns(columns))
    key = files.digest()
    spoken = (ticket if ticket.lang else replace(ticket, lang=lang) for ticket in export.tickets)
    write_lines(output, (document(redact(ticket, key)) for ticket in spoken))
    kept, rejected = len(export.tickets), export.rejected
    if as_json:
        print_json({"schema": 1, "read": export.read, "kept": kept, "rejected": list(map(_rejection, rejected))})
    else:
        _say_rejected(rejected)
        click.echo(f"{plural(kept, 'ticket')} kept, {len(rejected):,} rejected")
    if not kept:
        sys.exit(EXIT_CONTENT)


@command.command("redact")
@_file_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Without it: stdout.")
@click.option("-l", "--lang", default="", help="Language of texts that do not say theirs.")
@click.option("--spans", is_flag=True, help='Read JSON lines {"text"}; say where personal data stands.')
def redact_(file: Path, output: Path | None, lang: str, spans: bool) -> None:
    """Replace personal data in FILE, tickets as JSON lines, by placeholders.

    With --spans the lines are {"text"}; what is written is the redacted text, and the places in the text that was read.
    """
    from kbgen.tickets.files import redacted_lines, write_lines

    documents, rejected = redacted_lines(file, lang, spans=spans)
    if output is None:
        for document in documents:
            print_json(document)
    else:
        write_lines(output, documents)
    _say_rejected(rejected)
    if rejected and not documents:
        sys.exit(EXIT_CONTENT)


@command.command("cluster")
@_file_argument
@click.option("-l", "--lang", default="en", show_default=True, help="Language of tickets that do not say theirs.")
@click.option("--json", "as_json", is_flag=True, help='Print a line {"id", "cluster"} for each ticket.')
def cluster_(file: Path, lang: str, as_json: bool) -> None:
    """Group the tickets of FILE by what they ask."""
    clusters = _clusters(file, lang)
    if as_json:
        for item in clusters:
            for ticket in item.tickets:
                print_json({"id": ticket.id, "cluster": item.number})
        return
    for item in clusters[:_SHOWN]:
        click.echo(_line(item))
    tickets = sum(len(item.tickets) for item in clusters)
    click.echo(f"{plural(tickets, 'ticket')} in {plural(len(clusters), 'cluster')}")


@command.command("coverage")
@_file_argument
@lang_option
@_people_option
@json_option
@config_option
@work_dir_option
def coverage_(
    file: Path, lang: str | None, requesters: int, as_json: bool, config_file: Path | None, work_dir: Path | None
) -> None:
    """Say which questions of the tickets in FILE the site's search answers already, and with which article."""
    settings, plugins = site_of(config_file, work_dir)
    clusters = [item for item in _clusters(file, _language(settings, lang)) if item.requesters >= requesters]
    covered = _coverage(settings, plugins, clusters, lang)
    if as_json:
        print_json(_coverage_document(covered))
        return
    for item in covered[:_SHOWN]:
        where = f"{item.title} (rank {item.rank}, {item.share:.0%})" if item.answered else "no article"
        click.echo(f"{_line(item.cluster)}\n      {printable(where)}")
    answered = sum(item.answered for item in covered)
    click.echo(f"{answered:,} of {plural(len(covered), 'cluster')} answered")


@command.command("draft")
@_file_argument
@click.option("-c", "--category", default="from-tickets", show_default=True, help="Folder of the drafts.")
@lang_option
@_people_option
@click.option("--uncovered", is_flag=True, help="Leave out what search answers already.")
@json_option
@config_option
@work_dir_option
def draft_(
    file: Path,
    category: str,
    lang: str | None,
    requesters: int,
    uncovered: bool,
    as_json: bool,
    config_file: Path | None,
    work_dir: Path | None,
) -> None:
    """Write a draft for each question in FILE that enough people asked.

    A draft is an article with `status: draft`. A file that is there is left as it is.
    """
    from kbgen.tickets.writing import write_drafts

    settings, plugins = site_of(config_file, work_dir)
    spoken = _language(settings, lang)
    clusters = [item for item in _clusters(file, spoken) if item.requesters >= requesters]
    if uncovered:
        clusters = [item.cluster for item in _coverage(settings, plugins, clusters, lang) if not item.answered]
    written = write_drafts(settings, list(_drafts(clusters, spoken)), category)
    if as_json:
        print_json(
            {"schema": 1, "clusters": len(clusters), "drafts": [_draft_document(settings, item) for item in written]}
        )
        return
    for item in written:
        click.echo(printable(f"{item.path}{'' if item.is_new else ' (was there)'}"))
    click.echo(
        f"{plural(sum(item.is_new for item in written), 'draft')} of {plural(len(clusters), 'cluster')}", err=True
    )


def _known_encoding(name: str) -> str:
    import codecs

    try:
        return codecs.lookup(name).name if name != "utf-8-sig" else name
    except LookupError as error:
        raise SettingsError(f"there is no encoding '{name}'", "Try utf-8, windows-1251 or windows-1250.") from error


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    from kbgen.tickets.readers.csv_table import COLUMNS

    columns = dict(pair.partition("=")[::2] for pair in pairs)
    unknown = sorted(set(columns) - set(COLUMNS)) or [name for name, column in columns.items() if not column]
    if unknown:
        raise SettingsError(f"'{unknown[0]}' is no field of a ticket", f"Known are {', '.join(COLUMNS)}: FIELD=NAME.")
    return columns


def _language(settings: SiteSettings, lang: str | None) -> str:
    languages = settings.kbgen.languages
    if lang is not None and lang not in languages:
        raise SettingsError(f"'{lang}' is not a language of this site", f"Its languages are {', '.join(languages)}.")
    return lang or languages[0]


def _clusters(file: Path, lang: str) -> tuple[TicketCluster, ...]:
    from kbgen.tickets.cluster import cluster
    from kbgen.tickets.files import read_tickets

    tickets, rejected = read_tickets(file)
    _say_rejected(rejected)
    return cluster(tickets, _terms(lang))


def _terms(lang: str) -> Callable[[str, str], Sequence[str]]:
    from kbgen.language.terms import terms

    return lambda text, spoken: terms(text, spoken or lang)


def _coverage(
    settings: SiteSettings, plugins: Plugins, clusters: Sequence[TicketCluster], lang: str | None
) -> tuple[ClusterCoverage, ...]:
    from kbgen.tickets.coverage import DEPTH, coverage
    from kbgen.workflows.ask import ask

    spoken = _language(settings, lang)
    with running_progress() as progress:

        def answers(asked: Sequence[str]) -> Sequence[SearchResult]:
            return ask(settings, plugins, asked, lang, DEPTH, "whoosh", progress, PATIENCE)

        return coverage(clusters, answers, _terms(spoken), _texts(settings, spoken), spoken)


def _texts(settings: SiteSettings, lang: str) -> dict[str, str]:
    """Article id → everything its writer wrote."""
    from kbgen.content.loader import load

    return {
        article.id: "\n".join(
            (article.title, article.summary, *article.questions, *article.symptoms, *article.tags, article.markdown)
        )
        for article in load(settings).kb.articles
        if article.lang == lang
    }


def _drafts(clusters: Sequence[TicketCluster], lang: str) -> Iterator[Any]:
    from kbgen.runtime.clock import build_day
    from kbgen.tickets.draft import draft

    taken: set[str] = set()
    for item in clusters:
        article = draft(item, _terms(lang), build_day(), lang, taken)
        if article is not None:
            taken.add(article.title.casefold())
            yield article


def _line(item: TicketCluster) -> str:
    from kbgen.tickets.coverage import questions

    question = next(iter(questions(item, 1)), "(nothing that can be shown)")
    return printable(f"{item.number:4}. {plural(len(item.tickets), 'ticket')}, {item.requesters:,} asked: {question}")


def _coverage_document(covered: Sequence[ClusterCoverage]) -> dict[str, Any]:
    return {
        "schema": 1,
        "clusters": [
            {
                "cluster": item.cluster.number,
                "tickets": [ticket.id for ticket in item.cluster.tickets],
                "requesters": item.cluster.requesters,
                "questions": item.questions,
                "answered": item.answered,
                "article": {"id": item.article, "url": item.url, "title": item.title} if item.article else None,
                "rank": item.rank,
                "share": round(item.share, 4),
            }
            for item in covered
        ],
    }


def _draft_document(settings: SiteSettings, item: WrittenDraft) -> dict[str, Any]:
    return {
        "path": item.path.relative_to(settings.docs_dir).as_posix(),
        "new": item.is_new,
        "title": item.article.title,
        "requesters": item.article.requesters,
        "answers": item.article.answers,
        "tickets": list(item.article.tickets),
    }


def _rejection(item: Rejection) -> dict[str, Any]:
    return {"file": item.file, "row": item.row, "reason": item.reason}


def _say_rejected(rejected: Sequence[Rejection]) -> None:
    for item in rejected[:_SHOWN]:
        click.echo(printable(f"{item.file}:{item.row}: {item.reason}"), err=True)
    if len(rejected) > _SHOWN:
        click.echo(f"and {len(rejected) - _SHOWN:,} more", err=True)
