# SPDX-License-Identifier: MIT
"""A site with nothing but mkdocs.yml, to read its kbgen block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.settings import load_settings
from kbgen.settings.loader import LoadedSettings

_HEAD = "site_name: Help\ntheme: {name: material}\ndocs_dir: content\nplugins:\n  - kbgen:\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], LoadedSettings]:
    """A function that reads the settings with these lines in the kbgen block, from line 6 on."""
    (tmp_path / "content").mkdir()

    def read(text: str) -> LoadedSettings:
        lines = "".join(f"      {line}\n" for line in text.splitlines())
        (tmp_path / "mkdocs.yml").write_text(_HEAD + lines, "utf-8")
        return load_settings(tmp_path / "mkdocs.yml")

    return read
