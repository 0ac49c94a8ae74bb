# SPDX-License-Identifier: MIT
"""What the pages of troubleshooters show, and which page they are in other languages."""

from __future__ import annotations

from pathlib import Path

from site_parts import assembled, page

from kbgen.model import PageKind

TREE = """\
title: {en: Sign-in, pl: Logowanie}
summary: {en: Two questions., pl: Dwa pytania.}
steps:
  happens:
    question: {en: What happens?, pl: Co?}
    answers:
      - answer: {en: Wrong password, pl: Hasło}
        article: reset
      - answer: {en: No code, pl: Brak kodu}
        step: code
  code:
    question: {en: Where?, pl: Gdzie?}
    help: {en: The page says it., pl: Strona to mówi.}
    answers:
      - {answer: {en: App, pl: Aplikacja}, step: clock}
      - {answer: {en: Text message, pl: SMS}, step: clock}
  clock:
    solution: {en: Set the clock, pl: Ustaw zegar}
    article: reset
"""
ARTICLE = "---\ntitle: Reset your password\nid: reset\n---\nText."
FILES: dict[str, str | bytes] = {
    "en/reset.md": ARTICLE,
    "pl/reset.md": ARTICLE.replace("Reset your password", "Hasło"),
    "_data/troubleshooters/sign-in.yml": TREE,
}
FOLDER = "troubleshooters/sign-in"


def test_the_first_page_has_the_title_and_all_steps(tmp_path: Path) -> None:
    site = assembled(tmp_path, FILES, "en", "pl")
    first = page(site, f"{FOLDER}/index.html")
    assert (first.kind, first.title, first.summary) == (PageKind.TREE, "Sign-in", "Two questions.")
    assert [link.title for link in first.trail] == ["Home"]
    assert first.tree
    assert first.tree.is_start
    assert [entry.title for entry in first.tree.entries] == [
        "What happens?",
        "Where?",
        "Set the clock",
    ]
    assert [(way.text, way.url, way.title) for way in first.tree.entry.ways] == [
        ("Wrong password", "reset/", "Reset your password"),
        ("No code", f"{FOLDER}_code/", "Where?"),
        ("", "contact/", ""),
    ]


def test_another_page_shows_its_step_and_how_readers_come_to_it(tmp_path: Path) -> None:
    site = assembled(tmp_path, FILES, "en", "pl")
    code = page(site, f"{FOLDER}_code/index.html")
    assert (code.title, code.summary) == ("Where?", "The page says it.")
    assert [link.url for link in code.trail] == ["", f"{FOLDER}/"]
    assert code.tree
    assert code.tree.entries == ()
    (part,) = code.tree.path
    assert (part.question, part.answer, part.url) == ("What happens?", "No code", f"{FOLDER}/")


def test_a_page_with_several_ways_to_it_names_none(tmp_path: Path) -> None:
    clock = page(assembled(tmp_path, FILES, "en", "pl"), f"{FOLDER}_clock/index.html")
    assert clock.tree
    assert clock.tree.path == ()
    assert clock.tree.entry.article
    assert clock.tree.entry.article.url == "reset/"


def test_each_step_is_a_page_in_every_language(tmp_path: Path) -> None:
    site = assembled(tmp_path, FILES, "en", "pl")
    code = page(site, f"{FOLDER}_code/index.html")
    assert [(item.url, item.is_translation) for item in code.alternates] == [
        (f"{FOLDER}_code/", True),
        (f"pl/{FOLDER}_code/", True),
    ]
    assert page(site, f"pl/{FOLDER}_code/index.html").title == "Gdzie?"
    sitemap = site.files["sitemap.xml"]
    assert isinstance(sitemap, bytes)
    assert sitemap.count(b"<loc>https://help.example.com/help/troubleshooters") == 3


def test_an_article_that_is_gone_leads_to_the_page_that_says_so(tmp_path: Path) -> None:
    files = FILES | {"en/reset.md": ARTICLE.replace("id: reset", "id: reset\nexpires: 2000-01-01")}
    first = page(assembled(tmp_path, files, "en", "pl"), f"{FOLDER}/index.html")
    assert first.tree
    assert first.tree.entry.ways[0].url == "reset/"
