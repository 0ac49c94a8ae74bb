# SPDX-License-Identifier: MIT
"""The plugin `redirects` writes its pages beside ours."""

from __future__ import annotations

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
