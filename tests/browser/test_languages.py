# SPDX-License-Identifier: MIT
"""Pages in several languages in a browser: the 404 page of an address's language, and counts of search results."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run, write_tree
from optional_packages import required

TREE = """
mkdocs.yml
    | site_name: Acme
    | site_url: https://example.com/
    | theme: {name: material, font: false}
    | docs_dir: content
    | plugins:
    |   - kbgen:
    |       languages: [en, de, ar]
    |       contact: {email: help@example.com}
content/en/billing/refund.md
    | # Get a refund
    |
    | Text.
content/de/billing/refund.md
    | # Geld zurück
    |
    | Eine Erstattung.
content/ar/billing/refund.md
    | # استرداد المبلغ
    |
    | نص.
"""

expect = required("playwright.sync_api").expect


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_tree(tmp_path_factory.mktemp("languages"), TREE)
    built = run(folder, "kbgen", "build")
    assert built.code == 0, built.stderr
    with serve(folder / "site") as address:
        yield address


@pytest.fixture(autouse=True)
def answers_404(new_page: object, forgive: Callable[..., None]) -> None:
    """The host answers wrong addresses with 404, which the console shows."""
    forgive("404")


@pytest.mark.parametrize(
    ("path", "lang", "way", "title"),
    [
        ("de/billing/geld/?a=1", "de", "ltr", "Seite nicht gefunden"),
        ("ar/old/", "ar", "rtl", "الصفحة غير موجودة"),
        ("old/refund/", "en", "ltr", "Page not found"),
        ("fr/old/", "en", "ltr", "Page not found"),
    ],
)
def test_a_wrong_address_is_reported_in_its_language(
    new_page, site: str, path: str, lang: str, way: str, title: str
) -> None:
    """The host answers with the page at the root; the address that was wrong stays in the address bar."""
    page = new_page()
    page.goto(site + path)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("html")).to_have_attribute("dir", way)
    assert violations(page) == []
    assert page.url == site + path


def test_the_words_of_a_wrong_address_are_searched_in_its_language(new_page, site: str) -> None:
    page = new_page()
    page.goto(f"{site}de/geld-zur%C3%BCck/")
    expect(page.locator("[data-kb=search-input]")).to_have_value("geld zurück")
    expect(page.locator("[data-js=nearest] a")).to_have_attribute(
        "href", f"{site}de/billing/refund/"
    )


def test_without_scripts_a_wrong_address_is_reported_in_every_language(new_page, site: str) -> None:
    page = new_page(javascript=False)
    page.goto(f"{site}de/old/")
    titles = page.locator("h1, noscript h2")
    expect(titles).to_have_text(["Page not found", "Seite nicht gefunden", "الصفحة غير موجودة"])
    german = page.locator("noscript section[lang=de]")
    german.get_by_role("link", name="Suche").click()
    assert page.url == f"{site}de/search/"
