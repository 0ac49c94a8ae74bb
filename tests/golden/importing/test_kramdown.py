# SPDX-License-Identifier: MIT
"""Compare what the import makes of kramdown with stored results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.importing.converters.jekyll.kramdown import convert_kramdown

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("kramdown.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_kramdown_becomes_markdown(case: dict[str, Any]) -> None:
    """The number of lines stays, and classes that only styled are reported."""
    reported: list[str] = []
    text = convert_kramdown(
        case["input"], lambda _kind, name, line: reported.append(f"{line + 1}: {name}")
    )
    assert text == case["output"]
    assert text.count("\n") == case["input"].count("\n")
    assert reported == case.get("reported", [])
