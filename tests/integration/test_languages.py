# SPDX-License-Identifier: MIT
"""A site in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFIG = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material}
docs_dir: content
plugins:
  - kbgen:
      languages: [en, ru, pl]
      contact: {email: help@example.com}
"""
TREE = """
content/en/billing/refund.md
    | ---
    | title: Get a refund
    | id: refund
    | ---
    | Text.
content/en/billing/only.md
    | ---
    | title: English only
    | ---
    | Text.
content/ru/billing/refund.md
    | ---
    | title: Вернуть деньги
    | ---
    | Текст.
content/pl/konto.md
    | ---
    | title: Konto
    | ---
    | Tekst.
"""


@pytest.fixture
def html(site, kbgen):
    folder = site(TREE, CONFIG)
    run = kbgen("build", "--json")
    assert run.code == 0, run.stderr
    return lambda name: (folder / "site" / name).read_text("utf-8")


def test_the_default_language_is_at_the_root_and_the_others_below(html) -> None:
    assert '<html lang="en"' in html("billing/refund/index.html")
    assert '<html lang="ru"' in html("ru/billing/refund/index.html")
    assert '<html lang="pl"' in html("pl/konto/index.html")
    for name in ("ru/index.html", "pl/search/index.html", "ru/contact/index.html", "pl/404.html"):
        html(name)


def test_translations_know_each_other_also_with_the_id_stated_once(html) -> None:
    page = html("billing/refund/index.html")
    assert (
        '<link rel="alternate" hreflang="ru" href="https://example.com/help/ru/billing/refund/">'
        in page
    )
    assert (
        '<link rel="alternate" hreflang="en" href="https://example.com/help/billing/refund/">'
        in page
    )
    assert 'hreflang="pl"' not in page.partition("</head>")[0]


def test_the_switch_leads_to_the_translation_else_its_category_else_home(html) -> None:
    assert 'href="../../ru/billing/refund/"' in html("billing/refund/index.html")
    assert 'href="../../ru/billing/"' in html("billing/only/index.html")
    assert 'href="../../pl/"' in html("billing/only/index.html")
    assert 'data-kb="language-switch"' in html("index.html")


def test_interface_strings_are_in_the_language_of_the_page(html) -> None:
    assert "Skip to content" in html("index.html")
    assert "Skip to content" not in html("ru/index.html")
    assert "Skip to content" not in html("pl/index.html")


def test_one_language_may_lie_straight_in_the_content_folder(site, kbgen) -> None:
    folder: Path = site(TREE.replace("content/en/", "content/"), CONFIG)
    run = kbgen("build", "--json")
    assert run.code == 0, run.stderr
    assert (folder / "site/billing/refund/index.html").is_file()
    assert (folder / "site/ru/billing/refund/index.html").is_file()
    assert run.json["search"]["ru"]["documents"] == 1


def translated(site, kbgen, revision: str) -> tuple[Path, str]:
    """A site with Polish translations that say what they were made from: its folder, and what the check says of it."""
    front = (
        f"| ---\n| title: Zwrot\n| source_revision: {revision}\n| ---\n| Tekst. [Tylko](only.md)\n"
    )
    home = "| ---\n| title: Pomoc\n| source_revision: 0123456789abcdef\n| ---\n| Tekst.\n"
    tree = f"{TREE}content/pl/billing/refund.md\n{front}content/en/index.md\n| # Help\ncontent/pl/index.md\n{home}"
    folder = site(tree, CONFIG)
    return folder, kbgen("check").stdout


def test_a_translation_of_an_older_text_says_so_until_it_is_brought_up_to_date(site, kbgen) -> None:
    """One line in the language of the page, a link to the source; the check names the revision that ends both."""
    folder, said = translated(site, kbgen, "0123456789abcdef")
    assert "content/pl/billing/refund.md:3:1: KB308" in said
    assert kbgen("build").code == 0
    for name, link in (
        ("pl/billing/refund/index.html", "../../../billing/refund/"),
        ("pl/index.html", "../"),
    ):
        page = (folder / "site" / name).read_text("utf-8")
        note = page.partition('data-kb="newer-source">')[2].partition("</p>")[0]
        assert note.startswith("Oryginał zmienił się"), name
        assert f'<a href="{link}" hreflang="en" lang="en">' in note
    english = (folder / "site/billing/refund/index.html").read_text("utf-8")
    assert "newer-source" not in english

    revision = english.partition('data-revision="')[2].partition('"')[0]
    assert f"`source_revision: {revision}`" in said
    _, said = translated(site, kbgen, revision)
    assert "content/pl/billing/refund.md" not in said
    assert kbgen("build").code == 0
    assert "newer-source" not in (folder / "site/pl/billing/refund/index.html").read_text("utf-8")


def test_a_link_to_an_article_that_is_not_translated_leads_to_the_default_language(
    site, kbgen
) -> None:
    """And says so."""
    folder, _ = translated(site, kbgen, "0123456789abcdef")
    assert kbgen("build").code == 0
    page = (folder / "site/pl/billing/refund/index.html").read_text("utf-8")
    assert '<a href="../../../billing/only/" hreflang="en">Tylko</a>' in page
