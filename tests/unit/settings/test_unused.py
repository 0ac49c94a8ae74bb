# SPDX-License-Identifier: MIT
"""Settings of MkDocs and Material that have no effect are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.settings import load_settings
from kbgen.settings.unused import UNUSED

PARTLY = {"theme.custom_dir", "theme.features", "theme.font", "theme.palette"}
HEAD = "site_name: A\ndocs_dir: .\nsite_dir: out\nplugins: [kbgen]\n"


def unused(root: Path, text: str) -> list[tuple[str, int, int, str]]:
    (root / "mkdocs.yml").write_text(HEAD + text, "utf-8")
    settings = load_settings(root / "mkdocs.yml").settings
    return [(item.name, item.line, item.column, item.details) for item in settings.unused]


@pytest.mark.parametrize("name", sorted(set(UNUSED) - PARTLY))
def test_each_setting_is_named_once_at_its_place(tmp_path: Path, name: str) -> None:
    group, _, key = name.rpartition(".")
    text = f"{group}:\n  name: material\n  {key}: [x]\n" if group else f"{key}: [x]\n"
    assert unused(tmp_path, text) == [(name, *((7, 3) if group else (5, 1)), "")]


@pytest.mark.parametrize("value", ["false", "''", "[]", "~", "!ENV KB_UNSET"])
def test_a_setting_that_is_off_is_not(tmp_path: Path, value: str) -> None:
    text = f"theme:\n  name: material\n  font: {value}\nextra: {{analytics: {value}}}\n"
    assert unused(tmp_path, text) == []


def test_features_that_every_site_has_are_not(tmp_path: Path) -> None:
    text = (
        "theme:\n  name: material\n  features: [content.code.copy, navigation.tabs, toc.follow]\n"
    )
    assert unused(tmp_path, text) == [("theme.features", 7, 3, "navigation.tabs, toc.follow")]
    assert unused(tmp_path, "theme: {name: material, features: [search.suggest]}\n") == []
    mapping = unused(tmp_path, "theme: {name: material, features: [{a: b}]}\n")
    assert mapping == [("theme.features", 5, 25, "{'a': 'b'}")], "a wrong type is named, too"


def test_templates_that_are_not_used_are_named(tmp_path: Path) -> None:
    for name in ("kbgen/article.html", "main.html", "partials/logo.html", "x.css"):
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).touch()
    found = unused(tmp_path, "theme: {name: material, custom_dir: own}\n")
    assert found == [("theme.custom_dir", 5, 25, "main.html, partials/logo.html")]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ('{% extends "base.html" %}\n', False),
        ("{#- ours -#}\n<!--\nLicense\n-->\n{%- extends 'base.html' -%}", False),
        ('{% extends "base.html" %}\n{% block footer %}x{% endblock %}', True),
        ("", True),
    ],
)
def test_a_template_that_only_extends_changes_nothing(
    tmp_path: Path, text: str, is_named: bool
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/main.html").write_text(text)
    found = unused(tmp_path, "theme: {name: material, custom_dir: own}\n")
    assert found == ([("theme.custom_dir", 5, 25, "main.html")] if is_named else [])


@pytest.mark.parametrize(
    ("palette", "details"),
    [
        ("{primary: indigo, accent: custom}", ""),
        ("{scheme: slate, toggle: {icon: x}}", ""),
        ("{primary: custom}", "custom"),
        ("[{primary: custom, accent: mauve}, {scheme: slate, primary: custom}]", "custom, mauve"),
        ("[{primary: indigo}, {scheme: slate, primary: black}]", "black"),
    ],
)
def test_only_unknown_colors_of_a_palette_are_named(
    tmp_path: Path, palette: str, details: str
) -> None:
    found = unused(tmp_path, f"theme:\n  name: material\n  palette: {palette}\n")
    assert found == ([("theme.palette", 7, 3, details)] if details else [])


def test_fonts_are_named_because_their_files_are_not_loaded(tmp_path: Path) -> None:
    text = "theme:\n  name: material\n  font: {text: Inter, code: Fira Code}\n"
    assert unused(tmp_path, text) == [("theme.font", 7, 3, "Inter, Fira Code")]
    (font,) = load_settings(tmp_path / "mkdocs.yml").settings.unused
    assert font.what == "loads no files from other sites"


def test_colors_and_fonts_that_the_block_replaces_are_not(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: .\nsite_dir: out\n"
        "plugins: [{kbgen: {colors: {hero: solid}, font: {family: Inter}}}]\n"
        "theme: {name: material, palette: {primary: custom}, font: {text: Inter}}\n",
        "utf-8",
    )
    assert load_settings(tmp_path / "mkdocs.yml").settings.unused == ()


@pytest.mark.parametrize(
    "text",
    [
        "repo_url: https://github.com/a/b\nedit_uri: edit/main/\nedit_uri_template: '{path}'\n",
        "extra: {social: [{icon: x, link: 'https://a.b'}], alternate: [{lang: de, link: /de/}]}\n",
        "theme: {name: material, features: [content.action.edit, content.action.view]}\n",
    ],
)
def test_settings_that_work_are_not(tmp_path: Path, text: str) -> None:
    assert unused(tmp_path, text) == []


def test_variables_of_templates_and_macros_are_not(tmp_path: Path) -> None:
    assert unused(tmp_path, "extra: {product: Acme}\n") == []
