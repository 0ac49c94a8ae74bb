# SPDX-License-Identifier: MIT
"""`kbgen new` writes an article that is valid without edits."""

from __future__ import annotations

import pytest

from kbgen.model import Kind

LANGUAGES = """\
site_name: Acme
site_url: https://example.com/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen: {languages: [en, ru, pl, de], contact: {email: a@example.com}}
"""
TREE = """
content/en/billing/get-a-refund.md
| ---
| title: A
| ---
| Text.
content/ru/b.md
| ---
| title: B
| ---
| Text.
content/pl/c.md
| ---
| title: C
| ---
| Text.
content/de/d.md
| ---
| title: D
| ---
| Text.
"""


@pytest.mark.parametrize("lang", ["en", "ru", "pl", "de"])
def test_every_kind_in_every_language_passes_the_checks_as_a_draft(site, kbgen, lang: str) -> None:
    site(TREE, LANGUAGES)
    for kind in Kind:
        run = kbgen("new", str(kind), f"Łódź, «{kind}»: что?", "--lang", lang)
        assert run.code == 0, run.stderr
    checked = kbgen("check", "--format", "json")
    assert checked.code == 0, checked.stdout
    assert {item["code"] for item in checked.json_lines} <= {"KB505"}


def test_a_new_draft_does_not_fail_a_strict_check(site, kbgen) -> None:
    """Drafts are counted by themselves; warnings in a draft and drafts from tickets do count."""
    folder = site(TREE, LANGUAGES)
    assert kbgen("new", "faq", "How do I pay?").code == 0
    strict = kbgen("check", "--strict")
    assert strict.code == 0, strict.stdout
    assert "KB505" in strict.stdout
    assert strict.stderr.endswith("0 errors, 0 warnings, 1 draft\n")
    draft = folder / "content/en/how-do-i-pay.md"
    text = draft.read_text("utf-8")
    from_tickets = "provenance: {source: csv, generated: 2026-01-01, tickets: [abcdef0123456789]}"
    draft.write_text(text.replace("---\n", f"---\n{from_tickets}\n", 1), "utf-8")
    unreviewed = kbgen("check", "--strict")
    assert unreviewed.code == 1
    assert unreviewed.stderr.endswith("0 errors, 1 warning\n")
    reviewed = f"{from_tickets}\nreviewed: 2026-01-02"
    draft.write_text(text.replace("---\n", f"---\n{reviewed}\n", 1), "utf-8")
    assert kbgen("check", "--strict").code == 0
    draft.write_text(text.replace("status: draft", "status: draft\nexpires: 2000-01-01"), "utf-8")
    assert kbgen("check", "--strict").code == 1


def test_the_file_is_in_its_category_and_named_after_its_title(site, kbgen, tmp_path) -> None:
    site(TREE, LANGUAGES)
    run = kbgen("new", "how-to", 'Pay by "card"', "--category", "billing/cards")
    assert run.stdout.strip() == "content/en/billing/cards/pay-by-card.md"
    text = (tmp_path / run.stdout.strip()).read_text("utf-8")
    assert text.startswith(
        '---\ntitle: "Pay by \\"card\\""\nid: billing-cards-pay-by-card\nkind: how-to\nstatus: draft\n---\n'
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["faq", "A", "--category", "biling"], "Did you mean 'billing'?"),
        (["faq", "A", "--category", "../x"], "is not a category"),
        (["faq", "A", "--category", "a/b/c"], "is not a category"),
        (["faq", "?!"], "no letter or digit"),
        (["faq", "A", "--lang", "fr"], "is not a language of this site"),
        (["recipe", "A"], "is not one of"),
        (["faq", "Get a refund", "--category", "billing"], "already exists"),
    ],
)
def test_what_cannot_be_written_is_said_and_ends_with_two(
    site, kbgen, arguments: list[str], message: str
) -> None:
    site(TREE, LANGUAGES)
    run = kbgen("new", *arguments)
    assert (run.code, message in run.stderr) == (2, True), run.stderr


def test_nothing_is_overwritten(site, kbgen, tmp_path) -> None:
    site(TREE, LANGUAGES)
    kbgen("new", "faq", "Get a refund", "--category", "billing")
    assert (tmp_path / "content/en/billing/get-a-refund.md").read_text(
        "utf-8"
    ) == "---\ntitle: A\n---\nText.\n"
