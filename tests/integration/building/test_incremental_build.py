# SPDX-License-Identifier: MIT
"""A change that affects only its article is published without planning the site; any other takes a full build."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from content_sites import settings_for, write
from site_parts import PlainRenderer

from kbgen.content.source.article_source import read_bytes
from kbgen.model import Audience
from kbgen.settings import ContactSettings, PageFile, SiteSettings
from kbgen.site.building import build as module
from kbgen.site.building.build import build
from kbgen.site.building.report import BuildReport
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import plan_site
from kbgen.site.reading import articles

pytestmark = pytest.mark.usefixtures("remembered_words")

FILES: dict[str, str | bytes] = {
    "en/index.md": "---\ntitle: Welcome\n---\nHello.",
    "en/billing/index.md": "---\ntitle: Billing\nsummary: Money\n---\nAbout money.",
    "en/billing/refund.md": "---\ntitle: Refund\n---\nText.\n\n## Part\n\nMore, see [login](../login.md) and [x](https://x.example/).",
    "en/login.md": "---\ntitle: Login\ntags: [a]\nupdated: 2026-01-02\n---\nText with ![an image](i.png).",
    "en/draft.md": "---\ntitle: Draft\nstatus: draft\n---\nText.",
    "en/wrong.md": "---\ntitle: Wrong\n---\nText.\n\n[here](gone.md)",
    "en/links.md": "---\ntitle: Links\n---\nSee [how to sign in](login.md).",
    "en/i.png": b"png",
    "ru/login.md": "---\ntitle: Вход\n---\nТекст.",
    "ru/billing/refund.md": "---\ntitle: Возврат\nsource_revision: 0123456789abcdef\n---\nТекст.",
    "ru/billing/index.md": "---\ntitle: Деньги\n---\nТекст.",
}


class Site:
    """A site in two languages, built again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.long = 0

    def watched(self, plan: Callable[..., Any]) -> Callable[..., Any]:
        """`plan_site` that counts."""

        def counted(*arguments: Any) -> Any:
            self.long += 1
            return plan(*arguments)

        return counted

    @property
    def settings(self) -> SiteSettings:
        plain = settings_for(self.root, "en", "ru", audiences=frozenset({Audience.PUBLIC}))
        return replace(
            plain, kbgen=replace(plain.kbgen, contact=ContactSettings(phone="112")), digest="known"
        )

    def build(self, **options: Any) -> tuple[BuildReport, list[str]]:
        renderer = PlainRenderer()
        return build(self.settings, renderer, **options), renderer.rendered

    def files(self) -> dict[str, bytes]:
        folder = self.settings.site_dir
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def clean(self) -> tuple[BuildReport, dict[str, bytes]]:
        """What a build from scratch gives."""
        for path in (self.settings.work_dir, self.settings.site_dir, self.root / ".site.kbgen"):
            shutil.rmtree(path)
        report, _ = self.build()
        return report, self.files()

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.settings.docs_dir / path
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site after its first build, for tests to copy: a moved site is known (the last test)."""
    root = tmp_path_factory.mktemp("built") / "site"
    Site(write(root, FILES)).build()
    return root


@pytest.fixture
def site(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    found = Site(tmp_path / "site")
    shutil.copytree(built, found.root)
    monkeypatch.setattr(module, "plan_site", found.watched(plan_site))
    return found


def assert_like_clean(site: Site, report: BuildReport) -> None:
    built = site.files()
    clean, files = site.clean()
    assert built == files
    assert (report.diagnostics, report.search, report.pages) == (
        clean.diagnostics,
        clean.search,
        clean.pages,
    )
    assert report.languages == clean.languages


def test_nothing_has_changed(site: Site) -> None:
    report, rendered = site.build()
    assert (site.long, rendered, report.rendered, report.cached) == (0, [], 0, report.pages)
    assert_like_clean(site, report)


@pytest.mark.parametrize(
    ("path", "old", "new", "output"),
    [
        ("en/index.md", "Hello.", "Good day.", "index.html"),
        ("en/billing/index.md", "About money.", "About all the money.", "billing/index.html"),
        ("en/login.md", "Text with", "Other words with", "login/index.html"),
        ("en/login.md", "Text with", "Words [out](https://new.example/)", "login/index.html"),
        ("en/links.md", "See", "Read about", "links/index.html"),
        ("ru/login.md", "Текст.", "Другой текст.", "ru/login/index.html"),
    ],
)
def test_a_text_takes_the_quick_way(site: Site, path: str, old: str, new: str, output: str) -> None:
    site.edit(path, old, new)
    report, rendered = site.build()
    assert (site.long, rendered, report.rendered) == (0, [output], 1)
    assert site.build()[1] == []
    assert_like_clean(site, report)


def _search(site: Site) -> dict[str, bytes]:
    return {
        path: data
        for path, data in site.files().items()
        if path.startswith("search/") and "/en/" in path
    }


@pytest.mark.parametrize(
    ("old", "new", "long"),
    [("Text with", "Marvellous words with", 0), ("title: Login", "title: Marvellous", 1)],
)
def test_search_can_wait_while_pages_are_published(
    site: Site, old: str, new: str, long: int
) -> None:
    """Search is that of the last build until a build does not defer it; then everything is as a build gives it."""
    before = _search(site)
    site.edit("en/login.md", old, new)
    site.build(defer_search=True)
    assert b"Marvellous" in site.files()["login/index.html"]
    assert _search(site) == before
    report, rendered = site.build()
    assert (site.long, rendered) == (long, [])
    assert _search(site) != before
    assert_like_clean(site, report)


def test_without_a_whole_search_none_is_published_while_it_waits(site: Site) -> None:
    site.edit("en/login.md", "Text with", "Other words with")
    next((site.settings.work_dir / "search/en/browser").glob("f*")).write_text("")
    site.build(defer_search=True)
    assert _search(site) == {}
    report, _ = site.build()
    assert_like_clean(site, report)


def test_several_texts_and_one_that_comes_back(site: Site) -> None:
    before = site.files()
    site.edit("en/index.md", "Hello.", "Good day.")
    site.edit("ru/login.md", "Текст.", "Другой текст.")
    assert sorted(site.build()[1]) == ["index.html", "ru/login/index.html"]
    site.edit("en/index.md", "Good day.", "Hello.")
    site.edit("ru/login.md", "Другой текст.", "Текст.")
    site.build()
    assert (site.long, site.files()) == (0, before)


def test_the_text_of_a_draft_changes_no_page(site: Site) -> None:
    site.edit("en/draft.md", "Text.", "Another one.")
    report, rendered = site.build()
    assert (site.long, rendered) == (0, [])
    assert_like_clean(site, report)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("en/login.md", "title: Login", "title: Sign in"),
        ("en/login.md", "tags: [a]", "tags: [b]"),
        ("en/login.md", "2026-01-02", "2026-01-03"),
        ("en/login.md", "Text with", "## New heading\n\nText with"),
        ("en/billing/refund.md", "## Part", "## Chapter"),
        ("en/login.md", "Text with", "[refund](billing/refund.md) and"),
        ("en/login.md", "Text with ![an image](i.png).", ""),
        ("en/login.md", "Text with ![an image](i.png).", "No image now."),  # it may be private now
        ("en/login.md", "an image", ""),
        ("en/login.md", "Text with", "[here](https://x.example/) and"),
        ("en/login.md", "Text with", "Text <script>x</script> with"),
        ("en/login.md", "---\nText", "status: draft\n---\nText"),
        ("en/draft.md", "status: draft\n", ""),
        ("en/links.md", "how to sign in", "how to log on"),  # search finds the target by it
        ("en/links.md", "[how to sign in](login.md)", "nothing"),
        ("en/wrong.md", "Text.", "Text of an article with a broken link."),
        ("en/wrong.md", "[here](gone.md)", "Mended."),
        ("en/billing/refund.md", "More,", "Much more,"),  # its translation shows that it is older
        ("en/login.md", "title: Login", "title: [Login"),
    ],
)
def test_a_change_that_other_pages_show_or_that_must_be_reported_takes_a_full_build(
    site: Site, path: str, old: str, new: str
) -> None:
    site.edit(path, old, new)
    report, _ = site.build()
    assert site.long == 1
    assert_like_clean(site, report)


def test_files_that_come_go_or_move_take_the_long_way(site: Site) -> None:
    content = site.settings.docs_dir / "en"
    write(site.root, {"en/new.md": "---\ntitle: New\n---\nText."})
    site.build()
    (content / "new.md").rename(content / "moved.md")
    site.build()
    (content / "moved.md").unlink()
    report, _ = site.build()
    assert site.long == 3
    assert_like_clean(site, report)


@pytest.mark.parametrize("path", ["en/billing/_category.yml", "_data/synonyms.yml", "en/j.png"])
def test_files_of_the_whole_site_take_the_long_way(site: Site, path: str) -> None:
    write(site.root, {path: "title: Money\n" if path.endswith("_category.yml") else ""})
    report, _ = site.build()
    assert site.long == 1
    assert_like_clean(site, report)


def test_a_new_file_of_the_theme_is_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to a file in `custom_dir`, or a stylesheet there, is reported only while it is missing."""
    folder = site.root / "overrides"
    folder.mkdir()
    monkeypatch.setattr(
        Site,
        "settings",
        replace(site.settings, custom_dir=folder, page_files=(PageFile("x.css", 5, 13),)),
    )
    write(site.root, {"en/wrong.md": "---\ntitle: Wrong\n---\nText.\n\n[here](/x.css)"})
    missing = {"KB401", "KB710"}
    assert missing <= {item.code for item in site.build()[0].diagnostics}
    (folder / "x.css").write_text("")
    report, _ = site.build()
    assert not missing & {item.code for item in report.diagnostics}
    (folder / "x.css").unlink()
    assert missing <= {item.code for item in site.build()[0].diagnostics}


def test_an_image_that_changes_is_published_the_quick_way(site: Site) -> None:
    write(site.root, {"en/i.png": b"another"})
    report, rendered = site.build()
    assert (site.long, rendered, site.files()["i.png"]) == (0, [], b"another")
    assert_like_clean(site, report)


def test_another_renderer_or_day_takes_the_long_way(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site.settings, PlainRenderer("other"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    site.build()
    assert site.long == 2


def test_strict_looks_at_what_the_last_build_found(site: Site) -> None:
    report, _ = site.build(strict=True)
    assert (report.published, [item.code for item in report.diagnostics]) == (
        False,
        ["KB401", "KB407", "KB308"],
    )


@pytest.mark.parametrize("lost", ["sitemap.xml", "index.html", "search/en/entry.json", "i.png"])
def test_a_file_that_went_away_comes_back(site: Site, lost: str) -> None:
    before = site.files()
    (site.settings.site_dir / lost).unlink()
    site.build()
    assert site.files() == before


def test_a_site_that_went_away_comes_back(site: Site) -> None:
    before = site.files()
    shutil.rmtree(site.settings.site_dir)
    shutil.rmtree(site.root / ".site.kbgen")
    site.build()
    assert site.files() == before


@pytest.mark.parametrize(
    "kind", ["article", "body", "plan", "document", "record", "memory", "page"]
)
def test_a_cache_that_lost_something_gives_the_same(site: Site, kind: str) -> None:
    with open_cache(site.settings) as cache:
        cache._connection.execute("UPDATE entries SET value = 'x' WHERE kind = ?", (kind,))
        cache._connection.commit()
    site.edit("en/login.md", "Text with", "Other words with")
    report, _ = site.build()
    assert_like_clean(site, report)


def test_a_moved_site_is_known(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """CI keeps the cache and not the folder."""
    other = tmp_path_factory.mktemp("other") / "deep" / "er"
    shutil.copytree(site.root, other)
    site.root = other
    assert site.build()[1] == []
    assert site.long == 0


def test_a_full_build_hashes_no_file_again_that_the_incremental_one_hashed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the article whose title changed is read again, to be rendered."""
    seen: Counter[str] = Counter()

    def counted(root: Path, path: str, *rest: Any) -> bytes | None:
        seen[path] += 1
        return read_bytes(root, path, *rest)

    monkeypatch.setattr(articles, "read_bytes", counted)
    site.edit("en/login.md", "title: ", "title: New ")
    report, _ = site.build()
    assert site.long == 1
    assert {path for path, count in seen.items() if count > 1} == {"en/login.md"}
    assert_like_clean(site, report)
