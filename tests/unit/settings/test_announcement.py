# SPDX-License-Identifier: MIT
"""The announcement in mkdocs.yml: what is read, and what is reported with its place."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize("day", ["2026-12-12", "'2026-12-12'", "2026-12-12 10:00:00"])
def test_an_announcement_is_read(load, day: str) -> None:
    loaded = load(f"announcement: {{text: {{en: A, pl: B}}, url: a.md, until: {day}}}")
    assert loaded.diagnostics == ()
    item = loaded.settings.kbgen.announcement
    assert item.text.texts == {"en": "A", "pl": "B"}
    assert item.url.first == "a.md"
    assert item.until == date(2026, 12, 12)
    assert item.locations["until"] == (6, 62)
    assert loaded.settings.kbgen.local_texts["announcement.text"] is item.text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{until: 2026-12-12}", "6:21: KB703 'text' is missing"),
        ("{text: A, until: soon}", "6:38: KB703 'soon' is not a day"),
        ("{text: A, till: 2026-12-12}", "6:31: KB702 unknown setting 'till'"),
        ("{text: A, url: 'javascript:x'}", "6:36: KB703 'javascript:x' is not an address"),
        ("A", "6:21: KB703 expected nested settings (text, url, until)"),
    ],
)
def test_a_wrong_announcement_is_reported(load, text: str, problem: str) -> None:
    found = [
        f"{d.line}:{d.column}: {d.code} {d.message}"
        for d in load(f"announcement: {text}").diagnostics
    ]
    assert found == [problem]
