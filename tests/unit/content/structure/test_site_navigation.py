# SPDX-License-Identifier: MIT
"""Sites follow `nav` of mkdocs.yml; what it omits comes last, or nowhere with `not_in_nav`."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import lines, load_files

from kbgen.content.loader import LoadResult
from kbgen.model import NavPage, NavSection

FILES: dict[str, str | bytes] = {
    "index.md": "# Home\n",
    "install.md": "# Install\n\nText.\n",
    "pay/card.md": "# Card\n\nText.\n",
    "pay/cash.md": "# Cash\n\nText.\n",
    "post/late.md": "# Late\n\nText.\n",
}
NAV = (
    NavPage("index.md", "Start"),
    NavSection("Parcels", (NavPage("post/late.md", "Too late"), NavPage("https://x.example/"))),
    NavSection("Money", (NavPage("pay/cash.md"),)),
)


def outline(result: LoadResult, lang: str = "en") -> list[tuple[str, str, tuple[str, ...]]]:
    return [(item.path, item.title, item.articles) for item in result.kb.categories[lang]]


def test_order_titles_and_sections_follow_nav(tmp_path: Path) -> None:
    result = load_files(tmp_path, FILES, navigation=NAV)
    assert outline(result) == [
        ("post", "Parcels", ("post/late.md", "https://x.example/")),
        ("pay", "Money", ("pay/cash.md", "pay/card.md")),
    ]
    assert result.kb.top_articles["en"] == ("install.md",)
    assert {item.path: item.label for item in result.kb.articles}["post/late.md"] == "Too late"
    assert result.diagnostics == ()


@pytest.mark.parametrize("title", ["PAY", "pay", "Pay"])
def test_a_title_of_nav_keeps_its_letter_case(title: str, tmp_path: Path) -> None:
    """`DNS` for the folder dns/ is what the writer wants, also beside `_category.yml`."""
    nav = (NavSection(title, (NavPage("pay/card.md"),), (5, 5)),)
    files = FILES | {"pay/_category.yml": "title: Payments\n"}
    for content in (FILES, files):
        assert outline(load_files(tmp_path, content, navigation=nav))[0][1] == title


def test_addresses_stay(tmp_path: Path) -> None:
    before = load_files(tmp_path, FILES).kb.articles
    after = load_files(tmp_path, FILES, navigation=NAV).kb.articles
    assert [item.url for item in before] == [item.url for item in after]


def test_pages_of_not_in_nav_are_in_no_list(tmp_path: Path) -> None:
    """They are still articles, and a page that nav names is listed."""
    patterns = "install.md\n/pay/*\n"
    result = load_files(tmp_path, FILES, navigation=NAV, not_in_nav=patterns)
    assert outline(result)[1] == ("pay", "Money", ("pay/cash.md",))
    assert result.kb.top_articles["en"] == ()
    assert len(result.kb.articles) == len(FILES)
    folders = load_files(tmp_path, FILES, not_in_nav=patterns)
    assert [path for path, _, _ in outline(folders)] == ["post"]
    assert len(folders.kb.articles) == len(FILES)


def test_a_section_of_links_is_shown(tmp_path: Path) -> None:
    nav = (*NAV, NavSection("Elsewhere", (NavPage("https://a.example/", "A"),)))
    result = load_files(tmp_path, FILES, navigation=nav)
    assert outline(result)[2][1:] == ("Elsewhere", ("https://a.example/",))


def test_entries_without_a_page_are_named_at_their_line(tmp_path: Path) -> None:
    files = FILES | {"a.pdf": b"%PDF", "draft.md": "---\ntitle: D\nstatus: draft\n---\n"}
    files["broken.md"] = "---\ntitle: [\n---\n"
    nav = (
        NavPage("gone.md", "Gone", (3, 5)),
        NavPage("a.pdf", location=(4, 5)),
        NavPage("", "Nothing", (5, 5)),
        NavSection("Pay", (NavPage("pay/", location=(6, 9)), NavPage("pay/card.md"))),
        NavPage("draft.md"),  # hidden: not a mistake
        NavPage("broken.md"),  # reported elsewhere
    )
    result = load_files(tmp_path, files, navigation=nav)
    found = [item for item in result.diagnostics if item.path == "mkdocs.yml"]
    assert lines(found) == [
        "mkdocs.yml:3:5: KB309 nav names 'gone.md', which is not a page of this site",
        "mkdocs.yml:4:5: KB309 nav names 'a.pdf', which is a file and not an article",
        "mkdocs.yml:5:5: KB309 the entry 'Nothing' of nav names no page",
        "mkdocs.yml:6:9: KB309 nav names 'pay/', which is not a page of this site",
    ]
    files["pay/index.md"] = "# Pay\n"
    again = load_files(tmp_path, files, navigation=nav)
    assert "Did you mean pay/index.md?" in [item.hint for item in again.diagnostics]


def test_a_third_level_is_reported_at_its_line(tmp_path: Path) -> None:
    inner = NavSection("Deeper", (NavPage("install.md"),), (9, 13))
    nav = (NavSection("Pay", (NavSection("Deep", (NavPage("pay/card.md"), inner)),)),)
    (problem,) = load_files(tmp_path, FILES, navigation=nav).diagnostics
    assert str(problem) == (
        "mkdocs.yml:9:13: KB708 the section 'Deeper' is on the third level: "
        "its articles are listed in 'Deep'"
    )


def test_every_language_follows_nav_of_the_default_language(tmp_path: Path) -> None:
    """Its order counts in all languages, its words only in its own."""
    files: dict[str, str | bytes] = {
        f"{lang}/{path}": text for path, text in FILES.items() for lang in ("en", "pl")
    }
    files |= {"pl/post/_category.yml": "title: Paczki\n", "en/post/_category.yml": "title: Post\n"}
    result = load_files(tmp_path, files, "en", "pl", navigation=NAV)
    assert result.diagnostics == ()
    assert [item[1] for item in outline(result)] == ["Parcels", "Money"]
    assert [item[1] for item in outline(result, "pl")] == ["Paczki", "Pay"]
    assert outline(result, "pl")[0][2] == ("pl/post/late.md", "https://x.example/")
    labels = {item.path: item.label for item in result.kb.articles}
    assert (labels["en/post/late.md"], labels["pl/post/late.md"]) == ("Too late", "")
