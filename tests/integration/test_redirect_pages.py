# SPDX-License-Identifier: MIT
"""Old addresses in a published site: pages that lead to the new ones, old anchors, a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import run, write_tree

CONFIG = """\
site_name: Acme
site_url: https://example.com/help/
theme: {name: material, font: false}
docs_dir: content
plugins:
  - kbgen:
      languages: [en, pl]
      contact: {email: help@example.com}
"""
TREE = """
content/en/billing/refund.md
    | ---
    | title: Get a <refund>
    | redirect_from: [en/money/refund.md, /help/cash/]
    | ---
    | ## Price
    |
    | It is free. See [roles](../roles.md).
content/en/roles.md
    | # Roles
    |
    | ## Owner
    |
    | Text.
content/pl/billing/refund.md
    | ---
    | title: Zwrot
    | redirect_from: stare.md
    | ---
    | Tekst.
content/_data/redirects.yml
    | money/: billing/
    | money/#cost: billing/refund.md#price
    | money/#roles: roles.md
    | tour/: https://www.example.com/tour?a=1&b=2
    | roles/#admin: roles.md#owner
    | roles/#price: billing/refund/#price
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return write_tree(tmp_path, TREE)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def page(root: Path, name: str) -> str:
    return (root / "site" / name).read_text("utf-8")


def test_an_old_address_has_a_page_that_leads_to_the_new_one(site: Path) -> None:
    assert run(site, "kbgen", "build", "--strict").code == 0
    html = page(site, "money/refund/index.html")
    assert '<html lang="en" dir="ltr">' in html
    assert '<meta http-equiv="refresh" content="0; url=../../billing/refund/">' in html
    assert '<link rel="canonical" href="https://example.com/help/billing/refund/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<a href="../../billing/refund/">Get a &lt;refund&gt;</a>' in html
    assert html.index("redirect.js") < html.index("http-equiv"), "the script keeps the anchor"
    assert page(site, "cash/index.html").count("../billing/refund/") == 3
    assert run(site, "kbgen", "verify").code == 0


def test_the_page_is_in_the_language_of_the_new_one(site: Path) -> None:
    run(site, "kbgen", "build")
    html = page(site, "pl/stare/index.html")
    assert '<html lang="pl"' in html
    assert "Ta strona została przeniesiona" in html
    assert "url=../../pl/billing/refund/" in html


def test_a_redirect_may_leave_the_site(site: Path) -> None:
    run(site, "kbgen", "build")
    html = page(site, "tour/index.html")
    assert 'content="0; url=https://www.example.com/tour?a=1&amp;b=2"' in html
    assert '<link rel="canonical" href="https://www.example.com/tour?a=1&amp;b=2">' in html


def test_pages_know_where_their_old_anchors_lead(site: Path) -> None:
    run(site, "kbgen", "build")
    html = page(site, "roles/index.html")
    data = json.loads(html.partition('id="kb-moved">')[2].partition("</script>")[0])
    assert data["anchors"] == {
        "admin": "../roles/#owner",
        "price": "../billing/refund/#price",
    }
    assert '<p class="kb-moved" id="price">' in html
    html = page(site, "money/index.html")
    data = json.loads(html.partition('id="kb-moved">')[2].partition("</script>")[0])
    assert data == {
        "page": "../billing/",
        "anchors": {"cost": "../billing/refund/#price", "roles": "../roles/"},
    }


def test_redirects_are_neither_in_the_sitemap_nor_in_search(site: Path) -> None:
    run(site, "kbgen", "build")
    files = files_of(site / "site")
    assert b"money" not in files["sitemap.xml"]
    assert b"cash" not in files["sitemap.xml"]
    assert not [
        name for name, data in files.items() if name.startswith("search/") and b"money" in data
    ]


def test_the_table_lists_all_redirects_for_web_servers(site: Path) -> None:
    run(site, "kbgen", "build")
    rows = json.loads(page(site, "kb-redirects.json"))
    assert {row["from"]: row["to"] for row in rows} == {
        "/help/cash/": "/help/billing/refund/",
        "/help/money/": "/help/billing/",
        "/help/money/#cost": "/help/billing/refund/#price",
        "/help/money/#roles": "/help/roles/",
        "/help/money/refund/": "/help/billing/refund/",
        "/help/pl/stare/": "/help/pl/billing/refund/",
        "/help/roles/#admin": "/help/roles/#owner",
        "/help/roles/#price": "/help/billing/refund/#price",
        "/help/tour/": "https://www.example.com/tour?a=1&b=2",
    }


def test_a_site_without_redirects_has_no_table(site: Path) -> None:
    (site / "content/_data/redirects.yml").unlink()
    for path in (site / "content").rglob("refund.md"):
        path.write_text("# Refund\n\nText.\n", "utf-8")
    run(site, "kbgen", "build")
    assert not (site / "site/kb-redirects.json").exists()


@pytest.mark.parametrize("extra", ["", "use_directory_urls: false\n"])
def test_mkdocs_build_writes_the_same_pages(site: Path, extra: str) -> None:
    (site / "mkdocs.yml").write_text(CONFIG + extra, "utf-8")
    ours = run(site, "kbgen", "build")
    assert ours.code == 0, ours.stderr
    theirs = run(site, "mkdocs", "build", "--quiet", "--site-dir", "theirs")
    assert theirs.code == 0, theirs.stderr
    files = files_of(site / "site")
    del files["kb-manifest.json"]
    assert files_of(site / "theirs") == files
    assert ("money/index.html" in files) is not ("money.html" in files)
    assert run(site, "kbgen", "verify").code == 0


def test_redirects_change_with_their_files(site: Path) -> None:
    """Only a target in use is published, and a build after a change gives what a new site would."""
    run(site, "kbgen", "build")
    (site / "content/_data/redirects.yml").write_text("money/: roles.md\n", "utf-8")
    run(site, "kbgen", "build")
    assert "url=../roles/" in page(site, "money/index.html")
    assert not (site / "site/tour").exists()
    assert "kb-moved" not in page(site, "roles/index.html")
    warm = files_of(site / "site")
    run(site, "kbgen", "build", "--work-dir", "fresh")
    assert files_of(site / "site") == warm


def test_an_edit_of_a_text_keeps_the_old_anchors_of_its_page(site: Path) -> None:
    run(site, "kbgen", "build")
    roles = site / "content/en/roles.md"
    roles.write_text(roles.read_text("utf-8").replace("Text.", "Other text."), "utf-8")
    run(site, "kbgen", "build")
    html = page(site, "roles/index.html")
    assert "Other text." in html
    assert '<p class="kb-moved" id="price">' in html
    assert (site / "site/kb-redirects.json").exists()


def test_a_file_that_only_a_hidden_article_and_a_redirect_use_is_published(site: Path) -> None:
    write_tree(
        site,
        """
content/en/plan.md
    | ---
    | title: Plan
    | status: draft
    | ---
    | [One](one.pdf), [other](other.pdf)
content/en/one.pdf
    | 1
content/en/other.pdf
    | 2
content/_data/redirects.yml
    | list/: one.pdf
""",
    )
    built = run(site, "kbgen", "build")
    assert built.code == 0, built.stderr
    assert (site / "site/one.pdf").exists()
    assert not (site / "site/other.pdf").exists()
    assert "url=../one.pdf" in page(site, "list/index.html")


def test_a_wrong_redirect_fails_the_check_and_the_build_publishes_the_rest(site: Path) -> None:
    (site / "content/_data/redirects.yml").write_text(
        "../../etc/x: billing/\nold/: billing/refnd.md\nok/: billing/\n", "utf-8"
    )
    checked = run(site, "kbgen", "check")
    assert checked.code == 1
    assert "redirects.yml:1:1: KB314 ../../etc/x has an empty part" in checked.stdout
    assert "hint: Did you mean en/billing/refund.md?" in checked.stdout
    assert run(site, "kbgen", "build").code == 1
    assert (site / "site/ok/index.html").exists()
    assert not (site / "site/old").exists()
    assert not (site / "etc").exists()
    assert not (site.parent / "etc").exists()


def test_the_hint_of_a_link_to_an_old_address_names_the_new_one(site: Path) -> None:
    roles = site / "content/en/roles.md"
    roles.write_text(roles.read_text("utf-8") + "\n[Old](money/refund.md)\n", "utf-8")
    checked = run(site, "kbgen", "check")
    assert "KB401 link money/refund.md does not exist" in checked.stdout
    assert "hint: The address is redirected. Link to billing/refund.md." in checked.stdout
