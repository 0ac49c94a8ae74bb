# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from content_sites import lines, load_files, render_all, settings_for

from kbgen.content.checks import RULES, run
from kbgen.content.structure.identity import revision_of


def checked(
    tmp_path: Path, files: dict[str, str], *, today: date | None = None, drafts: bool = False
) -> list[str]:
    """Messages of all rules, without the content folder; index pages are quiet."""
    settings = settings_for(tmp_path)
    result = load_files(tmp_path, dict(files), drafts=drafts)
    assert result.diagnostics == ()
    problems = run(result.kb, settings, render_all(result, settings), today=today)
    return [line.removeprefix("content/") for line in lines(problems)]


def fields(*entries: str, text: str = "Text.") -> str:
    return "\n".join(("---", "title: T", *entries, "---", text))


def test_a_good_article_is_silent(tmp_path: Path) -> None:
    """No rule finds anything in an article that says what it should."""
    text = "Lead.\n\n## Remedy\n\n1. Do it. See [the manual](b.md). ![shot](i.png)\n"
    files = {
        "a.md": fields(
            "kind: troubleshooting", "symptoms: [It jams]", "expires: 2027-01-01", text=text
        )
    }
    assert checked(tmp_path, files | {"b.md": "# B\n\ntext"}, today=date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"a.md": fields("id: x"), "b/c.md": fields("id: x").replace("title: T", "title: U")},
            "b/c.md:3:1: KB301 content/a.md has the same id, x",
        ),
        (
            {"a.md": fields(), "b.md": fields()},
            "b.md:2:1: KB305 content/a.md has the same title, “T”",
        ),
        ({"a.md": fields(text="\n![](i.png)")}, "a.md:5:5: KB404 image i.png has no description"),
        (
            {"a.md": fields(text="[Click here!](b.md)")},
            "a.md:4:15: KB407 link text “Click here!” does not describe its target",
        ),
        ({"a.md": fields(text="a [](b.md)")}, "a.md:4:6: KB407 link to b.md has no text"),
        ({"a.md": fields("kind: troubleshooting")}, "a.md:3:1: KB501 there is no remedy"),
        (
            {"a.md": fields("kind: troubleshooting", text="## Fix\n\nDo it.")},
            "a.md:3:1: KB501 there is no symptom",
        ),
        (
            {"a.md": fields("kind: known-issue", "support: {cost: none, eta: soon}")},
            "a.md:4:1: KB502 support does not say: doing, next",
        ),
        (
            {"a.md": fields("kind: known-issue")},
            "a.md:3:1: KB502 support does not say: cost, doing, next, eta",
        ),
        (
            {"a.md": fields("expires: 2025-12-31")},
            "a.md:3:1: KB503 the article expired on 2025-12-31",
        ),
        ({"a.md": fields("related: [nothing]")}, "a.md:3:11: KB504 there is no article nothing"),
        (
            {"a/b.md": fields("related:", "  - c.md"), "a/c.md": "# C\n\nx"},
            "a/b.md:4:5: KB504 related takes ids, and c.md is a path",
        ),
        (
            {"a.md": fields("related: [d]"), "d.md": fields("status: draft")},
            "a.md:3:11: KB405 related article d is a draft or for another audience",
        ),
        (
            {"a.md": fields("related: [d]"), "d.md": fields("status: withdrawn")},
            "a.md:3:11: KB405 related article d is withdrawn",
        ),
        (
            {"a.md": fields("replaced_by: nothing")},
            "a.md:3:14: KB504 there is no article nothing",
        ),
        (
            {"a.md": fields("status: withdrawn", "replaced_by: b.md"), "b.md": fields()},
            "a.md:4:14: KB504 replaced_by takes ids, and b.md is a path",
        ),
        (
            {"a.md": fields("replaced_by: [a]")},
            "a.md:3:15: KB504 the article names itself in replaced_by",
        ),
        (
            {"a.md": fields("replaced_by: d"), "d.md": fields("status: withdrawn")},
            "a.md:3:14: KB405 the successor d is withdrawn",
        ),
        ({"a.md": fields(text="\n## Only headings\n")}, "a.md:2:1: KB506 the article has no text"),
    ],
)
def test_each_rule_finds_what_it_is_for(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    """One problem, at the field or place it is about."""
    assert checked(tmp_path, files, today=date(2026, 1, 1)) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        fields("kind: troubleshooting", "causes: [{cause: a, remedy: b}]", text="Lead."),
        fields("kind: troubleshooting", "error_codes: [E1]", text="## Fix\n\nDo it."),
        fields("kind: troubleshooting", text="## What you see\n\nIt jams.\n\n## Fix\n\nDo it."),
        fields("kind: troubleshooting", text="It jams.\n\n1. Open it."),
        fields("kind: known-issue", "state: fixed"),
        fields("expires: 2026-01-01"),
        fields("causes: [{cause: a, remedy: b}]", text=""),
        fields(text="![a](i.png)"),
        fields("related: [a]"),
        fields(text="[^1]\n\n[^1]: note"),
    ],
)
def test_rules_know_the_other_ways_to_say_it(tmp_path: Path, text: str) -> None:
    """Symptom and remedy may stand in the text; the last day still counts; who waits for a fix that is out?"""
    assert checked(tmp_path, {"a.md": text}, today=date(2026, 1, 1)) == []


def test_without_a_date_nothing_expires(tmp_path: Path) -> None:
    """A build depends on its input alone."""
    assert checked(tmp_path, {"a.md": fields("expires: 2000-01-01")}) == []


def test_drafts_are_told_where_they_are_shown(tmp_path: Path) -> None:
    """In a build that leaves them out they are a normal state of work."""
    files = {"a.md": fields(), "d.md": fields("status: draft").replace("title: T", "title: D")}
    assert checked(tmp_path, files) == []
    assert checked(tmp_path, files, drafts=True) == ["d.md:3:1: KB505 the article is a draft"]


def test_texts_of_folders_may_share_titles_and_be_short(tmp_path: Path) -> None:
    """Two categories may both say “Overview”."""
    assert checked(tmp_path, {"a/index.md": "# Overview", "b/index.md": "# Overview"}) == []


def test_poor_link_texts_are_known_in_each_language(tmp_path: Path) -> None:
    """“Tutaj” is Polish for “here”, and means nothing in an English article."""
    files: dict[str, str | bytes] = {
        f"{lang}/a.md": "# A\n\n[tutaj](b.md) [здесь](b.md) [here](b.md)\n"
        for lang in ("en", "pl", "ru")
    }
    settings = settings_for(tmp_path, "en", "pl", "ru")
    result = load_files(tmp_path, files, "en", "pl", "ru")
    found = lines(run(result.kb, settings, render_all(result, settings)))
    assert [line.split("“")[1].split("”")[0] for line in found] == ["here", "tutaj", "здесь"]


def test_a_translation_is_compared_with_its_source(tmp_path: Path) -> None:
    """What it was made from is gone, is the text of today, or was never written down."""
    sources = {
        f"{name}.md": fields().replace("title: T", f"title: {name}")
        for name in ("same", "other", "silent", "fresh")
    }
    revision = revision_of("same", "Text.")
    files = sources | {
        "pl/same.md": fields(f"source_revision: {revision}"),
        "pl/other.md": fields("source_revision: f00").replace("title: T", "title: U"),
        "pl/fresh.md": fields("source_revision: 0").replace("title: T", "title: X"),
        "pl/silent.md": fields().replace("title: T", "title: V"),
        "pl/alone.md": fields("source_revision: 0").replace("title: T", "title: W"),
        "own.md": fields("source_revision: 0"),
        "over.md": fields("status: withdrawn").replace("title: T", "title: over"),
        "pl/over.md": fields("source_revision: f00").replace("title: T", "title: Y"),
    }
    settings = settings_for(tmp_path, "en", "pl")
    result = load_files(tmp_path, dict(files), "en", "pl")
    problems = run(result.kb, settings, render_all(result, settings))
    assert lines(problems) == [
        "content/own.md:3:1: KB308 an article in the default language, en, is not a translation",
        "content/pl/alone.md:3:1: KB308 no article in en has the id alone",
        "content/pl/fresh.md:3:1: KB308 the translation of content/fresh.md is not finished: its revision is 0",
        "content/pl/other.md:3:1: KB308 content/other.md has changed since it was translated",
        "content/pl/over.md:3:1: KB308 content/over.md is withdrawn",
    ]
    assert problems[2].hint.startswith("When the whole text is translated, set")
    assert f"`source_revision: {revision_of('other', 'Text.')}`" in problems[3].hint


def test_a_known_issue_with_its_facts_needs_no_text(tmp_path: Path) -> None:
    """The manual's example has only front matter; the page shows its facts."""
    facts = "support: {cost: none, doing: a fix, next: Monday, eta: soon}"
    issue = fields("kind: known-issue", "state: identified", facts, text="")
    assert checked(tmp_path, {"a.md": issue}) == []


def test_a_source_that_is_a_draft_says_nothing_about_its_translation(tmp_path: Path) -> None:
    """Its revision is not known, and it will be back."""
    files: dict[str, str | bytes] = {
        "a.md": fields("status: draft"),
        "pl/a.md": fields("source_revision: 0"),
    }
    settings = settings_for(tmp_path, "en", "pl")
    result = load_files(tmp_path, files, "en", "pl")
    assert run(result.kb, settings, render_all(result, settings)) == ()


def test_articles_without_a_body_are_left_to_others(tmp_path: Path) -> None:
    """A text that could not be rendered has its own message already."""
    result = load_files(tmp_path, {"a.md": fields("kind: troubleshooting", text="")})
    assert run(result.kb, settings_for(tmp_path), {}) == ()


def test_every_rule_is_a_file_and_in_the_registry() -> None:
    """A rule that is not registered would never run."""
    folder = Path(run.__code__.co_filename).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__", "site"}
    assert {rule.__module__.rpartition(".")[2] for rule in RULES} == modules
