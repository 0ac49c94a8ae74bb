# SPDX-License-Identifier: MIT
"""A site is read, checked, indexed and planned; nothing is rendered or published."""

from __future__ import annotations

from pathlib import Path

from content_sites import codes, settings_for, write
from dictionary_support import have_dictionaries
from site_parts import RecordingProgress, assembled, forget_bodies, page

from kbgen.site.caching.cache import Cache
from kbgen.site.planning.assemble import check_site
from kbgen.site.reading.articles import SiteReader

GOOD = "---\ntitle: Good\n---\nText."
BROKEN = "---\ntitle: Broken\n---\n[x](gone.md)"
DRAFT = "---\ntitle: Draft\nstatus: draft\n---\nText."
BAD = "---\ntitle: [x\n---\nText."


def test_everything_that_is_wrong_comes_sorted_and_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"b.md": BROKEN, "a.md": "---\ntitle: A\n---\n![](i.png)", "i.png": b"x", "c.md": BAD},
    )
    with Cache(tmp_path / "cache.sqlite") as cache:
        checked = check_site(SiteReader(settings_for(tmp_path, site_url=""), cache))
    assert [(item.path, item.code) for item in checked.diagnostics] == [
        ("content/a.md", "KB404"),
        ("content/b.md", "KB401"),
        ("content/c.md", "KB201"),
        ("mkdocs.yml", "KB704"),
        ("mkdocs.yml", "KB705"),
    ]


def test_pages_have_their_bodies_with_links_that_lead_where_they_shall(tmp_path: Path) -> None:
    assembly = assembled(
        tmp_path, {"a.md": "---\ntitle: A\n---\n## Part\n[b](b/c.md)", "b/c.md": GOOD}
    )
    one = page(assembly, "a/index.html")
    assert 'href="../b/c/"' in one.body_html
    assert [heading.id for heading in one.headings] == ["part"]
    assert page(assembly, "b/c/index.html").body_html == "<p>Text.</p>"
    assert page(assembly, "b/index.html").body_html == ""


def test_the_text_of_a_folder_is_on_its_page(tmp_path: Path) -> None:
    assembly = assembled(
        tmp_path, {"index.md": "# Home\n\nHi.", "b/index.md": "# B\n\nBe.", "b/c.md": GOOD}
    )
    assert page(assembly, "index.html").body_html.endswith("<p>Hi.</p>")
    assert page(assembly, "b/index.html").body_html.endswith("<p>Be.</p>")


def test_an_assembly_has_pages_files_and_search(tmp_path: Path) -> None:
    have_dictionaries("en")
    progress = RecordingProgress()
    assembly = assembled(tmp_path, {"a.md": GOOD, "b/i.png": b"png"}, progress=progress)
    assert [item.output for item in assembly.pages] == [
        "404.html", "a/index.html", "contact/index.html", "index.html", "search/index.html",
    ]  # fmt: skip
    assert {"b/i.png", "sitemap.xml", "search/en/entry.json"} < set(assembly.files)
    assert assembly.search["en"].documents == 1
    assert [name for name, _ in progress.phases] == [
        "Reading articles",
        "Reading for search",
        "Indexing languages",
    ]


def test_drafts_are_in_a_preview_only(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": GOOD, "d.md": DRAFT}
    assert "d/index.html" not in {item.output for item in assembled(tmp_path, files).pages}
    draft = page(assembled(tmp_path, files, drafts=True), "d/index.html")
    assert draft.article is not None
    assert draft.article.is_draft


def test_a_preview_shows_problems_on_their_page_and_all_others_at_home(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": GOOD, "b.md": BROKEN, "c.md": BAD}
    assembly = assembled(tmp_path, files, preview=True)
    assert codes(page(assembly, "b/index.html").problems) == ["KB401"]
    assert codes(page(assembly, "index.html").problems) == ["KB201", "KB705"]
    assert page(assembly, "a/index.html").problems == ()
    assert any(module.endswith("reload.js") for module in assembly.pages[0].site.modules)


def test_a_published_site_shows_no_problems(tmp_path: Path) -> None:
    assembly = assembled(tmp_path, {"b.md": BROKEN})
    assert codes(assembly.diagnostics) == ["KB401", "KB705"]
    assert not any(item.problems for item in assembly.pages)


def test_pages_of_a_language_share_one_view_in_that_language(tmp_path: Path) -> None:
    assembly = assembled(tmp_path, {"en/a.md": GOOD, "ru/a.md": GOOD}, "en", "ru")
    views = {id(item.site): item.site for item in assembly.pages}
    assert sorted(view.lang for view in views.values()) == ["en", "ru"]
    assert all(item.site.lang == item.lang for item in assembly.pages)
    assert len({view.strings["home"] for view in views.values()}) == 2


def test_a_lost_cache_entry_is_made_again(tmp_path: Path) -> None:
    before = assembled(tmp_path, {"a.md": GOOD})
    forget_bodies(settings_for(tmp_path))
    assert assembled(tmp_path, {}) == before
