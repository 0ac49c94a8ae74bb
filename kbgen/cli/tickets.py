# SPDX-License-Identifier: MIT
"""`kbgen tickets`: import, redact, cluster, coverage, draft."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
from kbgen.errors import EXIT_CONTENT

if TYPE_CHECKING:
    from kbgen.model import ClusterCoverage, Plugins, TicketCluster
    from kbgen.settings import SiteSettings
    from kbgen.tickets.drafts.draft_files import WrittenDraft
    from kbgen.tickets.records import Rejection
    from kbgen.workflows.ticket_clusters import ClusteredTickets

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
    from kbgen.tickets.importing import import_tickets

    done = import_tickets(form, path, output, lang=lang, encoding=encoding, columns=columns)
    if as_json:
        print_json(
            {"schema": 1, "read": done.read, "kept": done.kept, "rejected": list(map(_rejection, done.rejected))}
        )
    else:
        _say_rejected(done.rejected)
        click.echo(f"{plural(done.kept, 'ticket')} kept, {len(done.rejected):,} rejected")
    if not done.kept:
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
    from kbgen.tickets.files import redacted_lines
    from kbgen.tickets.output_file import write_lines

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
    clusters = _clustered(file, lang).clusters
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
    from kbgen.workflows.open_site import language_of

    settings, plugins = site_of(config_file, work_dir)
    clusters = _clustered(file, language_of(settings, lang)).asked_by(requesters)
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
    from kbgen.workflows.open_site import language_of
    from kbgen.workflows.ticket_drafts import draft_articles

    settings, plugins = site_of(config_file, work_dir)
    spoken = language_of(settings, lang)
    clusters = _clustered(file, spoken).asked_by(requesters)
    if uncovered:
        clusters = [item.cluster for item in _coverage(settings, plugins, clusters, lang) if not item.answered]
    written = draft_articles(settings, clusters, spoken, category)
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


def _clustered(file: Path, lang: str) -> ClusteredTickets:
    from kbgen.workflows.ticket_clusters import cluster_file

    clustered = cluster_file(file, lang)
    _say_rejected(clustered.rejected)
    return clustered


def _coverage(
    settings: SiteSettings, plugins: Plugins, clusters: Sequence[TicketCluster], lang: str | None
) -> tuple[ClusterCoverage, ...]:
    from kbgen.workflows.ticket_coverage import cover

    with running_progress() as progress:
        return cover(settings, plugins, clusters, lang, progress, PATIENCE)


def _line(item: TicketCluster) -> str:
    from kbgen.tickets.coverage import typical_questions

    question = next(iter(typical_questions(item, 1)), "(nothing that can be shown)")
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
