# SPDX-License-Identifier: MIT
"""`nav` of mkdocs.yml becomes a navigation whose entries know their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.model import NavPage, NavSection, navigation_pages
from kbgen.settings import SiteSettings
from kbgen.settings.loader import load_settings

BASE = "site_name: T\ntheme: {name: material}\ndocs_dir: content\n"


def settings_of(root: Path, text: str, plugins: str = "[kbgen]") -> SiteSettings:
    (root / "content").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(f"{BASE}plugins: {plugins}\n{text}", "utf-8")
    loaded = load_settings(root / "mkdocs.yml")
    assert loaded.diagnostics == ()
    return loaded.settings


def test_pages_sections_and_links_are_read_with_their_lines(tmp_path: Path) -> None:
    text = """\
nav:
  - index.md
  - Set up: ./install.md
  - Money:
      - pay/card.md
      - Deep: {Deeper: pay/deep.md}
  - Status: https://status.example/
  - Nothing:
"""
    navigation = settings_of(tmp_path, text).navigation
    assert navigation == (
        NavPage("index.md"),
        NavPage("install.md", "Set up"),
        NavSection(
            "Money",
            (NavPage("pay/card.md"), NavSection("Deep", (NavPage("pay/deep.md", "Deeper"),))),
        ),
        NavPage("https://status.example/", "Status"),
        NavPage("", "Nothing"),
    )
    places = [page.location for page in navigation_pages(navigation)]
    assert places == [(6, 5), (7, 13), (9, 9), (10, 24), (11, 13), (12, 5)]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("The &nbsp<samp>pihole</samp>&nbsp Command", "The pihole Command"),
        ("<span class='a'>Fast <b>and</b> cheap</span>", "Fast and cheap"),
        ("Terms &amp; conditions", "Terms & conditions"),
        ("Q&A", "Q&A"),
        ("The <b> element", "The <b> element"),
        ("List<String>", "List<String>"),
    ],
)
def test_titles_may_have_markup_as_in_mkdocs(written: str, title: str, tmp_path: Path) -> None:
    text = f'nav:\n  - "{written}": a.md\n  - "{written}": [b.md]\n'
    assert settings_of(tmp_path, text).navigation == (
        NavPage("a.md", title),
        NavSection(title, (NavPage("b.md"),)),
    )


@pytest.mark.parametrize(
    ("text", "plugins"),
    [
        ("", "[kbgen]"),
        ("nav:\n", "[kbgen]"),
        ("nav: []\n", "[kbgen]"),
        ("nav: [a.md]\n", "[kbgen: {follow_nav: false}]"),
        ("nav: [a.md]\n", "[kbgen, literate-nav]"),
    ],
)
def test_a_site_may_follow_its_folders_or_a_plugin(tmp_path: Path, text: str, plugins: str) -> None:
    assert settings_of(tmp_path, text, plugins).navigation is None


def test_wrong_patterns_are_reported(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"{BASE}plugins: [kbgen]\nnot_in_nav: [a.md]\n", "utf-8")
    (problem,) = load_settings(tmp_path / "mkdocs.yml").diagnostics
    assert str(problem) == "mkdocs.yml:5:13: KB703 'not_in_nav' must be text"


def test_nav_is_kept_for_the_plugin_that_reads_it(tmp_path: Path) -> None:
    """The site follows the plugin, but the titles in `nav` are those of articles."""
    text = "nav: [{Refunds: a.md}]\n"
    settings = settings_of(tmp_path, text, "[kbgen, literate-nav]")
    assert settings.navigation is None
    assert [page.title for page in navigation_pages(settings.nav_for_plugin or ())] == ["Refunds"]
    assert settings_of(tmp_path, text, "[kbgen]").nav_for_plugin is None
