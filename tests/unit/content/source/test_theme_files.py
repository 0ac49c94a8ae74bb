# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.content.source.theme_files import theme_files


@pytest.mark.parametrize(
    ("name", "is_published"),
    [
        ("assets/img/logo.svg", True),
        ("css/own.css", True),
        ("main.html", False),
        ("partials/footer.htm", False),
        ("hooks/a.py", False),
        ("hooks/__pycache__/a.txt", False),
        ("notes.md", False),
        ("README", False),
        ("mkdocs_theme.yml", False),
        (".git/config", False),
        ("img/.hidden", False),
    ],
)
def test_files_are_published_and_templates_and_code_are_not(
    tmp_path: Path, name: str, is_published: bool
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert theme_files(tmp_path) == ({name: path} if is_published else {})


def test_links_are_not_followed(tmp_path: Path) -> None:
    """They may lead out of the folder."""
    (tmp_path / "secret").touch()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/link.css").symlink_to(tmp_path / "secret")
    assert theme_files(tmp_path / "theme") == {}


def test_a_site_may_have_no_folder(tmp_path: Path) -> None:
    assert theme_files(None) == theme_files(tmp_path / "gone") == {}
