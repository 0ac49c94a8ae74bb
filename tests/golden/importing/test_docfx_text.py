# SPDX-License-Identifier: MIT
"""Compare what the import makes of DocFX's text with stored results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.importing.converters.docfx.blocks import convert_blocks
from kbgen.importing.converters.docfx.cross_references import convert_references
from kbgen.importing.findings import FindingKind

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("docfx_text.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_docfx_becomes_markdown(case: dict[str, Any]) -> None:
    reported: list[str] = []

    def report(_: FindingKind, text: str, line: int) -> None:
        reported.append(f"{line + 1}: {text}")

    uids = {"kb.refund": "docs/refund.md"}
    text = convert_references(case["input"], uids, "docs", report)
    text = convert_blocks(text, report)
    assert text == case["output"]
    assert ('=== "' in text) == case.get("tabs", False)
    assert reported == case.get("reported", [])
