# SPDX-License-Identifier: MIT
"""Unreadable settings and what is reported (KB701), as data: no words of a YAML library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.runtime.problems import Problems
from kbgen.settings.settings_yaml import read_yaml

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("unreadable.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_unreadable_text_is_explained(monkeypatch, case: dict[str, Any]) -> None:
    """One message with its line and column, in words for the site's owner, and a hint."""
    monkeypatch.setenv("KB_BROKEN", "[a")
    problems = Problems("mkdocs.yml")
    read_yaml(case["text"], problems)
    assert [f"{item} | {item.hint}" for item in problems.diagnostics] == [
        f"mkdocs.yml:{case['message']}"
    ]
