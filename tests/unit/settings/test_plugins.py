# SPDX-License-Identifier: MIT
"""The list of plugins that are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.settings import KNOWN, PluginKind, known_plugin, load_settings, plain_name


@pytest.mark.parametrize(
    ("name", "plain"), [("tags", "tags"), ("material/tags", "tags"), ("rss #2", "rss"), ("material/tags #3", "tags")]
)
def test_a_plugin_is_known_with_what_mkdocs_adds_to_its_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert known_plugin(name) is KNOWN[plain]


def test_a_plugin_that_nobody_knows_may_look_at_everything() -> None:
    assert known_plugin("nobody-wrote-this").kind is PluginKind.GATHERS


def test_fields_of_a_plugin_are_known_when_the_site_has_it(site: Callable[..., Path]) -> None:
    text = "site_name: A\ntheme: material\ndocs_dir: content\nplugins:\n  - kbgen\n"
    settings = load_settings(site("", text + "  - macros\n") / "mkdocs.yml").settings
    assert settings.kbgen.plugin_fields == ("render_macros",)
    assert load_settings(site("", text) / "mkdocs.yml").settings.kbgen.plugin_fields == ()


@pytest.mark.parametrize(("hooks", "there"), [("", False), ("hooks: []\n", False), ("hooks: [a.py]\n", True)])
def test_hooks_are_noticed(site: Callable[..., Path], hooks: str, there: bool) -> None:
    text = f"site_name: A\ntheme: material\ndocs_dir: content\nplugins: [kbgen]\n{hooks}"
    assert load_settings(site("", text) / "mkdocs.yml").settings.has_hooks is there
