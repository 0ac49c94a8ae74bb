# SPDX-License-Identifier: MIT
"""kbgen's own help center, built by the command, in its three languages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run

ROOT = Path(__file__).parents[2]
PAGES = ("", "start/first-site/", "write/front-matter/")


@pytest.fixture(scope="module")
def help_center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the help center; one Russian translation in it is older than its source."""
    folder = tmp_path_factory.mktemp("help")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    source = folder / "content/start/first-site.md"
    source.write_text(source.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    built = run(folder, "kbgen", "build")
    assert built.code == 0, built.stderr
    with serve(folder / "site") as address:
        yield address


@pytest.mark.parametrize("lang", ["ru", "pl"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_translated_pages(
    help_center: str, new_page, lang: str, path: str
) -> None:
    """Wide and on a phone, light and dark; the note about a newer source is on one of them."""
    page = new_page()
    page.goto(f"{help_center}{lang}/{path}")
    assert page.locator('[data-kb="newer-source"]').count() == ("first-site" in path)
    found = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations(page)
    assert found == {key: [] for key in found}


@pytest.mark.parametrize(
    ("start", "label", "end"),
    [
        ("build/preview/", "Русский", "ru/build/preview/"),
        ("ru/build/preview/", "Polski", "pl/build/preview/"),
        ("pl/diagnostics/kb401/", "English", "diagnostics/kb401/"),
        ("build/publishing/", "Polski", "pl/build/"),
        ("manual/settings/", "Русский", "ru/"),
    ],
)
def test_the_switch_leads_to_the_article_else_its_category_else_home(
    help_center: str, new_page, start: str, label: str, end: str
) -> None:
    """From each language to each other."""
    page = new_page()
    page.goto(help_center + start)
    page.locator('[data-kb="language-switch"] summary').click()
    page.locator('[data-kb="language-switch"] a', has_text=label).click()
    page.wait_for_url(f"{help_center}{end}")
    assert page.locator("html").get_attribute("lang") == (
        end[:2] if end[:3] in ("ru/", "pl/") else "en"
    )


def test_the_note_about_a_newer_source_leads_to_it(help_center: str, new_page) -> None:
    """In one click, to the English article."""
    page = new_page(width=390)
    page.goto(f"{help_center}ru/start/first-site/")
    page.locator('[data-kb="newer-source"] a').click()
    page.wait_for_url(f"{help_center}start/first-site/")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        ("ru", "как устоновить", "ru/start/install/"),
        ("ru", "битыми ссылками", "ru/diagnostics/kb401/"),
        ("pl", "literowki w wyszukiwaniu", "pl/find/how-search-works/"),
        ("pl", "nieznanego pola", "pl/diagnostics/kb202/"),
    ],
)
def test_customers_find_translated_articles(
    help_center: str, new_page, lang: str, typed: str, expected: str
) -> None:
    """By inflected forms, without marks and with a slip; among the first three."""
    page = new_page()
    page.goto(f"{help_center}{lang}/search/")
    page.locator('[data-kb="search-input"]').first.press_sequentially(typed, delay=20)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    wanted = page.locator(f'[data-kb="search-result"]:nth-child(-n+3) a[href*="{expected}"]')
    wanted.first.wait_for()
