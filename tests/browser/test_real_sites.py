# SPDX-License-Identifier: MIT
"""Sites of real articles, built by the command, in a real browser under the policy of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run

CONFIG = """\
site_name: {name}
site_url: https://help.example.com/
theme: {{name: material}}
docs_dir: {docs}
plugins:
  - kbgen:
      languages: {languages}
      front_matter: {{unknown: warning}}
      contact: {{email: help@example.com}}
"""
SITES = {"telerik-kb": "[en]", "openclaw-help": "[en, ru, pl]"}

# (site, page to begin on, what a customer types, the article that should be among the first three)
QUESTIONS = [
    (
        "telerik-kb",
        "",
        "we found a prob",
        "grid-we-found-a-problem-with-this-formula-when-exporting-to-xlsx/",
    ),
    ("telerik-kb", "", "gramarly", "editor-disable-grammarly-in-radeditor/"),
    ("telerik-kb", "", "0x800A139E", "0x800a139e-js-runtime-syntax-error/"),
    ("openclaw-help", "", "sandbo", "gateway/sandboxing/"),
    ("openclaw-help", "", "sandbxo", "gateway/sandboxing/"),
    ("openclaw-help", "ru/", "песочницами", "ru/gateway/sandboxing/"),
    ("openclaw-help", "ru/help/faq/", "журналами", "ru/gateway/logging/"),
    ("openclaw-help", "pl/", "piaskownicami", "pl/gateway/sandboxing/"),
    ("openclaw-help", "pl/", "rozwiazywanie problemow", "pl/gateway/troubleshooting/"),
]
# One page of every kind, the longest and oddest articles, every language.
PAGES = [
    ("telerik-kb", "index.html"),
    ("telerik-kb", "search/?q=export"),
    ("telerik-kb", "contact/"),
    ("telerik-kb", "404.html"),
    (
        "telerik-kb",
        "autocompletebox-show-all-records-when-focusing-the-input-element-of-autocompletebox/",
    ),
    ("telerik-kb", "common-latest-version/"),
    ("openclaw-help", "index.html"),
    ("openclaw-help", "gateway/"),
    ("openclaw-help", "gateway/configuration-reference/"),
    ("openclaw-help", "ru/"),
    ("openclaw-help", "ru/help/faq/"),
    ("openclaw-help", "ru/search/?q=шлюз"),
    ("openclaw-help", "pl/gateway/troubleshooting/"),
    ("openclaw-help", "pl/contact/"),
    ("openclaw-help", "pl/search/?q=zzzzqq"),
]


@pytest.fixture(scope="session")
def real_site(
    data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Builds and serves a corpus on first use: name → address."""
    servers: list[Any] = []
    addresses: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in addresses:
            folder = tmp_path_factory.mktemp(name)
            docs = data / "articles" / name
            (folder / "mkdocs.yml").write_text(
                CONFIG.format(name=name, docs=docs, languages=SITES[name]), "utf-8"
            )
            assert run(folder, "kbgen", "build").code in (0, 1)
            server = serve(folder / "site")
            servers.append(server)
            addresses[name] = server.__enter__()
        return addresses[name]

    yield address
    for server in servers:
        server.__exit__(None, None, None)


@pytest.mark.parametrize(("site", "start", "typed", "expected"), QUESTIONS)
def test_what_a_customer_types_finds_the_article(
    real_site, new_page, site: str, start: str, typed: str, expected: str
) -> None:
    """First letters, misspelled words, inflected forms and error codes."""
    page = new_page()
    page.goto(real_site(site) + start)
    page.locator('[data-kb="search-input"]').first.press_sequentially(typed, delay=20)
    results = page.locator('[data-kb="search-result"]')
    wanted = page.locator(
        f'[data-kb="search-result"]:nth-child(-n+4) a[href*="{expected}"], '
        f'a[data-kb="search-result"][href*="{expected}"]'
    )
    wanted.first.wait_for()
    links = [
        link.get_attribute("href") or link.locator("a").first.get_attribute("href")
        for link in results.all()[:3]
    ]
    assert any(link and expected in link for link in links), links


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_alone_leads_from_the_question_to_the_answer(
    real_site, new_page, width: int
) -> None:
    """Slash, type, arrow, Enter."""
    page = new_page(width=width)
    page.goto(real_site("openclaw-help") + "help/faq/")
    page.locator("body").press("/")
    page.keyboard.type("sandboxing", delay=20)
    page.locator('[data-kb="search-result"]').first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gateway/sandboxing/**")
    assert page.locator("h1").inner_text() == "Sandboxing"


def test_without_javascript_a_page_reads_and_search_leads_to_an_index(real_site, new_page) -> None:
    """A plain form, a list of topics, an article."""
    page = new_page(javascript=False)
    page.goto(real_site("openclaw-help") + "gateway/sandboxing/")
    assert "sandbox" in page.locator('[data-kb="article"]').inner_text().lower()
    page.locator('[data-kb="search-input"]').first.fill("logging")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=logging")
    page.locator('main a[href*="gateway/"]').first.click()
    page.wait_for_url("**/gateway/**")
    assert page.locator("h1").count() == 1


def test_a_language_switch_stays_on_the_article(real_site, new_page) -> None:
    """From English to Polish, and the page speaks Polish."""
    page = new_page()
    page.goto(real_site("openclaw-help") + "gateway/sandboxing/")
    page.locator(
        '[data-kb="language-switch"] summary, summary[data-kb="language-switch"]'
    ).first.click()
    page.locator('a[hreflang="pl"], a[lang="pl"]').first.click()
    page.wait_for_url("**/pl/gateway/sandboxing/")
    assert page.locator("html").get_attribute("lang") == "pl"
    assert page.locator("h1").inner_text() == "Piaskownica"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("site", "name"), PAGES)
def test_axe_finds_nothing_on_real_pages(
    real_site, new_page, site: str, name: str, width: int
) -> None:
    """WCAG 2.2 AA and best practice, in both color schemes."""
    page, found = new_page(width=width), []
    page.goto(real_site(site) + name)
    if "?q=" in name:
        page.locator('[data-kb="search-status"]').filter(
            has_text=name.partition("=")[2]
        ).first.wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {line}" for line in violations(page)]
    assert found == []
