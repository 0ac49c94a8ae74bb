# SPDX-License-Identifier: MIT
"""A build renders what changed and publishes whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from content_sites import settings_for, write
from site_parts import PlainRenderer, RecordingProgress

from kbgen.errors import BusyError, SettingsError
from kbgen.settings import ContactSettings, SiteSettings
from kbgen.site.building.build import build
from kbgen.site.building.report import BuildReport, CacheHits
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.processes.pool import Workers

GOOD = "---\ntitle: Good\n---\nText."
OTHER = "---\ntitle: Other\n---\nText."
DRAFT = "---\ntitle: Draft\nstatus: draft\n---\n"
BROKEN = "---\ntitle: Broken\n---\n[x](gone.md)"
PAGES = {"404.html", "contact/index.html", "index.html", "search/index.html"}


class Site:
    """A site in a folder, built with a renderer that remembers."""

    def __init__(self, root: Path, **changes: Any) -> None:
        plain = settings_for(root, **changes)
        kbgen = replace(plain.kbgen, contact=ContactSettings(phone="112"))
        self.settings: SiteSettings = replace(plain, kbgen=kbgen)

    def build(
        self, renderer: PlainRenderer | None = None, **options: Any
    ) -> tuple[BuildReport, list[str]]:
        renderer = renderer or PlainRenderer()
        report = build(self.settings, renderer, **options)
        assert report.rendered == len(renderer.rendered)
        return report, renderer.rendered

    def html(self, name: str = "site") -> dict[str, str]:
        folder = self.settings.root / name
        return {
            path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    write(tmp_path, {"a.md": GOOD, "b/c.md": OTHER})
    return Site(tmp_path)


def test_a_first_build_renders_everything(site: Site) -> None:
    progress = RecordingProgress()
    report, rendered = site.build(progress=progress)
    assert (
        set(rendered)
        == set(site.html())
        == PAGES | {"a/index.html", "b/index.html", "b/c/index.html"}
    )
    assert (report.pages, report.rendered, report.cached, report.languages) == (7, 7, 0, ("en",))
    assert (report.published, report.diagnostics) == (True, ())
    assert report.search["en"].documents == 2
    assert ("Rendering pages", 7) in progress.phases


def test_a_second_build_renders_nothing(site: Site) -> None:
    site.build()
    before = site.html()
    report, rendered = site.build()
    assert (rendered, report.cached) == ([], 7)
    assert site.html() == before


def test_another_renderer_renders_everything_again(site: Site) -> None:
    site.build()
    assert site.build(PlainRenderer("other"))[0].rendered == 7


def test_a_title_renders_the_pages_that_show_it(site: Site) -> None:
    site.build()
    write(site.settings.root, {"b/c.md": OTHER.replace("Other", "New name")})
    assert set(site.build()[1]) == {
        "b/c/index.html",
        "b/index.html",
        "index.html",
        "search/index.html",
        "404.html",
    }


def test_an_article_that_goes_takes_its_page_along_and_may_come_back(site: Site) -> None:
    site.build()
    before = site.html()
    (site.settings.docs_dir / "a.md").unlink()
    site.build()
    assert "a/index.html" not in site.html()
    write(site.settings.root, {"a.md": GOOD})
    site.build()
    assert site.html() == before


def test_an_error_does_not_keep_the_rest_from_being_published(site: Site) -> None:
    write(site.settings.root, {"bad.md": BROKEN})
    report, _ = site.build()
    assert [item.code for item in report.diagnostics] == ["KB401"]
    assert report.published
    assert "bad/index.html" in site.html()


def test_articles_left_out_are_counted_in_a_full_build_and_in_an_update(site: Site) -> None:
    write(site.settings.root, {"bad.md": "---\ntitle: [a\n---\n", "draft.md": DRAFT})
    assert site.build()[0].left_out == 1
    write(site.settings.root, {"a.md": f"{GOOD} Changed."})
    report, rendered = site.build()
    assert (report.left_out, rendered) == (1, ["a/index.html"])


def test_texts_of_articles_that_are_left_out_count_as_needed(site: Site) -> None:
    """Two articles with one address: one is left out, but its text was rendered too."""
    write(site.settings.root, {"A.md": GOOD})
    first, _ = site.build()
    assert first.diagnostics
    assert first.hits["texts"] == CacheHits(found=0, wanted=3)
    write(site.settings.root, {"d.md": OTHER})
    assert site.build()[0].hits["texts"] == CacheHits(found=3, wanted=4)


def test_strict_publishes_nothing_while_anything_is_wrong(site: Site) -> None:
    site.build()
    before = site.html()
    write(site.settings.root, {"warn.md": "---\ntitle: W\n---\n[here](a.md)"})
    report, rendered = site.build(strict=True)
    assert (report.published, report.cached, rendered) == (False, 0, [])
    assert [item.severity for item in report.diagnostics] == ["warning"]
    assert site.html() == before


def test_a_site_without_articles_is_never_published(site: Site) -> None:
    site.build()
    before = site.html()
    for file in site.settings.docs_dir.rglob("*.md"):
        file.unlink()
    report, _ = site.build()
    assert (report.published, [item.code for item in report.diagnostics]) == (False, ["KB307"])
    assert site.html() == before


def test_the_output_may_go_elsewhere(site: Site) -> None:
    site.build(site_dir=site.settings.root / "other")
    assert set(site.html("other")) > PAGES
    assert not (site.settings.root / "site").exists()


@pytest.mark.parametrize("where", ["content/out", "content", "."])
def test_the_output_is_neither_inside_nor_around_the_content(site: Site, where: str) -> None:
    """The next build would publish the site inside the site, or take the content away."""
    with pytest.raises(SettingsError, match="content folder"):
        site.build(site_dir=site.settings.root / where)
    assert sorted(path.name for path in site.settings.docs_dir.iterdir()) == ["a.md", "b"]


def test_a_preview_and_a_build_leave_each_others_pages_in_the_cache(site: Site) -> None:
    preview = AssembleOptions(drafts=True, preview=True)
    folder = site.settings.root / "preview"
    site.build()
    assert site.build(options=preview, site_dir=folder)[0].rendered == 7
    assert site.build()[0].rendered == 0
    assert site.build(options=preview, site_dir=folder)[0].rendered == 0


@pytest.mark.parametrize("kind", ["page", "body", "record"])
def test_what_went_out_of_the_cache_is_made_again(site: Site, kind: str) -> None:
    """The rows say that it is there: a cache like this is no longer to be believed."""
    site.build()
    before = site.html()
    connection = sqlite3.connect(site.settings.work_dir / "cache.sqlite")
    connection.execute("UPDATE entries SET value = 'x' WHERE kind = ?", (kind,))
    connection.commit()
    connection.close()
    shutil.rmtree(site.settings.work_dir / "search")
    shutil.rmtree(site.settings.site_dir)
    renderer = PlainRenderer("plain" if kind != "body" else "other")
    build(site.settings, renderer)
    assert site.html() == before


def test_several_processes_build_the_same_site(site: Site) -> None:
    write(
        site.settings.root,
        {f"many/{n}.md": f"---\ntitle: T{n}\n---\nText {n} [x](../a.md)" for n in range(60)},
    )
    reports = [
        build(
            site.settings,
            PlainRenderer(f"{jobs}"),
            site_dir=site.settings.root / str(jobs),
            workers=Workers(jobs),
        )
        for jobs in (1, 2)
    ]
    assert site.html("1") == site.html("2")
    assert reports[0].diagnostics == reports[1].diagnostics
    assert [report.rendered for report in reports] == [68, 68]


@pytest.mark.parametrize(("digest", "checks"), [("a", [1, 0, 1, 0]), ("", [1, 1, 1, 1])])
def test_settings_that_are_known_to_be_good_are_not_tried_again(
    site: Site, digest: str, checks: list[int]
) -> None:
    """Unless they say something about the environment, which may have changed."""
    for number, expected in enumerate(checks):
        site.settings = replace(site.settings, digest=digest and f"{digest}{number // 2}")
        renderer = PlainRenderer()
        site.build(renderer)
        assert renderer.checks == expected


def test_one_build_at_a_time(site: Site) -> None:
    with open_cache(site.settings), pytest.raises(BusyError):
        site.build()


def test_letters_that_utf8_lacks_do_not_end_a_build(site: Site) -> None:
    class Odd(PlainRenderer):
        def render(self, page: Any) -> str:
            return super().render(page) + "\ud800"

    site.build(Odd())
    assert site.html()["a/index.html"].endswith("&#55296;")
