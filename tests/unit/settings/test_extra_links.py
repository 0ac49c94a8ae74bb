# SPDX-License-Identifier: MIT
"""Links of Material's setting `extra`: what is read, and what is reported with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.model import BarLink
from kbgen.settings import load_settings
from kbgen.settings.extra_links import OtherSite

HEAD = "site_name: A\ndocs_dir: .\nsite_dir: out\ntheme: {name: material}\nplugins: [kbgen]\n"


def load(root: Path, text: str):
    (root / "mkdocs.yml").write_text(f"{HEAD}extra: {text}\n", "utf-8")
    return load_settings(root / "mkdocs.yml")


def test_social_links_have_an_icon_and_a_name(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        "{social: [{icon: a/b, link: 'https://a.b/c', name: N}, {icon: x, link: 'https://c.d/e'},"
        " {icon: y, link: 'mailto:a@b.co'}]}",
    )
    assert loaded.diagnostics == ()
    assert loaded.settings.social == (
        BarLink("N", "https://a.b/c", icon="a/b"),
        BarLink("c.d", "https://c.d/e", icon="x"),
        BarLink("a@b.co", "mailto:a@b.co", icon="y"),
    )


def test_other_sites_have_a_language(tmp_path: Path) -> None:
    loaded = load(tmp_path, "{alternate: [{name: N, link: /de/, lang: de}, {link: fr/, lang: fr}]}")
    assert loaded.diagnostics == ()
    assert loaded.settings.other_sites == (OtherSite("de", "N", "/de/"), OtherSite("fr", "", "fr/"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{social: [{icon: x}]}", "6:18: KB703 this entry of extra.social has no address"),
        (
            "{social: [{link: 'javascript:x'}]}",
            "6:18: KB703 this entry of extra.social has no address",
        ),
        ("{social: [x]}", "6:18: KB703 this entry of extra.social has no address"),
        ("{alternate: [{lang: de}]}", "6:21: KB703 this entry of extra.alternate has no address"),
        (
            "{alternate: [{link: /de/}]}",
            "6:21: KB703 this entry of extra.alternate has no language",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_a_warning(tmp_path: Path, text: str, message: str) -> None:
    loaded = load(tmp_path, text)
    found = [f"{d.line}:{d.column}: {d.code} {d.message}" for d in loaded.diagnostics]
    assert found == [message]
    assert loaded.diagnostics[0].severity == "warning"
    assert (loaded.settings.social, loaded.settings.other_sites) == ((), ())


@pytest.mark.parametrize("text", ["{}", "~", "{social: ~, alternate: false}", "[a]"])
def test_a_site_without_them_has_none(tmp_path: Path, text: str) -> None:
    loaded = load(tmp_path, text)
    assert loaded.diagnostics == ()
    assert (loaded.settings.social, loaded.settings.other_sites) == ((), ())
