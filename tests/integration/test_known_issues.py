# SPDX-License-Identifier: MIT
"""Known issues: where customers see them, and what happens when an announced time passes."""

from __future__ import annotations

import json
import re
import shutil

import pytest

CONFIG = """\
site_name: Acme
site_url: https://help.example.com/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {languages: [en, de], contact: {email: help@example.com}}
"""
TREE = """
content/mail/late.md
    | ---
    | title: Mail comes late
    | kind: known-issue
    | state: identified
    | summary: Some mail comes an hour late.
    | affects:
    |   articles: [send-mail]
    |   products: [Acme Mail]
    | updates:
    |   - {time: "2026-12-01T08:00:59Z", text: Mail comes late.}
    |   - {time: 2026-12-01T10:30+01:00, text: We found the slow server.}
    | support:
    |   cost: Nothing.
    |   doing: We replace the server.
    |   next_at: 2026-12-01T13:00+01:00
    |   eta: Tonight
    |   eta_at: 2026-12-01T22:00-05:30
    | ---
    | Text.
content/mail/old.md
    | ---
    | title: Mail was lost
    | kind: known-issue
    | state: fixed
    | updated: 2026-03-02
    | ---
    | Text.
content/mail/older.md
    | ---
    | title: Mail was blue
    | kind: known-issue
    | state: fixed
    | updated: 2025-03-02
    | ---
    | Text.
content/mail/send.md
    | ---
    | title: Send mail
    | id: send-mail
    | ---
    | Text.
content/mail/phone.md
    | ---
    | title: Mail on a phone
    | environment: {product: Acme Mail}
    | ---
    | Text.
content/mail/other.md
    | ---
    | title: Other product
    | environment: {product: Acme Pay}
    | ---
    | Text.
content/de/mail/send.md
    | ---
    | title: Mail senden
    | id: send-mail
    | ---
    | Text.
"""
STRIP = '<section class="kb-notice"'


@pytest.fixture
def built(site, kbgen):
    folder = site(TREE, CONFIG)
    run = kbgen("build")
    assert run.code == 0, run.stderr
    return folder / "site"


def test_pages_about_an_issue_show_it(built) -> None:
    """By article and by product, on search and contact, and in its own language only."""
    with_strip = {
        path.parent.relative_to(built).as_posix()
        for path in built.rglob("index.html")
        if STRIP in path.read_text("utf-8")
    }
    assert with_strip == {".", "mail/send", "mail/phone", "search", "contact"}
    strip = (built / "mail/send/index.html").read_text("utf-8").partition(STRIP)[2]
    strip = strip.partition("</section>")[0]
    assert '<a href="../../mail/late/">Mail comes late</a>' in strip
    assert '<time datetime="2026-12-01T13:00+01:00" data-js="moment">' in strip
    assert 'href="../../status/"' in strip


def test_status_page_has_open_issues_and_then_fixed_ones_by_date(built) -> None:
    page = (built / "status/index.html").read_text("utf-8")
    titles = re.findall(r'href="\.\./mail/\w+/">(Mail[^<]*)</a>', page)
    assert titles == ["Mail comes late", "Mail was lost", "Mail was blue"]
    assert "We found the slow server." in page
    assert "<loc>https://help.example.com/status/</loc>" in (built / "sitemap.xml").read_text()
    assert not (built / "de/status").exists(), "German has no issues"


def test_status_file_has_what_the_page_has(built) -> None:
    table = json.loads((built / "status.json").read_text("utf-8"))
    assert table["lang"] == "en"
    assert [issue["state"] for issue in table["issues"]] == ["identified", "fixed", "fixed"]
    assert table["issues"][0] == {
        "id": "mail-late",
        "title": "Mail comes late",
        "url": "https://help.example.com/mail/late/",
        "state": "identified",
        "summary": "Some mail comes an hour late.",
        "affected": ["Acme Mail"],
        "cost": "Nothing.",
        "doing": "We replace the server.",
        "next_at": "2026-12-01T13:00+01:00",
        "eta": "Tonight",
        "eta_at": "2026-12-01T22:00-05:30",
        "since": "2026-12-01T08:00+00:00",
        "last_update": {"time": "2026-12-01T10:30+01:00", "text": "We found the slow server."},
    }


def test_issue_has_a_timeline_and_its_times(built) -> None:
    page = (built / "mail/late/index.html").read_text("utf-8")
    timeline = page.partition('id="kb-updates-title"')[2].partition("</section>")[0]
    assert re.findall(r"<p>(.*?)</p>", timeline) == [
        "We found the slow server.",
        "Mail comes late.",
    ]
    times = page.partition('<dl class="kb-times">')[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt>", times) == [
        "Next update",
        "Last update",
        "Expected resolution",
        "Since",
    ]
    assert "1 December 2026, 10:00\u202fpm UTC-5:30" in times
    assert 'data-due="2026-12-01T13:00+01:00" hidden>Update overdue' in times


def test_article_with_the_address_of_the_status_page_keeps_it(site, kbgen) -> None:
    folder = site(TREE + "content/status.md\n    | # Our own page\n    | Text.\n", CONFIG)
    assert kbgen("build").code == 0
    assert "Our own page" in (folder / "site/status/index.html").read_text("utf-8")


def test_an_edit_of_an_issue_gives_the_same_site_as_a_build_from_scratch(site, kbgen) -> None:
    """The pages about the issue change with it."""
    folder = site(TREE, CONFIG)
    assert kbgen("build").code == 0
    issue = folder / "content/mail/late.md"
    issue.write_text(issue.read_text("utf-8").replace("13:00", "14:00"), encoding="utf-8")
    assert kbgen("build").code == 0
    edited = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    shutil.rmtree(folder / ".kbgen")
    shutil.rmtree(folder / "site")
    assert kbgen("build").code == 0
    whole = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    assert edited == whole
    assert b"14:00" in edited[folder / "site/mail/send/index.html"]


@pytest.mark.parametrize(
    ("now", "messages"),
    [
        ("1796126399", []),  # a second before
        ("1796126401", ["KB508 the next update was due at 2026-12-01 13:00+01:00"]),
        (
            "1796269261",
            [
                "KB508 the fix was expected at 2026-12-01 22:00-05:30",
                "KB508 the next update was due at 2026-12-01 13:00+01:00",
            ],
        ),
    ],
)
def test_check_reports_times_that_have_passed(site, kbgen, monkeypatch, now, messages) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
    site(TREE, CONFIG)
    run = kbgen("check")
    assert run.code == 0, run.stderr
    found = re.findall(r"late\.md:\d+:\d+: (KB508 .*)", run.stdout + run.stderr)
    assert sorted(found) == messages


def test_mistakes_are_named_at_their_place(site, kbgen) -> None:
    text = TREE.replace("[send-mail]", "[send-male]").replace("13:00+01:00", "13:00")
    site(text, CONFIG)
    run = kbgen("check")
    report = run.stdout + run.stderr
    assert "late.md:7:14: KB504 there is no article send-male" in report
    assert "Did you mean send-mail?" in report
    assert "late.md:15:12: KB203 support.next_at: “2026-12-01T13:00” is not a time with" in report
