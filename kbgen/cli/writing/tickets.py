# SPDX-License-Identifier: MIT
"""The `kbgen tickets` commands: import, redact, cluster, coverage, draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kbgen.cli.common import (
    config_option,
    json_option,
    lang_option,
    load_site,
    opened_site,
    plural,
    work_dir_option,
)
from kbgen.cli.say import exit_if, print_json, print_result
from kbgen.content.source.file_names import printable

if TYPE_CHECKING:
    from kbgen.model import ClusterCoverage, Plugins, TicketCluster
    from kbgen.settings import SiteSettings
    from kbgen.tickets.drafts.draft_files import WrittenDraft
    from kbgen.tickets.records import Rejection

FORMATS = ("csv", "zendesk", "freshdesk", "singer")
_MAX_SHOWN = 20

_file_argument = click.argument("file", type=click.Path(path_type=Path))
_people_option = click.option(
    "-k",
    "--requesters",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="Minimum number of customers who asked the question.",
)


@click.group("tickets")
def command() -> None:
    """Turn exported support tickets into draft articles without personal data."""


@command.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write the tickets to.",
)
@click.option("-l", "--lang", default="", help="Language of tickets that do not specify one.")
@click.option("--encoding", default="utf-8-sig", help="Encoding of CSV files. By default, UTF-8.")
@click.option(
    "--column", "columns", multiple=True, help="CSV column for a field, as FIELD=NAME. Repeatable."
)
@json_option
def import_(
    form: str,
    path: Path,
    output: Path,
    lang: str,
    encoding: str,
    columns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Import and redact a help desk's export.

    PATH is a file or folder. Writes tickets as JSON lines. The output contains no personal data,
    and private comments are not read. The exit code is 1 if no ticket is kept.
    """
    from kbgen.tickets.importing import import_tickets

    export = import_tickets(form, path, output, lang=lang, encoding=encoding, columns=columns)
    if not as_json:
        _print_rejections(export.rejected)
    kept, rejected = len(export.tickets), list(map(asdict, export.rejected))
    document = {"schema": 1, "read": export.read, "kept": kept, "rejected": rejected}
    print_result(as_json, document, f"{plural(kept, 'ticket')} kept, {len(rejected):,} rejected")
    exit_if(not kept)


@command.command("redact")
@_file_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Output file. By default, stdout."
)
@click.option("-l", "--lang", default="", help="Language of texts that do not specify one.")
@click.option(
    "--spans",
    is_flag=True,
    help='Read JSON lines {"text"}, and also write the locations of personal data.',
)
def redact_(file: Path, output: Path | None, lang: str, spans: bool) -> None:
    """Replace personal data in FILE with placeholders.

    FILE contains tickets as JSON lines; with --spans, lines of {"text"}. The output of --spans
    contains the redacted text and the locations of personal data in the original text.
    """
    from kbgen.tickets.files import redacted_lines
    from kbgen.tickets.output_file import write_lines

    documents, rejected = redacted_lines(file, lang, spans=spans)
    if output is None:
        for document in documents:
            print_json(document)
    else:
        write_lines(output, documents)
    _print_rejections(rejected)
    exit_if(bool(rejected) and not documents)


@command.command("cluster")
@_file_argument
@click.option(
    "-l",
    "--lang",
    default="en",
    show_default=True,
    help="Language of tickets that do not specify one.",
)
@click.option(
    "--json", "as_json", is_flag=True, help='Print a line {"id", "cluster"} for each ticket.'
)
def cluster_(file: Path, lang: str, as_json: bool) -> None:
    """Group the tickets in FILE by question."""
    clusters = _cluster_tickets(file, lang)
    if as_json:
        for item in clusters:
            for ticket in item.tickets:
                print_json({"id": ticket.id, "cluster": item.number})
        return
    for item in clusters[:_MAX_SHOWN]:
        click.echo(_cluster_line(item))
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
    file: Path,
    lang: str | None,
    requesters: int,
    as_json: bool,
    config_file: Path | None,
    work_dir: Path | None,
) -> None:
    """Show which questions search already answers.

    Lists the clusters of the tickets in FILE, each with the article that answers it.
    """
    from kbgen.workflows.open_site import language_of

    settings, plugins = load_site(config_file, work_dir)
    lang = language_of(settings, lang)
    clusters = _cluster_tickets(file, lang, requesters)
    covered = _coverage(settings, plugins, clusters, lang)
    if as_json:
        clusters_covered = [_covered_cluster_document(item) for item in covered]
        print_json({"schema": 1, "clusters": clusters_covered})
        return
    for item in covered[:_MAX_SHOWN]:
        answer = (
            f"{item.title} (rank {item.rank}, {item.share:.0%})" if item.answered else "no article"
        )
        click.echo(f"{_cluster_line(item.cluster)}\n      {printable(answer)}")
    answered = sum(item.answered for item in covered)
    click.echo(f"{answered:,} of {plural(len(covered), 'cluster')} answered")


@command.command("draft")
@_file_argument
@click.option(
    "-c", "--category", default="from-tickets", show_default=True, help="Folder for the drafts."
)
@lang_option
@_people_option
@click.option("--uncovered", is_flag=True, help="Skip questions that search already answers.")
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
    """Write draft articles for frequent questions.

    Writes a draft for each question in FILE that enough customers asked. A draft is an article with
    'status: draft'. Existing files are not changed.
    """
    from kbgen.workflows.open_site import language_of
    from kbgen.workflows.tickets import draft_articles

    settings, plugins = load_site(config_file, work_dir)
    lang = language_of(settings, lang)
    clusters = _cluster_tickets(file, lang, requesters)
    if uncovered:
        covered = _coverage(settings, plugins, clusters, lang)
        clusters = [item.cluster for item in covered if not item.answered]
    written = draft_articles(settings, clusters, lang, category)
    if as_json:
        drafts = [_draft_document(settings, item) for item in written]
        print_json({"schema": 1, "clusters": len(clusters), "drafts": drafts})
        return
    for item in written:
        click.echo(printable(f"{item.path}{'' if item.is_new else ' (already exists)'}"))
    new_drafts = sum(item.is_new for item in written)
    click.echo(
        f"{plural(new_drafts, 'new draft')} from {plural(len(clusters), 'cluster')}", err=True
    )


def _cluster_tickets(file: Path, lang: str, requesters: int = 0) -> list[TicketCluster]:
    """Return the clusters of a file with at least this many requesters."""
    from kbgen.workflows.tickets import cluster_file

    clusters, rejected = cluster_file(file, lang)
    _print_rejections(rejected)
    return [item for item in clusters if item.requesters >= requesters]


def _coverage(
    settings: SiteSettings, plugins: Plugins, clusters: Sequence[TicketCluster], lang: str
) -> tuple[ClusterCoverage, ...]:
    from kbgen.workflows.tickets import cover

    with opened_site(settings, plugins, with_markdown=True) as site:
        return cover(site, clusters, lang)


def _cluster_line(item: TicketCluster) -> str:
    from kbgen.tickets.coverage import typical_questions

    question = next(iter(typical_questions(item, 1)), "(every question contains personal data)")
    tickets, customers = plural(len(item.tickets), "ticket"), plural(item.requesters, "customer")
    return printable(f"{item.number:4}. {tickets} from {customers}: {question}")


def _covered_cluster_document(item: ClusterCoverage) -> dict[str, Any]:
    article = {"id": item.article, "url": item.url, "title": item.title}
    return {
        "cluster": item.cluster.number,
        "tickets": [ticket.id for ticket in item.cluster.tickets],
        "requesters": item.cluster.requesters,
        "questions": item.questions,
        "answered": item.answered,
        "article": article if item.article else None,
        "rank": item.rank,
        "share": round(item.share, 4),
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


def _print_rejections(rejected: Sequence[Rejection]) -> None:
    for item in rejected[:_MAX_SHOWN]:
        click.echo(printable(f"{item.file}:{item.row}: {item.reason}"), err=True)
    if len(rejected) > _MAX_SHOWN:
        click.echo(f"and {len(rejected) - _MAX_SHOWN:,} more", err=True)
