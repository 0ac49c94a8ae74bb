# SPDX-License-Identifier: MIT
"""Expired and withdrawn articles keep a page that says so, without their text; a date changes no exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, run, write_tree

TREE = """
mkdocs.yml
    | site_name: Acme
    | site_url: https://help.example.com/
    | theme: {name: material, font: false}
    | docs_dir: content
    | plugins:
    |   - kbgen:
    |       languages: [en, pl]
    |       contact: {email: help@example.com}
content/en/index.md
    | # Help
    |
    | See [prices](billing/prices.md#zeppelin-fares) and [the offers](offers/).
content/en/billing/prices.md
    | ---
    | title: Prices for 2026
    | expires: 2026-12-31
    | replaced_by: billing-new-prices
    | related: [billing-fax]
    | tags: [money]
    | redirect_from: tariffs.md
    | ---
    | ## Zeppelin fares
    |
    | Zeppelin rides are free. ![A table of fares](zeppelin.png)
content/en/billing/zeppelin.png
    | picture
content/en/billing/new-prices.md
    | ---
    | title: Prices for 2027
    | related: [billing-prices]
    | ---
    | Everything costs more.
content/en/billing/money.md
    | ---
    | title: Get your money back
    | tags: [money]
    | ---
    | Ask us.
content/en/billing/fax.md
    | ---
    | title: Use a fax
    | status: withdrawn
    | ---
    | Send a telegraph to Zeppelin. ![](fax.png)
content/en/billing/fax.png
    | picture
content/_data/redirects.yml
    | old/: billing/prices.md#zeppelin-fares
content/en/offers/summer.md
    | ---
    | title: Summer offer
    | expires: 2026-12-31
    | ---
    | Half a Zeppelin.
content/pl/billing/prices.md
    | ---
    | title: Ceny na rok 2026
    | expires: 2026-12-31
    | ---
    | Loty Zeppelinem są darmowe.
content/pl/billing/new-prices.md
    | # Ceny na rok 2027
    |
    | Wszystko kosztuje więcej.
"""
BEFORE, AFTER = "1798675200", "1798761600"
"""31 December 2026 and 1 January 2027, in seconds since 1970."""


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    left, right = files_of(one), files_of(other)
    return sorted(name for name in left | right if left.get(name) != right.get(name))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_tree(tmp_path, TREE)


def build(root: Path, day: str, *options: str) -> Run:
    return run(root, "kbgen", "build", *options, SOURCE_DATE_EPOCH=day)


def page(root: Path, address: str, folder: str = "site") -> str:
    return (root / folder / address / "index.html").read_text("utf-8")


def test_the_last_day_is_a_normal_day(site: Path) -> None:
    build(site, BEFORE)
    assert "Zeppelin rides are free" in page(site, "billing/prices")
    assert (site / "site/billing/zeppelin.png").exists()


def test_after_its_last_day_the_page_says_so_and_the_text_leaves_no_trace(site: Path) -> None:
    build(site, AFTER)
    html = page(site, "billing/prices")
    assert "<h1>This article is no longer available</h1>" in html
    assert "“Prices for 2026” was out of date, so we took it down." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    successor, _, rest = html.partition("Articles on the same topic")
    assert "Prices for 2027" in successor.partition("This article replaces it")[2]
    assert "Get your money back" in rest
    assert "Prices for 2027" not in rest
    assert 'action="../../search/"' in html
    assert "Contact us" in rest
    assert "All articles in “Billing”" in rest
    files = files_of(site / "site")
    assert [name for name, data in files.items() if b"Zeppelin" in data or "zeppelin" in name] == []
    assert "billing/fax.png" not in files
    assert b"billing/prices/" not in files["sitemap.xml"]
    assert b"offers/summer" not in files["index.html"] + files["search/index.html"]


def test_the_page_is_in_the_language_of_the_article(site: Path) -> None:
    build(site, AFTER)
    html = page(site, "pl/billing/prices")
    assert "Ten artykuł nie jest już dostępny" in html
    assert "Artykuł „Ceny na rok 2026” stracił aktualność" in html
    assert "Ceny na rok 2027" in html


def test_a_withdrawn_article_is_gone_on_every_day(site: Path) -> None:
    built = build(site, BEFORE)
    assert "“Use a fax” no longer applies, so we took it down." in page(site, "billing/fax")
    assert "KB405 related article billing-fax is withdrawn" in built.stderr
    assert not (site / "site/billing/fax.png").exists()


def test_a_category_keeps_its_page_without_its_last_article(site: Path) -> None:
    """The link to it stays valid, and no list leads readers to an empty page."""
    build(site, AFTER)
    assert "There are no articles here yet" in page(site, "offers")
    home = page(site, "")
    assert home.count('href="./offers/"') == 1
    assert '<a href="./offers/">the offers</a>' in home
    assert "Summer offer" not in home


def test_a_date_that_passes_changes_no_exit_code_and_no_report(site: Path) -> None:
    """Also with `--strict`, and with mistakes in the article."""
    (site / "content/en/billing/fax.md").unlink()
    prices = site / "content/en/billing/prices.md"
    prices.write_text(prices.read_text("utf-8").replace("related: [billing-fax]\n", ""), "utf-8")
    assert [build(site, day, "--strict").code for day in (BEFORE, AFTER)] == [0, 0]
    with prices.open("a", encoding="utf-8") as file:
        file.write("\n[Broken](nowhere.md) and [lost](new-prices.md#lost)\n")
    before, after = build(site, BEFORE), build(site, AFTER)
    reported = [line for line in after.stderr.splitlines() if "KB" in line]
    assert before.code == after.code == 1
    assert len(reported) == 2
    assert reported == [line for line in before.stderr.splitlines() if "KB" in line]


def test_check_reports_what_has_expired_and_the_links_to_it(site: Path) -> None:
    checked = run(site, "kbgen", "check", "--all", SOURCE_DATE_EPOCH=AFTER)
    assert checked.code == 0
    assert [line for line in checked.stdout.splitlines() if "KB" in line] == [
        "warning: content/en/billing/new-prices.md:3:11: KB405 related article billing-prices has expired",
        "warning: content/en/billing/prices.md:3:1: KB503 the article expired on 2026-12-31",
        "warning: content/en/billing/prices.md:5:11: KB405 related article billing-fax is withdrawn",
        "warning: content/en/index.md:3:14: KB405 the link leads to en/billing/prices.md, which has expired",
        "warning: content/en/offers/summer.md:3:1: KB503 the article expired on 2026-12-31",
        "warning: content/pl/billing/prices.md:3:1: KB503 the article expired on 2026-12-31",
    ]
    assert "Link to en/billing/new-prices.md, which replaces it." in checked.stdout
    before = run(site, "kbgen", "check", "--all", SOURCE_DATE_EPOCH=BEFORE)
    assert "expired" not in before.stdout


def test_a_build_on_the_next_day_gives_what_a_new_site_would(site: Path, tmp_path: Path) -> None:
    """With a warm cache, and after an edit of the expired article."""
    other = write_tree(tmp_path / "other", TREE)
    build(site, BEFORE)
    build(site, AFTER)
    build(other, AFTER)
    assert differences(site / "site", other / "site") == []
    for root in (site, other):
        with (root / "content/en/billing/prices.md").open("a", encoding="utf-8") as file:
            file.write("\nMore. ![](../offers/new.png)\n")
    build(site, AFTER)
    build(other, AFTER, "--work-dir", str(tmp_path / "empty"))
    assert differences(site / "site", other / "site") == []


def test_mkdocs_build_writes_the_same_pages(site: Path) -> None:
    build(site, AFTER)
    built = run(site, "mkdocs", "build", "--quiet", "--site-dir", "theirs", SOURCE_DATE_EPOCH=AFTER)
    assert built.code == 0, built.stderr
    ours = {
        name: data for name, data in files_of(site / "site").items() if name != "kb-manifest.json"
    }
    assert files_of(site / "theirs") == ours


def test_the_text_of_a_folder_that_expires_leaves_the_page_of_the_folder(site: Path) -> None:
    text = (
        "---\ntitle: All about money\nsummary: Zeppelin coins.\nexpires: 2026-12-31\n---\nText.\n"
    )
    (site / "content/en/billing/index.md").write_text(text, "utf-8")
    build(site, AFTER)
    html = page(site, "billing")
    assert "<h1>All about money</h1>" in html
    assert "Zeppelin" not in html
    assert "Get your money back" in html


def test_a_site_of_expired_articles_is_published(tmp_path: Path) -> None:
    write_tree(tmp_path, TREE)
    for path in sorted((tmp_path / "content").rglob("*.md")):
        if "prices" not in path.name:
            path.unlink()
    (tmp_path / "content/en/billing/new-prices.md").unlink()
    (tmp_path / "content/pl/billing/new-prices.md").unlink()
    prices = tmp_path / "content/en/billing/prices.md"
    prices.write_text("---\ntitle: Old\nexpires: 2026-12-31\n---\nText.\n", "utf-8")
    assert [build(tmp_path, day).code for day in (BEFORE, AFTER)] == [0, 0]
    assert "no longer available" in page(tmp_path, "billing/prices")


def test_verify_and_search_know_nothing_of_it(site: Path) -> None:
    build(site, AFTER)
    assert run(site, "kbgen", "verify").code == 0
    found = run(site, "kbgen", "search", "Zeppelin", "--json", SOURCE_DATE_EPOCH=AFTER)
    assert "billing/prices" not in found.stdout
