# SPDX-License-Identifier: MIT
"""`kbgen build` from files to files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

TREE = """
content/index.md
    | ---
    | title: Welcome
    | ---
    | Text of the home page.
content/billing/_category.yml
    | title: Billing and payments
    | summary: Invoices, cards, refunds
    | icon: material/credit-card-outline
    | order: 1
content/billing/refund.md
    | ---
    | title: Get a refund
    | summary: Money back within 30 days.
    | questions: [How do I get my money back?]
    | ---
    | See [cards](cards/add.md#second-part) and ![a card](card.png).
content/billing/card.png
    | not really a picture
content/billing/cards/add.md
    | ---
    | title: Add a card
    | ---
    | Open the settings.
    |
    | ## Second part
    |
    | More.
content/account/password.md
    | ---
    | title: Reset your password
    | kind: troubleshooting
    | symptoms: [Wrong password]
    | error_codes: [ERR_AUTH_7]
    | causes:
    |   - {cause: It expired, remedy: [Ask for a new one]}
    | ---
    | The mail comes within a minute.
content/account/secret.md
    | ---
    | title: Not yet
    | status: draft
    | ---
    | Draft text.
"""


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.html")
    }


@pytest.fixture
def built(site, kbgen) -> tuple[Path, object]:
    folder = site(TREE)
    return folder / "site", kbgen("build", "--json")


def test_every_page_kind_is_there_and_drafts_are_not(built) -> None:
    folder, run = built
    assert run.code == 0, run.stderr
    assert set(pages(folder)) == {
        "index.html",
        "404.html",
        "search/index.html",
        "contact/index.html",
        "billing/index.html",
        "billing/refund/index.html",
        "billing/cards/index.html",
        "billing/cards/add/index.html",
        "account/index.html",
        "account/password/index.html",
    }
    assert (folder / "billing/card.png").is_file()


def test_the_report_is_what_tools_rely_on(built) -> None:
    document = built[1].json
    assert set(document) == {
        "schema", "pages", "languages", "rendered", "cached", "cache", "one_process", "seconds", "diagnostics",
        "search", "left_out",
    }  # fmt: skip
    assert (document["schema"], document["pages"], document["languages"]) == (1, 10, ["en"])
    assert (document["rendered"], document["cached"]) == (10, 0)
    assert document["cache"] == {
        "texts": {"found": 0, "wanted": 4},
        "records": {"found": 0, "wanted": 4},
    }
    assert document["diagnostics"] == {"error": 0, "warning": 0}
    assert set(document["search"]["en"]) == {"documents", "terms", "files", "bytes"}
    assert document["search"]["en"]["documents"] == 4


def test_a_second_build_renders_nothing_and_changes_nothing(built, kbgen) -> None:
    folder, _ = built
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = kbgen("build", "--json").json
    assert (again["rendered"], again["cached"]) == (0, 10)
    assert again["cache"] == {
        "texts": {"found": 4, "wanted": 4},
        "records": {"found": 4, "wanted": 4},
    }
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_build_without_cache_gives_the_same_bytes(built, kbgen) -> None:
    folder, _ = built
    kbgen("build", "--site-dir", "other", PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    other = folder.parent / "other"
    names = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert names == {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    assert all((folder / name).read_bytes() == (other / name).read_bytes() for name in names)


def test_a_text_edit_renders_its_page_alone(built, kbgen) -> None:
    folder, _ = built
    article = folder.parent / "content/billing/cards/add.md"
    article.write_text(article.read_text() + "\nOne more line.\n")
    assert kbgen("build", "--json").json["rendered"] == 1


def test_links_lead_where_the_writer_meant(built) -> None:
    html = pages(built[0])["billing/refund/index.html"]
    assert 'href="../../billing/cards/add/#second-part"' in html
    assert 'src="../../billing/card.png"' in html


def test_a_published_site_is_whole(built, kbgen) -> None:
    verified = kbgen("verify")
    assert (verified.code, verified.stdout) == (0, "")
    (built[0] / "billing/card.png").unlink()
    assert kbgen("verify").code == 1


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(built) -> None:
    for name, html in pages(built[0]).items():
        assert not re.search(
            r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))", html
        ), name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html), name
        for url in re.findall(r'(?:src|href|action)="(https?://[^"]*)"', html):
            assert url.startswith("https://help.example.com/"), (name, url)


def test_the_site_has_an_address_and_a_sitemap(built) -> None:
    folder, _ = built
    html = pages(folder)
    assert (
        '<link rel="canonical" href="https://help.example.com/billing/refund/">'
        in html["billing/refund/index.html"]
    )
    assert "canonical" not in html["search/index.html"]
    sitemap = (folder / "sitemap.xml").read_text()
    assert "<loc>https://help.example.com/billing/refund/</loc>" in sitemap
    assert "search/" not in sitemap
    assert "404" not in sitemap


def test_the_error_page_finds_its_files_from_any_depth(built) -> None:
    html = pages(built[0])["404.html"]
    links = re.findall(r'<(?:link|script|a)[^>]*(?:href|src)="([^"]*)"', html)
    assert links
    assert all(
        link.startswith(("/", "https://help.example.com/", "#", "mailto:", "data:"))
        for link in links
    ), links


def test_an_unreadable_article_is_left_out_and_the_rest_is_published(site, kbgen) -> None:
    folder = site(TREE)
    (folder / "content/bad.md").write_bytes("---\ntitle: Счёт\n---\n".encode("cp1251"))
    (folder / "content/worse.md").write_text("---\ntitle: [x\nsecret: 42\n---\n")
    run = kbgen("build", "--json")
    assert run.code == 1
    assert "content/bad.md:2:8: KB101" in run.stderr
    assert "content/worse.md:" in run.stderr
    assert run.json["diagnostics"]["error"] == 2
    assert "billing/refund/index.html" in pages(folder / "site")
    assert "bad/index.html" not in pages(folder / "site")
    assert not [
        name for name, html in pages(folder / "site").items() if "42" in html and "secret" in html
    ]


def test_strict_publishes_nothing_while_there_is_a_problem(site, kbgen) -> None:
    folder = site(TREE)
    assert kbgen("build", "--strict").code == 0
    before = pages(folder / "site")
    (folder / "content/a.md").write_text("---\ntitle: A\n---\n[nowhere](b.md)\n")
    run = kbgen("build", "--strict")
    assert run.code == 1
    assert "content/a.md:4:11: KB401" in run.stderr
    assert "Nothing was published" in run.stdout
    assert pages(folder / "site") == before
    assert kbgen("build").code == 1
    assert "a/index.html" in pages(folder / "site")


def test_what_a_writer_writes_is_text_everywhere(site, kbgen) -> None:
    bad = json.dumps("</title><script>alert(1)</script>\"'&lt;")
    folder = site(
        f"""
        content/a/_category.yml
            | title: {bad}
            | summary: {bad}
        content/a/x.md
            | ---
            | title: {bad}
            | summary: {bad}
            | tags: [{bad}]
            | kind: known-issue
            | state: investigating
            | symptoms: [{bad}]
            | error_codes: [{bad}]
            | environment: {{product: {bad}}}
            | support: {{cost: {bad}, doing: {bad}, next: {bad}, eta: {bad}}}
            | causes: [{{cause: {bad}, remedy: [{bad}], expected: {bad}}}]
            | ---
            | Text <script>alert(2)</script> and <img src=x onerror=alert(3)>
        """
    )
    run = kbgen("build")
    html = pages(folder / "site")
    assert "a/x/index.html" in html, run.stderr
    for name, text in html.items():
        assert "<script>alert" not in text, name
        assert "onerror" not in text, name


def test_two_files_for_one_address_are_an_error(site, kbgen) -> None:
    site(
        """
        content/Foo.md
            | ---
            | title: One
            | ---
        content/foo.md
            | ---
            | title: Two
            | ---
        """
    )
    assert "KB302" in kbgen("check").stdout


def test_a_wrong_setting_ends_with_two_and_its_place(site, kbgen) -> None:
    site(
        TREE,
        "site_name: x\ntheme: material\ndocs_dir: content\nplugins:\n  - kbgen:\n      langauges: [en]\n",
    )
    run = kbgen("build")
    assert run.code == 2
    assert "mkdocs.yml:6:7: KB702 unknown setting 'langauges'" in run.stderr
    assert "Did you mean 'languages'?" in run.stderr


def test_files_of_an_allowed_site_are_loaded_and_the_policy_is_printed(site, kbgen) -> None:
    """Scripts keep their attributes; without the setting, each such file is an error."""
    settings = (
        "site_name: x\ntheme: {{name: material}}\ndocs_dir: content\nplugins:\n  - kbgen:\n"
        "      contact: {{email: a@b.example}}{allowed}\n"
        "extra_css: [https://cdn.example/a.css]\n"
        "extra_javascript: [{{path: 'own.js?v=1', async: true}}, {{path: own.js, type: module}}]\n"
    )
    folder = site(TREE + "content/own.js\n    | 1\n", settings.format(allowed=""))
    refused = kbgen("build")
    assert refused.code == 1
    place = "mkdocs.yml:7:13: KB710 https://cdn.example/a.css is on another site and is not loaded"
    assert place in refused.stderr
    assert "Content-Security-Policy" not in refused.stdout
    html = (folder / "site/index.html").read_text("utf-8")
    assert "cdn.example" not in html
    assert '<script async src="./own.js?v=1"></script>' in html
    assert '<script type="module" src="./own.js"></script>' in html
    text = settings.format(allowed="\n      allow_external: [https://cdn.example]")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    allowed = kbgen("build")
    assert allowed.code == 0
    assert 'href="https://cdn.example/a.css"' in (folder / "site/index.html").read_text("utf-8")
    assert "Content-Security-Policy: default-src 'none'; script-src 'self';" in allowed.stdout
    assert "style-src 'self' https://cdn.example;" in allowed.stdout


def test_a_foreign_output_folder_is_not_touched(site, kbgen) -> None:
    folder = site(TREE)
    (folder / "site").mkdir()
    (folder / "site/thesis.doc").write_text("x")
    run = kbgen("build")
    assert (run.code, "did not create" in run.stderr) == (2, True)
    assert [item.name for item in (folder / "site").iterdir()] == ["thesis.doc"]


def test_urls_without_directories(site, kbgen) -> None:
    folder = site(TREE)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text() + "use_directory_urls: false\n")
    assert kbgen("build").code == 0
    assert {"search.html", "billing/refund.html", "billing/index.html", "404.html"} <= set(
        pages(folder / "site")
    )
    assert kbgen("verify").code == 0


def test_a_site_without_home_page_gets_one(site, kbgen) -> None:
    folder = site("content/a.md\n| ---\n| title: Only one\n| ---\n| Text.\n")
    assert kbgen("build").code == 0
    assert "Only one" in pages(folder / "site")["index.html"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_wrong_synonym_is_named_by_every_command_that_reads_it(site, kbgen, command: str) -> None:
    site(TREE + "content/_data/synonyms.en.yml\n    | - [refund, money back]\n    | - [password]\n")
    run = kbgen(command)
    assert run.code == 1
    assert "content/_data/synonyms.en.yml:2:3: KB821" in run.stderr + run.stdout
