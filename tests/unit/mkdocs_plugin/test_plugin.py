# SPDX-License-Identifier: MIT
"""The plugin gives MkDocs the files that kbgen has planned, and logs problems in MkDocs' way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta
from setting_names import setting_names

from kbgen.mkdocs_plugin import plugin as module
from kbgen.mkdocs_plugin.plugin import KbgenConfig, KbgenPlugin
from kbgen.model import diagnostic
from kbgen.site.planning.template_filters import FILTERS

TREE = """
content/billing/refund.md
    | ---
    | title: Get a refund
    | ---
    | Text ![a card](card.png).
content/billing/card.png
    | not really a picture
"""


@pytest.fixture
def config(site: Callable[..., Path]):
    loaded = load_config(str(site(TREE) / "mkdocs.yml"))
    loaded.plugins._current_plugin = "kbgen"  # as while MkDocs runs an event
    return loaded


def planned(config) -> tuple[KbgenPlugin, Files]:
    plugin = KbgenPlugin()
    files = plugin.on_files(Files([]), config=config)
    plugin.on_nav(Navigation([], []), config=config, files=files)
    return plugin, files


def test_every_setting_of_the_block_is_accepted_by_mkdocs() -> None:
    assert {name for name, _ in KbgenConfig._schema} == {
        name.partition(".")[0] for name in setting_names()
    }


def test_our_theme_is_put_in_place(config) -> None:
    before = len(config.theme.dirs)
    assert len(KbgenPlugin().on_config(config).theme.dirs) == before + 1


def test_mkdocs_gets_the_articles_and_what_they_show_with_our_addresses(config) -> None:
    _, files = planned(config)
    assert {file.src_uri: file.dest_uri for file in files} == {
        "billing/card.png": "billing/card.png",
        "billing/refund.md": "billing/refund/index.html",
    }


def refund(config, files: Files) -> Page:
    return Page(None, next(file for file in files if file.src_uri == "billing/refund.md"), config)


def test_a_page_reads_its_own_input_and_nothing_of_mkdocs(config) -> None:
    plugin, files = planned(config)
    page = refund(config, files)
    context = plugin.on_page_context({}, page=page, config=config, nav=Navigation([], []))  # type: ignore[typeddict-item]
    assert context["kb"].title == "Get a refund"  # type: ignore[typeddict-item]


def seen(
    plugin: KbgenPlugin,
    page: Page,
    config,
    files: Files,
    *,
    text=lambda text: text,
    body=lambda body: body,
):
    """What MkDocs does with a page, and another plugin between our first word and our last."""
    articles = plugin._articles
    assert articles is not None
    page.markdown, page.meta = meta.get_data(articles.source(page))
    left = articles.markdown_to_render(
        page, text(articles.markdown_for_plugins(page, page.markdown)), config, files
    )
    page.content = body(articles.html_for_plugins(page, f"<p>{left}</p>" if left else ""))
    return left, articles.final_input(page, {})


def test_other_plugins_see_what_a_writer_wrote_and_mkdocs_renders_nothing(config) -> None:
    plugin, files = planned(config)
    page = refund(config, files)
    left, shown = seen(plugin, page, config, files)
    assert left == ""
    assert (page.title, page.meta["title"], page.markdown) == (
        "Get a refund", "Get a refund", "Text ![a card](card.png).\n",
    )  # fmt: skip
    assert page.content
    assert 'src="../../billing/card.png"' in page.content
    assert shown.body_html == page.content


def test_what_other_plugins_change_is_in_the_page_and_cleaned_where_mkdocs_rendered_it(
    config,
) -> None:
    plugin, files = planned(config)
    page = refund(config, files)
    left, shown = seen(
        plugin, page, config, files, text=lambda text: text + "<script>alert(1)</script>More"
    )
    assert left.endswith("More")
    assert "More" in shown.body_html
    assert "script" not in shown.body_html
    _, shown = seen(
        plugin, refund(config, files), config, files, body=lambda body: f"{body}<p>Seen</p>"
    )
    assert shown.body_html.endswith("<p>Seen</p>")


def test_no_plugin_sees_or_changes_what_a_stranger_wrote(config, site) -> None:
    site("content/billing/refund.md\n| ---\n| title: R\n| provenance: {source: crm, generated: 2026-11-01}\n"
         "| reviewed: 2026-11-02\n| ---\n| Secret words.\n")  # fmt: skip
    plugin, files = planned(config)
    page = refund(config, files)
    left, shown = seen(plugin, page, config, files, text=lambda text: f"{text}<b>More</b>")
    assert (left, page.markdown) == ("", "<b>More</b>")
    assert "More" not in shown.body_html
    assert "Secret words." in shown.body_html
    _, shown = seen(
        plugin, refund(config, files), config, files, body=lambda body: f"{body}<p>Seen</p>"
    )
    assert "Seen" not in shown.body_html


def test_an_unplanned_page_is_refused_with_the_reason(config) -> None:
    plugin, _ = planned(config)
    page = SimpleNamespace(file=SimpleNamespace(dest_uri="blog/index.html"))
    with pytest.raises(PluginError, match=r"blog/index\.html after on_nav"):
        plugin.on_page_context({}, page=page, config=config, nav=Navigation([], []))  # type: ignore[arg-type,typeddict-item]


def test_templates_get_our_filters(config) -> None:
    environment = KbgenPlugin().on_env(
        jinja2.Environment(autoescape=True), config=config, files=Files([])
    )
    assert set(FILTERS) <= set(environment.filters)


def test_what_no_writer_wrote_is_written_at_the_end(config, tmp_path: Path) -> None:
    plugin, files = planned(config)
    plugin.on_config(config)
    plugin.on_env(config.theme.get_env(), config=config, files=files)
    config.site_dir = str(tmp_path / "out")
    plugin.on_post_build(config=config)
    assert (tmp_path / "out/billing/card.png").read_text() == "not really a picture\n"
    assert (tmp_path / "out/search/en/entry.json").is_file()
    assert (tmp_path / "out/sitemap.xml").is_file()
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.html")) == [
        "404.html", "billing/index.html", "contact/index.html", "index.html", "search/index.html",
    ]  # fmt: skip


def test_nothing_is_written_when_nothing_was_planned(config, tmp_path: Path) -> None:
    config.site_dir = str(tmp_path / "out")
    KbgenPlugin().on_post_build(config=config)
    assert not (tmp_path / "out").exists()


def test_problems_are_logged_with_their_severity(config, site, caplog) -> None:
    site(
        "content/bad.md\n| ---\n| titel: x\n| title: Bad\n| ---\n| ![](card.png)\ncontent/card.png\n| x\n"
    )
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.kbgen"):
        planned(config)
    logged = {
        (record.levelname, record.getMessage().splitlines()[0].split(" ")[1])
        for record in caplog.records
    }
    assert logged == {("ERROR", "KB202"), ("WARNING", "KB404")}
    assert any("\n  hint: " in record.getMessage() for record in caplog.records)


def test_wrong_settings_end_the_build_in_mkdocs_way(config, site, caplog) -> None:
    text = Path(config.config_file_path).read_text().replace("contact:", "kontakt:")
    Path(config.config_file_path).write_text(text)
    with pytest.raises(PluginError, match="has errors"):
        planned(config)
    assert "KB702" in caplog.text


def test_a_disk_that_refuses_ends_the_build_in_mkdocs_way(config, tmp_path: Path) -> None:
    (tmp_path / ".kbgen").write_text("a file where a folder should be")
    with pytest.raises(PluginError, match=r"\.kbgen"):
        planned(config)


def test_settings_without_a_file_are_refused(config) -> None:
    config.config_file_path = None
    with pytest.raises(PluginError, match="--config-file"):
        planned(config)


def test_both_sorts_of_content_are_written(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"copied")
    module._write(tmp_path / "a" / "b", b"bytes")
    module._write(tmp_path / "a" / "c", tmp_path / "source")
    assert (tmp_path / "a/b").read_bytes() == b"bytes"
    assert (tmp_path / "a/c").read_bytes() == b"copied"


def test_a_problem_of_many_articles_is_logged_once_with_its_number(caplog) -> None:
    found = tuple(diagnostic("KB202", f"{name}.md", "unknown field x") for name in "abcd")
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.kbgen"):
        module._report(found)
    assert [record.getMessage() for record in caplog.records] == [
        "a.md:1:1: KB202 unknown field x (in 4 files)"
    ]
