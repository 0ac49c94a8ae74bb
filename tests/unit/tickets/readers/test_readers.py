# SPDX-License-Identifier: MIT
"""Readers: what each export becomes, and that nothing private leaves them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kbgen.errors import SettingsError
from kbgen.model import Comment
from kbgen.tickets.readers import Export, read_export
from kbgen.tickets.records import export_files

SECRET = "The customer is a pain"


def read(form: str, folder: Path, **columns: str) -> Export:
    return read_export(form, export_files(folder), columns)


def write(folder: Path, **files: Any) -> Path:
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / f"{stem}.{suffix}").write_text(text, "utf-8")
    return folder


ZENDESK_TICKET = {
    "id": 1,
    "subject": "No money",
    "description": "Where is my refund?",
    "requester_id": 5,
    "assignee_id": 9,
    "status": "solved",
    "tags": ["refund"],
    "created_at": "2026-01-02T03:04:05Z",
    "updated_at": "2026-01-03T00:00:00Z",
}
ZENDESK_USERS = [
    {"id": 5, "name": "Anna Nowak", "email": "anna@x.example", "role": "end-user"},
    {"id": 9, "name": "Bob Agent", "email": "bob@acme.example", "role": "agent"},
]


def comment(number: int, author: int, body: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "ticket_id": 1,
        "author_id": author,
        "body": body,
        "created_at": f"2026-01-02T0{number}",
        **fields,
    }


def test_zendesk_joins_tickets_comments_and_users(tmp_path: Path) -> None:
    """The first public comment is the description; agents and customers are told apart by their role."""
    comments = [
        comment(1, 5, "Where is my refund?", public=True),
        comment(2, 9, SECRET, public=False),
        comment(3, 9, "It takes two days.", public=True),
        comment(4, 5, "Thanks", public=True),
        comment(5, 9, SECRET),
    ]
    folder = write(
        tmp_path,
        all_json={"tickets": [ZENDESK_TICKET], "users": ZENDESK_USERS, "comments": comments},
    )
    (ticket,) = read("zendesk", folder).tickets
    assert (ticket.subject, ticket.body) == ("No money", "Where is my refund?")
    assert ticket.comments == (Comment(True, "It takes two days."), Comment(False, "Thanks"))
    assert ticket.tags == ("refund",)
    assert ticket.created == "2026-01-02"
    assert {"Anna Nowak", "anna@x.example", "Bob Agent"} <= set(ticket.people)


def test_a_zendesk_description_that_was_private_is_not_taken(tmp_path: Path) -> None:
    """The description repeats the first comment; when that one was an agent's note, so is the description."""
    ticket = {**ZENDESK_TICKET, "description": SECRET}
    comments = [comment(1, 9, SECRET, public=False), comment(2, 5, "Where is it?", public=True)]
    folder = write(
        tmp_path,
        t_json={"tickets": [ticket], "users": ZENDESK_USERS},
        c_json={"comments": comments},
    )
    (found,) = read("zendesk", folder).tickets
    assert found.body == "Where is it?"
    assert SECRET not in repr(found)


def test_zendesk_lines_with_nested_comments(tmp_path: Path) -> None:
    """The JSON export has a ticket a line, comments inside it."""
    line = json.dumps(
        {
            **ZENDESK_TICKET,
            "comments": [comment(2, 9, SECRET, public=False), comment(3, 9, "Wait.", public=True)],
        }
    )
    (ticket,) = read("zendesk", write(tmp_path, export_jsonl=line + "\n")).tickets
    assert ticket.comments == (Comment(True, "Wait."),)


@pytest.mark.parametrize(
    "fields", [{"status": "deleted"}, {"is_public": False}, {"id": None}, {"id": 1.5}]
)
def test_zendesk_tickets_that_are_not_for_us_are_rejected(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    """Deleted, private or nameless: counted, with a reason."""
    export = read("zendesk", write(tmp_path, t_json={"tickets": [{**ZENDESK_TICKET, **fields}]}))
    assert export.tickets == ()
    assert [item.file for item in export.rejected] == ["t.json"]


FRESHDESK_TICKET = {
    "id": 3,
    "subject": "No money",
    "description": "<div>Where is<br>my refund?</div>",
    "requester_id": 7,
    "updated_at": "2026-01-02",
    "requester": {"id": 7, "name": "Anna Nowak", "email": "anna@x.example"},
    "cc_emails": ["boss@x.example"],
    "spam": False,
}


def conversation(body: str, **fields: Any) -> dict[str, Any]:
    return {"id": 1, "ticket_id": 3, "user_id": 9, "body_text": body, "incoming": False, **fields}


def test_freshdesk_takes_public_messages_only(tmp_path: Path) -> None:
    """What is private, or does not say that it is not, stays in the reader; HTML becomes text."""
    said = [
        conversation("Two days.", private=False),
        conversation(SECRET, private=True),
        conversation(SECRET, private=None),
    ]
    (ticket,) = read("freshdesk", write(tmp_path, t_json=[FRESHDESK_TICKET], c_json=said)).tickets
    assert ticket.body == "Where is\nmy refund?"
    assert ticket.comments == (Comment(True, "Two days."),)
    assert {"Anna Nowak", "boss@x.example"} <= set(ticket.people)
    assert SECRET not in repr(ticket)


def test_of_two_copies_the_newer_ticket_counts(tmp_path: Path) -> None:
    """Recorded answers hold a ticket several times."""
    newer = {**FRESHDESK_TICKET, "subject": "Still no money", "updated_at": "2026-02-02"}
    export = read("freshdesk", write(tmp_path, a_json=newer, b_json=[FRESHDESK_TICKET]))
    assert [ticket.subject for ticket in export.tickets] == ["Still no money"]
    assert (export.read, len(export.rejected)) == (2, 1)


def test_singer_lines_are_read_as_their_help_desk_means_them(tmp_path: Path) -> None:
    """Streams of both taps; SCHEMA and STATE are left alone."""
    lines = [
        {"type": "SCHEMA", "stream": "tickets", "schema": {}, "key_properties": ["id"]},
        {"type": "RECORD", "stream": "tickets", "record": ZENDESK_TICKET},
        {"type": "RECORD", "stream": "users", "record": ZENDESK_USERS[1]},
        {
            "type": "RECORD",
            "stream": "ticket_comments",
            "record": comment(2, 9, "Two days.", public=True),
        },
        {
            "type": "RECORD",
            "stream": "ticket_comments",
            "record": comment(3, 9, SECRET, public=False),
        },
        {"type": "RECORD", "stream": "tickets", "record": {**FRESHDESK_TICKET, "status": 2}},
        {"type": "RECORD", "stream": "conversations", "record": conversation(SECRET, private=True)},
        {
            "type": "RECORD",
            "stream": "conversations",
            "record": conversation("Wait.", private=False),
        },
        {"type": "STATE", "value": {}},
    ]
    export = read(
        "singer", write(tmp_path, out_jsonl="".join(json.dumps(line) + "\n" for line in lines))
    )
    assert [(ticket.id, ticket.comments) for ticket in export.tickets] == [
        ("1", (Comment(True, "Two days."),)),
        ("3", (Comment(True, "Wait."),)),
    ]
    assert SECRET not in repr(export)


def test_csv_columns_are_known_by_their_names(tmp_path: Path) -> None:
    """Usual names in three languages; a semicolon separates as well as a comma."""
    (tmp_path / "a.csv").write_text(
        "Номер;Тема;Вопрос;Ответ\n1;Оплата;Где деньги?;Два дня.\n", "utf-8"
    )
    (ticket,) = read("csv", tmp_path / "a.csv").tickets
    assert (ticket.id, ticket.subject, ticket.body) == ("1", "Оплата", "Где деньги?")
    assert ticket.comments == (Comment(True, "Два дня."),)


def test_csv_columns_can_be_named(tmp_path: Path) -> None:
    """`--column body=What`; a column that is not there is a mistake of the command line."""
    (tmp_path / "a.csv").write_text("What\nWhere is it?\n", "utf-8")
    (ticket,) = read("csv", tmp_path / "a.csv", body="What").tickets
    assert (ticket.id, ticket.body) == ("row-2", "Where is it?")
    with pytest.raises(SettingsError, match="no column 'Nothing'"):
        read("csv", tmp_path / "a.csv", body="Nothing")


@pytest.mark.parametrize(
    ("name", "kept", "reason"),
    [
        ("bom.csv", 1, ""),
        ("formula.csv", 7, ""),
        ("html_body.csv", 0, "no text"),
        ("huge_field.csv", 0, "longer than"),
        ("md_body.csv", 1, ""),
        ("no_header.csv", 0, "no column contains the text"),
        ("nul.csv", 1, ""),
        ("ragged.csv", 0, "cells"),
        ("semicolon_cp1251.csv", 0, "--encoding"),
    ],
)
def test_hostile_tables_are_read_or_rejected_with_their_row(
    data: Path, name: str, kept: int, reason: str
) -> None:
    """Never a traceback, never half a row."""
    export = read("csv", data / "hostile/importers" / name)
    assert len(export.tickets) == kept
    assert all(reason in item.reason and item.row >= 1 for item in export.rejected)
    assert bool(export.rejected) == bool(reason)


@pytest.mark.parametrize("form", ["zendesk", "freshdesk", "singer"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("deep.json", "too deep"),
        ("nan.json", "NaN"),
        ("trailing.json", "invalid JSON"),
        ("utf16.json", "utf-8"),
        ("lines.jsonl", "invalid JSON"),
        ("surrogate.json", ""),
        ("proto.json", ""),
    ],
)
def test_hostile_documents_are_rejected_with_their_line(
    data: Path, form: str, name: str, reason: str
) -> None:
    """Depth, NaN, trailing text, wrong encodings; nothing of the text is quoted."""
    export = read(form, data / "hostile/importers" / name)
    assert export.tickets == ()
    if reason:
        assert any(reason.casefold() in item.reason.casefold() for item in export.rejected)


def test_a_half_character_is_refused(tmp_path: Path) -> None:
    """A lone surrogate cannot be written to any file."""
    folder = write(
        tmp_path, t_json='{"tickets": [{"id": 1, "requester_id": 2, "subject": "\\ud800"}]}'
    )
    assert [item.reason for item in read("zendesk", folder).rejected] == [
        "a field contains invalid Unicode (a lone surrogate)"
    ]


def test_a_path_that_is_not_there_is_the_users_mistake(tmp_path: Path) -> None:
    """A sentence, not a traceback."""
    with pytest.raises(SettingsError, match="does not exist"):
        export_files(tmp_path / "nothing")
    with pytest.raises(SettingsError, match="contains no export files"):
        export_files(tmp_path)
