# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kbgen.content.front_matter import ARTICLE, CATEGORY, parse_yaml, read_mapping
from kbgen.model import (
    Affects,
    Audience,
    Cause,
    Environment,
    IssueState,
    IssueUpdate,
    Kind,
    OldAddress,
    Provenance,
    RemedyType,
    Severity,
    Status,
    Support,
)
from kbgen.runtime.problems import Problems
from kbgen.settings.types import UnknownFields


def read(
    text: str, unknown: str = "error", schema: Any = ARTICLE
) -> tuple[dict[str, Any], list[str]]:
    problems = Problems("a.md")
    mapping = parse_yaml(text, 2, problems)
    assert mapping is not None
    fields = read_mapping(mapping, schema, UnknownFields(unknown), problems)
    return fields.values, [
        f"{item.severity[0]} {item} {item.hint}".strip() for item in problems.diagnostics
    ]


NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
FULL = """\
id: printer-jams
title: Printer   jams
kind: troubleshooting
status: draft
audience: agent
summary: >
  Two
  lines
questions: [Why does it jam?, "Paper, stuck"]
symptoms: One symptom
error_codes: E1, 0x80070005
causes:
  - cause: Dust
    remedy: [Open it, Clean it]
    type: workaround
    expected: It prints
  - {cause: Age, remedy: Buy one}
environment: {product: P1, versions: ">=2 <3", platform: [linux, mac], plan: pro, region: eu}
support: {cost: free, doing: a fix, next: a release, eta: Friday, next_at: 2026-01-02T12:00:30Z, eta_at: 2026-01-02 12:00Z}
affects: {articles: other-one, products: "P1, P2"}
updates: {time: 2026-01-02T12:00Z, text: We look}
state: identified
tags: [no, 2024-01-01]
order: 3
promoted: yes
related: [other-one]
redirect_from: [old/jams.md, /jams/]
replaced_by: new-one
owner: print team
updated: 2026-01-02
reviewed: 2026-01-02T10:00:00Z
expires: 2027-01-02
provenance: {source: zendesk, tickets: [a1, b2], generated: 2026-01-01}
source_revision: 0123456789012345
"""


def test_every_field_is_read_as_its_type() -> None:
    """The schema covers each field of an article."""
    values, problems = read(FULL)
    assert problems == []
    assert values == {
        "id": "printer-jams",
        "title": "Printer jams",
        "kind": Kind.TROUBLESHOOTING,
        "status": Status.DRAFT,
        "audience": Audience.AGENT,
        "summary": "Two lines",
        "questions": ("Why does it jam?", "Paper, stuck"),
        "symptoms": ("One symptom",),
        "error_codes": ("E1", "0x80070005"),
        "causes": (
            Cause("Dust", ("Open it", "Clean it"), RemedyType.WORKAROUND, "It prints"),
            Cause("Age", ("Buy one",)),
        ),
        "environment": Environment("P1", ">=2 <3", ("linux", "mac"), ("pro",), ("eu",)),
        "support": Support("free", "a fix", "a release", "Friday", NOON, NOON),
        "affects": Affects(("other-one",), ("P1", "P2")),
        "updates": (IssueUpdate(NOON, "We look"),),
        "state": IssueState.IDENTIFIED,
        "tags": ("no", "2024-01-01"),
        "order": 3,
        "promoted": True,
        "related": ("other-one",),
        "redirect_from": (OldAddress("old/jams.md", 28, 17), OldAddress("/jams/", 28, 30)),
        "replaced_by": ("new-one",),
        "owner": "print team",
        "updated": date(2026, 1, 2),
        "reviewed": date(2026, 1, 2),
        "expires": date(2027, 1, 2),
        "provenance": Provenance("zendesk", ("a1", "b2"), date(2026, 1, 1)),
        "source_revision": "0123456789012345",
    }
    assert set(values) == set(ARTICLE)


def test_empty_values_count_as_absent() -> None:
    """Templates of other systems leave fields empty."""
    assert read("tags:\nsummary: ''\ncauses: []\nenvironment: {}\norder:\n") == ({}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: {a: 1}", "e a.md:2:8: KB203 title: a mapping is not text"),
        ("title: [a]", "e a.md:2:8: KB203 title: a list is not text"),
        ("id: Refund", "e a.md:2:5: KB203 id: “Refund” is not an id"),
        ("id: ../../x", "e a.md:2:5: KB203 id: “../../x” is not an id"),
        (
            "kind: guide",
            "e a.md:2:7: KB203 kind: “guide” is not known Choose one of: troubleshooting, how-to",
        ),
        ("audience: all", "e a.md:2:11: KB203 audience: “all” is not known"),
        (
            "updated: 2024-13-45",
            "e a.md:2:10: KB203 updated: “2024-13-45” is not a date Write it as YYYY-MM-DD.",
        ),
        ("updated: [1]", "e a.md:2:10: KB203 updated: a list is not a date"),
        (
            "source_revision: May",
            "e a.md:2:18: KB203 source_revision: “May” is not a revision Write 0; kbgen check then reports the right value.",
        ),
        ("order: 1.5", "e a.md:2:8: KB203 order: “1.5” is not a whole number"),
        ("order: " + "9" * 5000, "e a.md:2:8: KB203 order: “999"),
        ("promoted: maybe", "e a.md:2:11: KB203 promoted: “maybe” is not true or false"),
        ("related: [A]", "e a.md:2:11: KB203 related: “A” is not an id"),
        ("tags: [[a]]", "e a.md:2:8: KB203 tags: a list is not text"),
        ("causes: dust", "e a.md:2:9: KB203 causes: “dust” is not a mapping"),
        ("causes: [{cause: a}]", "e a.md:2:10: KB205 causes: field remedy is missing"),
        ("causes: [{cause: , remedy: b}]", "e a.md:2:10: KB205 causes: field cause is missing"),
        ("provenance: {source: ''}", "e a.md:2:13: KB205 provenance: field source is missing"),
        ("causes: [{cause: a, remdy: b}]", "e a.md:2:21: KB202 causes: unknown field remdy"),
        ('title: "a\\u202egnp"', "e a.md:2:8: KB102 title: character U+202E is not allowed"),
        ('title: "a\\u0007b"', "e a.md:2:8: KB102 title: character U+0007 is not allowed"),
        ("titel: A", "e a.md:2:1: KB202 unknown field titel Did you mean title?"),
        ("x: A", "e a.md:2:1: KB202 unknown field x Known fields: id, title"),
        ("title: &a A", "e a.md:2:8: KB206 anchor &a is not allowed"),
        ("title: A\ntitle: B", "e a.md:3:1: KB204 field title is given twice"),
    ],
)
def test_wrong_values_are_refused_where_they_stand(text: str, problem: str) -> None:
    """File, line, column, what was found and what to do."""
    _, problems = read(text)
    assert problems[0].startswith(problem)


def test_all_problems_of_a_file_are_told_at_once() -> None:
    """A writer corrects a file once, not once a problem."""
    _, problems = read("titel: A\norder: x\nupdated: y\nkind: z\n")
    assert [line.split(": ")[1][:5] for line in problems] == ["KB202", "KB203", "KB203", "KB203"]


FOREIGN = """\
layout: post
position: &p 3
slug: ../../outside
x-i18n: {a: *p, a: b, "c\\u0007": !t d}
body: |
  many
  lines
title: T
"""


def test_unknown_fields_can_be_a_warning_each() -> None:
    """Whatever stands inside them is not looked at."""
    values, problems = read(FOREIGN, "warning")
    assert values == {"title": "T"}
    assert [line[:12] + line.partition("KB")[2][:3] for line in problems] == [
        f"w a.md:{line}:1: "[:12] + "202" for line in (2, 3, 4, 5, 6)
    ]


def test_unknown_fields_can_be_ignored() -> None:
    """Then nothing is said about them at all."""
    assert read(FOREIGN, "ignore") == ({"title": "T"}, [])


def test_foreign_values_of_known_fields_are_warnings_then() -> None:
    """`id: My_Doc` of another system leaves the field absent, and the article stands."""
    values, problems = read(
        "title: T\nid: My_Doc\norder: 1.5\nenvironment: production\n", "warning"
    )
    assert values == {"title": "T"}
    assert [line[0] for line in problems] == ["w", "w", "w"]


@pytest.mark.parametrize("field", ["audience: internal", "status: darft", "expires: soon"])
def test_fields_that_decide_who_reads_stay_strict(field: str) -> None:
    """A wrong audience must never publish an article, however foreign the front matter."""
    _, problems = read(f"title: T\n{field}\n", "ignore")
    assert [line[0] for line in problems] == ["e"]


def test_states_of_other_systems_are_understood() -> None:
    """`status: active` is published, `wip` is a draft."""
    assert read("status: active")[0] == {"status": Status.PUBLISHED}
    assert read("status: WIP")[0] == {"status": Status.DRAFT}


def test_category_files_have_fields_of_their_own() -> None:
    """An icon is a name, never a path out of the icons."""
    values, problems = read(
        "title: Billing\nsummary: S\nicon: material/cash\norder: -1\n", schema=CATEGORY
    )
    assert (values, problems) == (
        {"title": "Billing", "summary": "S", "icon": "material/cash", "order": -1},
        [],
    )
    _, problems = read("icon: ../../etc/passwd\nkind: faq\n", schema=CATEGORY)
    assert [line.split(" ")[2] for line in problems] == ["KB203", "KB202"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: Fix for error #4711\n", "a.md:2:22: KB209 title is cut at the #: “Fix for error”"),
        ("summary: C # sharp\n", "a.md:2:12: KB209 summary is cut at the #: “C” is left"),
        ("title: #4711\n", "a.md:2:8: KB209 title is cut at the #: nothing is left"),
        ("questions:\n  - Why #1?\n", "a.md:3:9: KB209 questions is cut"),
        ("symptoms: Error #5\n", "a.md:2:17: KB209 symptoms is cut"),
        ("title: two\n  lines #3\n", "a.md:3:9: KB209 title is cut at the #: “two lines”"),
        ("title: Größe #5\n", "a.md:2:14: KB209"),
        ("causes:\n - cause: Bug #1\n   remedy: Wait\n", "a.md:3:15: KB209 causes.cause is cut"),
    ],
)
def test_a_text_that_is_cut_at_a_number_sign_is_reported_there(text: str, problem: str) -> None:
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith(f"w {problem}")
    assert "Put the value in quotes" in problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "title: A  # keep it short\n",
        "title: A\t# keep it short\n",
        'title: "A" # keep it short\n',
        "title: C# and F#\n",
        "kind: faq # see guide\n",
        "updated: 2026-01-01 # by Ann\n",
        "id: a #1\n",
        "questions: # ask them\n  - Why?\n",
        "summary: # to do\n",
        "summary: |\n  Press #1 #2\n",
    ],
)
def test_a_comment_is_a_comment(text: str) -> None:
    """Behind a choice, a date or an id, behind quotes, and with two spaces before it."""
    assert read(text)[1] == []


def test_null_is_no_value_unless_it_is_in_quotes() -> None:
    fields, problems = read('summary: null\ntags: ~\nupdated: Null\ntitle: "null"\n')
    assert (fields, problems) == ({"title": "null"}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "title: “Smart”\n",
            'a.md:2:8: KB203 title: the curly quotes are part of the text Write "S',
        ),
        ("tags: [“one, two”]\n", "a.md:2:8: KB203 tags: the curly quotes are part of the text Put"),
        ("tags: a; b\n", "a.md:2:7: KB203 tags: “a; b” is one entry Separate them with commas: [a"),
    ],
)
def test_a_value_that_is_not_what_it_seems_is_a_warning(text: str, problem: str) -> None:
    """The value is used unchanged."""
    fields, problems = read(text)
    assert len(fields) == 1
    assert problems[0].startswith(f"w {problem}")


@pytest.mark.parametrize(
    "text", ["title: The “best” way\n", 'title: "“Smart”"\n', "tags: a; b, c\n"]
)
def test_curly_quotes_and_semicolons_inside_a_text_are_text(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    ("name", "known"),
    [("description", "summary"), ("Description", "summary"), ("draft", "status: draft")],
)
def test_the_name_of_another_tool_leads_to_the_field_of_kbgen(name: str, known: str) -> None:
    _, (problem,) = read(f"{name}: x\n")
    assert problem.endswith(f"unknown field {name} kbgen's field for this is `{known}`.")


def test_a_path_in_related_is_kept_for_the_check_that_knows_the_ids() -> None:
    fields, problems = read("related: [a/b.md, ../c, d.md]\n")
    assert (fields, problems) == ({"related": ("a/b.md", "../c", "d.md")}, [])


@pytest.mark.parametrize("unknown", ["error", "warning", "ignore"])
@pytest.mark.parametrize(
    "line",
    [
        *("provenance: tickets", "provenance: [a]", "provenance:", "provenance: {}"),
        *("provenance: {source: a, date: 2026-01-01}", "Provenance: {source: a}"),
        *("provenence: {source: a}", "provenance: {sorce: a}"),
    ],
)
def test_a_slip_in_provenance_publishes_nothing(line: str, unknown: str) -> None:
    """Without the field, a text by customers would count as one by writers."""
    problems = Problems("a.md")
    mapping = parse_yaml(line, 2, problems)
    assert mapping is not None
    read_mapping(mapping, ARTICLE, UnknownFields(unknown), problems)
    assert problems.fatal
    assert {item.severity for item in problems.diagnostics} == {Severity.ERROR}
