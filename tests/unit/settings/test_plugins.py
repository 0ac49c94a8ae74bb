# SPDX-License-Identifier: MIT
"""The list of plugins that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.settings import (
    KNOWN_PLUGINS,
    OtherPlugin,
    PluginKind,
    known_plugin,
    load_settings,
    plain_name,
)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("tags", "tags"), ("material/tags", "tags"), ("rss #2", "rss"), ("material/tags #3", "tags")],
)
def test_a_plugin_is_known_with_what_mkdocs_adds_to_its_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert known_plugin(name) is KNOWN_PLUGINS[plain]


def test_an_unknown_plugin_may_read_all_pages() -> None:
    assert known_plugin("nobody-wrote-this").kind is PluginKind.GATHERS


def test_fields_of_a_plugin_are_known_when_the_site_has_it(site: Callable[..., Path]) -> None:
    text = "site_name: A\ntheme: material\ndocs_dir: content\nplugins:\n  - kbgen\n"
    settings = load_settings(site("", text + "  - macros\n") / "mkdocs.yml").settings
    assert settings.kbgen.plugin_fields == ("render_macros",)
    assert load_settings(site("", text) / "mkdocs.yml").settings.kbgen.plugin_fields == ()


@pytest.mark.parametrize(
    ("hooks", "there"), [("", False), ("hooks: []\n", False), ("hooks: [a.py]\n", True)]
)
def test_hooks_are_noticed(site: Callable[..., Path], hooks: str, there: bool) -> None:
    text = f"site_name: A\ntheme: material\ndocs_dir: content\nplugins: [kbgen]\n{hooks}"
    assert load_settings(site("", text) / "mkdocs.yml").settings.has_hooks is there


def test_files_that_tell_of_a_navigation_are_known_by_name(site: Callable[..., Path]) -> None:
    plugins = "[kbgen, literate-nav, awesome-nav: {filename: n.yml}]"
    text = f"site_name: A\ntheme: material\ndocs_dir: content\nplugins: {plugins}\n"
    assert load_settings(site("", text) / "mkdocs.yml").settings.navigation_files == (
        "SUMMARY.md",
        "n.yml",
    )


def test_what_needs_all_pages_is_named_once_and_hooks_last() -> None:
    others = tuple(
        OtherPlugin(name, 1, 1) for name in ("blog", "glightbox", "awesome-nav", "blog", "i18n")
    )
    plain = load_settings(Path(__file__).parents[3] / "mkdocs.yml").settings
    assert replace(plain, other_plugins=others, has_hooks=True).whole_site_plugins == (
        "blog",
        "awesome-nav",
        "hooks",
    )
