# SPDX-License-Identifier: MIT
"""Files that are not Python are found in a checkout; code has a digest that changes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.errors import InternalError
from kbgen.settings import resources


def _forget_digests() -> None:
    resources.code_digest.cache_clear()
    resources._package_digest.cache_clear()


def test_the_checkout_has_a_theme_and_diagnostics() -> None:
    assert (resources.theme_dir() / "main.html").is_file()
    assert (resources.diagnostics_dir() / "kb101.md").is_file()


def test_the_wheels_copy_is_found_where_there_is_no_checkout(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "kbgen")
    with pytest.raises(InternalError, match="_theme"):
        resources.theme_dir()
    (tmp_path / "kbgen/_theme").mkdir(parents=True)
    (tmp_path / "kbgen/_theme/main.html").touch()
    assert resources.theme_dir() == tmp_path / "kbgen/_theme"


def test_a_changed_line_of_code_changes_the_digest(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    (tmp_path / "content/checks").mkdir(parents=True)
    (tmp_path / "content/checks/a.py").write_text("1")
    _forget_digests()
    before = resources.code_digest("content")
    assert resources.code_digest("content") == before
    _forget_digests()
    (tmp_path / "content/checks/a.py").write_text("2")
    assert resources.code_digest("content") != before
    _forget_digests()
