# SPDX-License-Identifier: MIT
"""Values that YAML accepts although the writer meant something else are reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from content_sites import settings_for, write

from kbgen.content import checks
from kbgen.content.loader import load


def problems(folder: Path, fields: str, today: date | None = None) -> list[str]:
    """What is said about an article with these fields, with the hint after `>`."""
    write(folder, {"a.md": f"---\n{fields}\n---\nText.\n", "b.md": "# Get a refund\n"})
    settings = settings_for(folder)
    loaded = load(settings, drafts=True)
    found = [*loaded.diagnostics, *checks.run(loaded.kb, settings, {}, today=today)]
    return [f"{item} > {item.hint}" for item in found if item.path == "content/a.md"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("questions:\n  • How?\n  • Why?", "3:3: KB203 questions: “• How? • Why?” is not a list"),
        ("questions:\n  -How?", "3:3: KB203 questions: “-How?” is not a list > Write `- How?`"),
        ("tags: • card", "2:7: KB203 tags: “• card” is not a list"),
        ("summary: Pay here,", "2:10: KB203 summary: the comma at the end is part of the text"),
        ("Tags: [a]", "KB202 unknown field Tags > Write tags, in lower case."),
        ("tаgs: [a]", "KB202 unknown field tаgs > It contains the Cyrillic letter а."),
        ("hide: [toc]", "KB202 unknown field hide > It is a field of Material"),
        ("status: Entwurf", "KB203 status: “Entwurf” is not known"),
        ("audience: intern", "KB203 audience: “intern” is not known"),
        ("related: [Get a refund]", "2:11: KB504 related takes ids, and Get a refund is not"),
        ("related: [https://help.example.com/help/b/]", "is not an id > Write b."),
        ("related: [/b/]", "2:11: KB504 related takes ids, and /b/ is a path > Write b."),
        ("updated: 2026-03-05", "2:1: KB213 updated: 2026-03-05 is in the future"),
        ("reviewed: 2062-03-01", "2:1: KB213 reviewed: 2062-03-01 is in the future"),
    ],
)
def test_a_value_with_another_meaning(tmp_path: Path, fields: str, expected: str) -> None:
    found = problems(tmp_path, f"{fields}\ntitle: A", date(2026, 3, 3))
    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize(
    "fields",
    [
        "questions: [How?]\ntags: a, b,\nerror_codes: -1",
        "questions: -v is refused. Why?",
        'summary: "Pay here,"',
        "updated: 2026-03-04\nreviewed: 2026-03-03",
        "symptoms: '• 1 of 2'",
    ],
)
def test_a_value_that_is_right(tmp_path: Path, fields: str) -> None:
    assert problems(tmp_path, f"{fields}\ntitle: A", date(2026, 3, 3)) == []


@pytest.mark.parametrize("value", ["null", "~", "", '""'])
def test_a_title_without_text_is_reported_at_its_line(tmp_path: Path, value: str) -> None:
    (found,) = problems(tmp_path, f"kind: manual\ntitle: {value}")
    assert found.startswith("content/a.md:3:1: KB210 the article has no title")
    assert "Write it in the field `title`; if it is the word null, in quotes" in found
