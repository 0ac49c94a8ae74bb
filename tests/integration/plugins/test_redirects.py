# SPDX-License-Identifier: MIT
"""The plugin `redirects` writes its pages beside ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from conftest import Run
from integration.plugins.plugin_sites import article, config, published


def write(root: Path, mapping: str) -> None:
    (root / "content/billing").mkdir(parents=True, exist_ok=True)
    (root / "content/billing/refund.md").write_text(article("Refund", "Money back."), "utf-8")
    (root / "mkdocs.yml").write_text(
        config(f"redirects: {{redirect_maps: {{{mapping}}}}}"), "utf-8"
    )


def test_an_old_address_leads_to_the_new_one(tmp_path: Path, kbgen: Callable[..., Run]) -> None:
    write(tmp_path, "old/page.md: billing/refund.md, away.md: 'https://example.com/x'")
    assert kbgen("build").code == 0
    html = (tmp_path / "site/old/page/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../billing/refund/">' in html
    assert "url=https://example.com/x" in (tmp_path / "site/away/index.html").read_text("utf-8")
    script = html.partition('<script src="../../')[2].partition('"')[0]
    assert "window.location.hash" in (tmp_path / "site" / script).read_text("utf-8"), (
        "scripts are files"
    )
    rows = json.loads((tmp_path / "site/kb-redirects.json").read_text("utf-8"))
    assert rows == [
        {"from": "/away/", "to": "https://example.com/x"},
        {"from": "/old/page/", "to": "/billing/refund/"},
    ]
    assert kbgen("verify").code == 0


def test_a_redirect_to_nowhere_is_reported_where_the_plugin_stands(
    tmp_path: Path, kbgen: Callable[..., Run]
) -> None:
    write(tmp_path, "old.md: billing/refnd.md")
    checked = kbgen("check", "--strict")
    assert checked.code == 1
    assert (
        "mkdocs.yml:9:16: KB708 Redirect target 'billing/refnd.md' does not exist!"
        in checked.stdout
    )


def test_a_redirect_never_takes_the_place_of_a_page(
    tmp_path: Path, kbgen: Callable[..., Run]
) -> None:
    write(tmp_path, "billing/refund.md: 'https://example.com/x'")
    built = kbgen("build")
    assert "Money back." in (tmp_path / "site/billing/refund/index.html").read_text("utf-8")
    assert "mkdocs.yml:9:16: KB708 billing/refund/index.html is a page already" in built.stderr


def test_redirects_change_and_go_with_their_settings(
    tmp_path: Path, kbgen: Callable[..., Run]
) -> None:
    write(tmp_path, "old.md: billing/refund.md")
    kbgen("build")
    before = published(tmp_path / "site")
    write(tmp_path, "older.md: billing/refund.md")
    kbgen("build")
    assert not (tmp_path / "site/old").exists()
    assert (tmp_path / "site/older/index.html").is_file()
    write(tmp_path, "old.md: billing/refund.md")
    kbgen("build")
    assert published(tmp_path / "site") == before


def test_kbgens_own_redirect_comes_first(tmp_path: Path, kbgen: Callable[..., Run]) -> None:
    write(tmp_path, "old.md: 'https://example.com/x'")
    data = tmp_path / "content/_data"
    data.mkdir()
    (data / "redirects.yml").write_text("old.md: billing/refund.md\n", "utf-8")
    built = kbgen("build")
    html = (tmp_path / "site/old/index.html").read_text("utf-8")
    assert "url=../billing/refund/" in html
    assert "mkdocs.yml:9:16: KB708 old/index.html is a redirect already" in built.stderr


def test_a_redirect_to_an_article_that_expires_does_not_become_a_problem(
    tmp_path: Path, kbgen: Callable[..., Run]
) -> None:
    """A date that passes changes no report of a build."""
    write(tmp_path, "old.md: billing/refund.md")
    text = article("Refund", "Money back.").replace("title:", "expires: 2020-01-01\ntitle:", 1)
    (tmp_path / "content/billing/refund.md").write_text(text, "utf-8")
    (tmp_path / "content/other.md").write_text(article("Other", "Text."), "utf-8")
    assert kbgen("build", "--strict").code == 0
    assert "url=../billing/refund/" in (tmp_path / "site/old/index.html").read_text("utf-8")
    assert "no longer available" in (tmp_path / "site/billing/refund/index.html").read_text("utf-8")
