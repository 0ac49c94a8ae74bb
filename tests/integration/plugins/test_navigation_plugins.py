# SPDX-License-Identifier: MIT
"""Plugins that make navigation decide order, titles and what stands under what; addresses of articles stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run, run
from integration.plugins.plugin_sites import article, config, published

Kbgen = Callable[..., Run]
ARTICLES = {
    "index": article("Welcome", "Hello."),
    "install": article("Install", "Run it."),
    "billing/index": article("Billing", "About money."),
    "billing/refund": article("Get a refund", "Money back."),
    "billing/invoice": article("Find an invoice", "Here."),
    "billing/cards/lost": article("Lost card", "Call us."),
    "delivery/track": article("Track a parcel", "See [refunds](../billing/refund.md)."),
    "delivery/late": article("Late parcel", "Wait."),
    "delivery/secret": article("Secret", "Not yet.", "status: draft"),
}


def write(
    root: Path, *plugins: str, files: dict[str, str], folder: str = "", extra: str = ""
) -> None:
    """The articles, files that tell of a navigation, and the settings."""
    texts = {f"{folder}{name}.md": text for name, text in ARTICLES.items()} | files
    for name, text in texts.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(config(*plugins) + extra, "utf-8")


def titles(root: Path, page: str, part: str) -> list[str]:
    """Texts of the links and headings in the part of a page with this class."""
    html = (root / "site" / page).read_text("utf-8")
    found = re.search(rf'<(\w+) class="{part}".*?</\1>', html, re.DOTALL)
    assert found, f"{part} is not on {page}"
    return [
        re.sub(r"<[^>]*>", "", text)
        for text in re.findall(r"<a [^>]*>(.*?)</a>", found[0], re.DOTALL)
    ]


def cards(root: Path) -> list[tuple[str, str]]:
    html = (root / "site/index.html").read_text("utf-8")
    return re.findall(r'<h3 class="kb-card__title"><a href="([^"]*)">([^<]*)</a>', html)


def listed(root: Path, page: str) -> list[str]:
    """Titles in the lists of a category or section, in order."""
    html = (root / "site" / page).read_text("utf-8")
    lists = re.findall(r'<section class="kb-shelf".*?</section>', html, re.DOTALL)
    return [
        title.strip()
        for part in lists
        for title in re.findall(r"<li[^>]*>.*?<a [^>]*>(.*?)</a>", part, re.DOTALL)
    ]


NAVIGATIONS = {
    "awesome-nav": {
        ".nav.yml": "nav:\n  - delivery\n  - Money: billing\n  - '*.md'\n",
        "delivery/.nav.yml": "title: Parcels\nnav:\n  - track.md\n  - '*'\n",
    },
    "awesome-pages": {
        ".pages": "nav:\n  - delivery\n  - Money: billing\n  - ...\n",
        "delivery/.pages": "title: Parcels\nnav:\n  - track.md\n  - ...\n",
    },
    "literate-nav": {
        "SUMMARY.md": "* Parcels\n    * [Track a parcel](delivery/track.md)\n    * [Late parcel](delivery/late.md)\n"
        "* [Money](billing/)\n* [Set up](install.md)\n",
    },
}


@pytest.mark.parametrize("plugin", NAVIGATIONS)
def test_home_lists_and_trails_follow_the_navigation(
    tmp_path: Path, kbgen: Kbgen, plugin: str
) -> None:
    write(tmp_path, plugin, "section-index", files=NAVIGATIONS[plugin])
    built = kbgen("build", "--strict")
    assert built.code == 0, built.stderr
    assert [url for url, _ in cards(tmp_path)][:2] == ["./delivery/", "./billing/"]
    assert [title for _, title in cards(tmp_path)][:1] == ["Parcels"]
    assert cards(tmp_path)[1][1] == "Money"
    assert listed(tmp_path, "delivery/index.html") == ["Track a parcel", "Late parcel"]
    assert titles(tmp_path, "delivery/late/index.html", "kb-trail") == ["Home", "Parcels"]
    assert titles(tmp_path, "delivery/late/index.html", "kb-siblings") == [
        "Track a parcel",
        "Late parcel",
    ]
    assert "Secret" not in (tmp_path / "site/delivery/index.html").read_text("utf-8")
    assert not (tmp_path / "site/SUMMARY").exists()
    assert f"{plugin} and section-index need" in built.stdout
    assert kbgen("verify").code == 0


EXPLICIT = """\
* [Set up](install.md)
* Popular
    * [Lost card](billing/cards/lost.md)
    * [Money back, quickly](billing/refund.md)
    * [Our status](https://status.example.com/)
    * [Gone](gone.md)
* Parcels
    * [Late parcel](delivery/late.md)
    * Deep
        * Deeper
            * [Track a parcel](delivery/track.md)
"""


def test_a_section_of_articles_from_elsewhere_has_a_page_and_the_articles_keep_their_addresses(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "literate-nav", files={"SUMMARY.md": EXPLICIT})
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert ("./popular/", "Popular") in cards(tmp_path)
    assert listed(tmp_path, "popular/index.html") == [
        "Lost card",
        "Money back, quickly",
        "Our status",
    ]
    assert 'href="https://status.example.com/"' in (tmp_path / "site/popular/index.html").read_text(
        "utf-8"
    )
    refund = (tmp_path / "site/billing/refund/index.html").read_text("utf-8")
    assert "<h1>Get a refund</h1>" in refund, "a page has its own title"
    assert titles(tmp_path, "billing/refund/index.html", "kb-trail") == ["Home", "Popular"]
    # What the navigation does not name stands at the end of its category, and nothing is lost.
    assert listed(tmp_path, "billing/index.html") == ["Find an invoice"]
    assert listed(tmp_path, "delivery/index.html") == ["Late parcel", "Track a parcel"]
    assert titles(tmp_path, "delivery/track/index.html", "kb-trail") == ["Home", "Parcels", "Deep"]
    assert (tmp_path / "site/billing/index.html").read_text("utf-8").count("<h1>Billing</h1>") == 1
    assert kbgen("search", "invoice", "--json").code == 0
    assert kbgen("verify").code == 0


def test_what_of_a_navigation_is_not_followed_is_said_where_the_plugin_stands(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "literate-nav", files={"SUMMARY.md": EXPLICIT})
    said = kbgen("build").stderr
    assert (
        "mkdocs.yml:9:5: KB708 the navigation names 'gone.md', which is not a page of this site"
        in said
    )
    assert (
        "mkdocs.yml:9:5: KB708 the section 'Deeper' is on the third level: its articles are listed in 'Deep'"
        in said
    )


def test_each_language_follows_its_own_part(tmp_path: Path, kbgen: Kbgen) -> None:
    files = {
        "en/.nav.yml": "nav: [delivery, billing]\n",
        "pl/index.md": article("Witaj", "Tekst."),
        "pl/billing/zwrot.md": article("Zwrot", "Tekst."),
        "pl/delivery/gdzie.md": article("Gdzie", "Tekst."),
        "pl/.nav.yml": "nav: [{Dostawa: delivery}, billing]\n",
    }
    write(tmp_path, "awesome-nav", files=files, folder="en/")
    text = (tmp_path / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        text.replace("  - kbgen:\n", "  - kbgen:\n      languages: [en, pl]\n"), "utf-8"
    )
    built = kbgen("build")
    assert built.code == 0, built.stderr
    assert [url for url, _ in cards(tmp_path)][:2] == ["./delivery/", "./billing/"]
    polish = (tmp_path / "site/pl/index.html").read_text("utf-8")
    assert re.findall(r'kb-card__title"><a href="[^"]*">([^<]*)', polish)[0] == "Dostawa"
    assert kbgen("verify").code == 0


def test_a_plugin_that_cannot_read_its_navigation_leaves_the_old_site(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    write(tmp_path, "literate-nav", files={"SUMMARY.md": EXPLICIT})
    kbgen("build")
    before = published(tmp_path / "site")
    (tmp_path / "content/SUMMARY.md").write_text("* no link\n", "utf-8")
    built = kbgen("build")
    assert (built.code, published(tmp_path / "site")) == (2, before)
    assert "LiterateNavParseError" in built.stderr


@pytest.mark.parametrize("plugin", NAVIGATIONS)
def test_mkdocs_build_follows_it_too(tmp_path: Path, kbgen: Kbgen, plugin: str) -> None:
    write(tmp_path, plugin, "section-index", files=NAVIGATIONS[plugin])
    assert kbgen("build").code == 0
    theirs = run(tmp_path, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert theirs.code == 0, theirs.stderr
    assert published(tmp_path / "site") == published(tmp_path / "theirs")


def test_a_navigation_that_names_a_page_that_is_left_out_ends_nothing(
    tmp_path: Path, kbgen: Kbgen
) -> None:
    """The article has an error, which is reported; awesome-pages would end the build."""
    pages = "nav:\n  - broken.md\n  - ...\n"
    write(tmp_path, "awesome-pages", files={".pages": pages, "broken.md": "---\ntitle: [\n---\nx"})
    built = kbgen("build")
    assert built.code == 1, built.stderr
    assert "content/broken.md" in built.stderr
    assert (tmp_path / "site/billing/refund/index.html").is_file()


@pytest.mark.parametrize("plugin", NAVIGATIONS)
def test_an_article_that_expires_changes_no_report(tmp_path: Path, plugin: str) -> None:
    """A date that passes makes no build fail, although the navigation names the article."""
    write(tmp_path, plugin, files=NAVIGATIONS[plugin])
    refund = tmp_path / "content/billing/refund.md"
    text = refund.read_text("utf-8").replace("title:", "expires: 2026-12-31\ntitle:", 1)
    refund.write_text(text, "utf-8")
    before, after = (
        run(tmp_path, "kbgen", "build", SOURCE_DATE_EPOCH=day)
        for day in ("1798675200", "1798761600")
    )
    assert after.code == before.code == 0, after.stderr
    assert [line for line in after.stderr.splitlines() if "KB" in line] == [
        line for line in before.stderr.splitlines() if "KB" in line
    ]
    html = (tmp_path / "site/billing/refund/index.html").read_text("utf-8")
    assert "This article is no longer available" in html
