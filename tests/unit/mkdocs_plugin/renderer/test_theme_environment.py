# SPDX-License-Identifier: MIT
"""Our theme and Material's files are found, and a change of either is noticed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from mkdocs.config import load_config

from kbgen.mkdocs_plugin.renderer.theme_environment import (
    install_theme,
    prepare_environment,
    theme_fingerprint,
)
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.template_filters import FILTERS


def configuration(root: Path, theme: str = "{name: material}"):
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(f"site_name: x\ntheme: {theme}\n")
    return load_config(str(root / "mkdocs.yml"))


def test_our_theme_comes_before_material_and_once(tmp_path: Path) -> None:
    config = configuration(tmp_path)
    install_theme(config)
    install_theme(config)
    assert config.theme.dirs[0] == str(theme_dir())
    assert config.theme.dirs.count(str(theme_dir())) == 1
    assert Path(config.theme.dirs[1]).parent.name == "material"
    assert config.theme.static_templates == set()


def test_the_sites_own_templates_come_before_ours(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    config = configuration(tmp_path, "{name: material, custom_dir: own}")
    install_theme(config)
    assert config.theme.dirs[:2] == [str(tmp_path / "own"), str(theme_dir())]


def test_an_environment_gets_every_filter() -> None:
    environment = prepare_environment(jinja2.Environment())
    assert {name: environment.filters[name] for name in FILTERS} == FILTERS
    assert environment.autoescape


def test_an_environment_stays_with_the_templates_it_has_read(tmp_path: Path) -> None:
    """All pages of a build are made alike; what changes meanwhile is for the next one."""
    (tmp_path / "a.html").write_text("old")
    environment = prepare_environment(jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path)))
    assert environment.get_template("a.html").render() == "old"
    (tmp_path / "a.html").write_text("newer")
    assert environment.get_template("a.html").render() == "old"


@pytest.mark.parametrize("name", ["main.html", "partials/a.html", ".icons/own/logo.svg"])
def test_a_changed_template_or_icon_changes_the_fingerprint(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    prints = [theme_fingerprint(tmp_path)]
    for text in ("one", "two"):
        file.write_text(text)
        prints.append(theme_fingerprint(tmp_path))
    file.rename(tmp_path / f"moved{file.suffix}")
    prints.append(theme_fingerprint(tmp_path))
    assert len(set(prints)) == 4
    assert theme_fingerprint(tmp_path) == prints[-1]


def test_a_template_that_moves_to_another_folder_changes_the_fingerprint(tmp_path: Path) -> None:
    """The name alone would be the same."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a" / "x.html").write_text("x")
    before = theme_fingerprint(tmp_path)
    (tmp_path / "a" / "x.html").rename(tmp_path / "b" / "x.html")
    assert theme_fingerprint(tmp_path) != before


def test_what_no_template_reads_and_a_missing_folder_change_nothing(tmp_path: Path) -> None:
    plain = theme_fingerprint(None)
    (tmp_path / "notes.txt").write_text("x")
    assert theme_fingerprint(tmp_path) == theme_fingerprint(tmp_path / "gone") == plain
