# SPDX-License-Identifier: MIT
"""A page input becomes a document, with the site's own templates where it has some."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from site_parts import assembled, page

from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.renderer import template_renderer
from kbgen.mkdocs_plugin.renderer.template_renderer import TemplateRenderer
from kbgen.mkdocs_plugin.renderer.theme_environment import ThemeSource
from kbgen.model import PageInput

PLUGIN = "plugins: [kbgen]\n"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> PageInput:
    files: dict[str, str | bytes] = {"a.md": "---\ntitle: A <b>\n---\nHello *you*."}
    return page(assembled(tmp_path_factory.mktemp("site"), files), "a/index.html")


def renderer(
    root: Path, theme: str = "{name: material}", custom_dir: Path | None = None, **files: str
):
    (root / "docs").mkdir()
    for name, text in files.items():
        target = root / "own" / f"{name.replace('__', '/')}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    (root / "mkdocs.yml").write_text(f"site_name: x\ntheme: {theme}\n{PLUGIN}")
    return TemplateRenderer(root / "mkdocs.yml", custom_dir)


def test_a_page_is_a_whole_document_with_its_text_escaped(
    tmp_path: Path, article: PageInput
) -> None:
    html = renderer(tmp_path).render(article)
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert "A &lt;b&gt;" in html
    assert "A <b>" not in html
    assert "Hello <em>you</em>." in html


def test_the_same_page_gives_the_same_bytes(tmp_path: Path, article: PageInput) -> None:
    one = renderer(tmp_path)
    assert one.render(article) == one.render(article)


def test_a_sites_own_template_is_used_and_is_in_the_fingerprint(
    tmp_path: Path, article: PageInput
) -> None:
    own = renderer(
        tmp_path,
        "{name: material, custom_dir: own}",
        tmp_path / "own",
        kbgen__article="<p>{{ kb.title }}</p>",
    )
    assert own.render(article) == "<p>A &lt;b&gt;</p>"
    assert own.fingerprint != TemplateRenderer(tmp_path / "mkdocs.yml", None).fingerprint


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"kbgen__article": "<p>\n{% if %}"}, r"article\.html:2"),
        ({"kbgen__article": "{% include 'gone.html' %}"}, r"gone\.html"),
        ({"kbgen__article": "{{ kb.title.nothing.more }}"}, "nothing"),
        ({"kbgen__article": "{{ kb.title|nofilter }}"}, "nofilter"),
    ],
)
def test_an_error_in_a_template_is_reported_with_its_file(
    tmp_path: Path, article: PageInput, files: dict[str, str], message: str
) -> None:
    """Not a defect of kbgen; `kbgen serve` waits for the next save."""
    with pytest.raises(SettingsError, match=message) as caught:
        renderer(tmp_path, "{name: material, custom_dir: own}", tmp_path / "own", **files).render(
            article
        )
    assert caught.value.message.startswith("own/kbgen/article.html:")
    assert "template" in caught.value.hint
    assert "\n" not in caught.value.message


def test_a_template_for_materials_pages_is_not_used(tmp_path: Path, article: PageInput) -> None:
    """It extends Material's page, which needs what only MkDocs' own pages have."""
    files = {"main": "{% extends 'base.html' %}{{ config.site_name }}", "partials__footer": "x"}
    own = renderer(tmp_path, "{name: material, custom_dir: own}", tmp_path / "own", **files)
    html = own.render(article)
    assert html == TemplateRenderer(tmp_path / "mkdocs.yml", None).render(article)
    assert "Hello <em>you</em>." in html


def test_settings_that_mkdocs_refuses_are_the_sites_to_mend(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material}\nplugins: [no-such-plugin]\n"
    )
    with pytest.raises(SettingsError, match=r"MkDocs does not accept mkdocs\.yml") as caught:
        TemplateRenderer(tmp_path / "mkdocs.yml", None).check()
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        (
            "use_directory_urls: maybe\n",
            r"mkdocs\.yml:4:1: KB703 .*use_directory_urls: Expected type",
            "Correct the setting.",
        ),
        (
            "markdown_extensions:\n  - toc\n  - no_such_extension\n",
            r"mkdocs\.yml:6:5: KB703 .* Failed to load extension 'no_such_extension'",
            "Install the package",
        ),
    ],
)
def test_each_setting_that_mkdocs_refuses_is_named_with_its_place(
    tmp_path: Path, settings: str, message: str, hint: str
) -> None:
    """At the entry, else at the setting; what to do depends on the reason."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\ntheme: {{name: material}}\n{PLUGIN}{settings}"
    )
    with pytest.raises(SettingsError, match=message) as caught:
        TemplateRenderer(tmp_path / "mkdocs.yml", None).check()
    assert caught.value.hint.startswith(hint)


def test_warnings_of_mkdocs_stop_nothing(tmp_path: Path) -> None:
    """`strict` is a setting of `mkdocs build`; kbgen has an option."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nstrict: true\nunknown: 1\ntheme: {name: material}\nplugins: [kbgen]\n"
    )
    TemplateRenderer(tmp_path / "mkdocs.yml", None).check()


def test_another_process_does_not_load_the_settings_again(
    tmp_path: Path, article: PageInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets the theme of the renderer that was checked, and renders the same page."""
    here = renderer(tmp_path, "{name: material, language: pl}")
    here.check()
    sent = pickle.dumps(here)

    def refuse(*_: object) -> None:
        raise AssertionError("the settings were loaded")

    monkeypatch.setattr(template_renderer, "load_mkdocs_config", refuse)
    assert pickle.loads(sent).render(article) == here.render(article)


def test_another_machine_finds_its_own_templates(tmp_path: Path, article: PageInput) -> None:
    """The packages may be in other folders there."""
    here = renderer(tmp_path)
    elsewhere = ThemeSource(("/no/such/folder",), "en")
    there = TemplateRenderer(tmp_path / "mkdocs.yml", None, theme=elsewhere)
    assert there.render(article) == here.render(article)
