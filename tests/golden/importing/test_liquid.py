# SPDX-License-Identifier: MIT
"""Compare what the import makes of Liquid with stored results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.importing.text.liquid.rendering import LiquidSite, render, without_dead_targets
from kbgen.importing.text.liquid.values import UNKNOWN

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("liquid.yml").read_text(encoding="utf-8")
)
VARIABLES = {
    "site": {
        "title": "Help",
        "url": "https://example.org",
        "baseurl": "/help",
        "posts": UNKNOWN,
        "github": UNKNOWN,
        "data": {"plans": [{"name": "Free"}, {"name": "Pro"}], "numbers": [1, 2, 3, 4]},
    },
    "page": {"title": "Refunds", "new": True, "old": False},
}


def _tag(name: str, markup: str, _: object) -> str | None:
    return f"/{markup}" if name == "link" else None


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_liquid_becomes_markdown_or_is_reported(case: dict[str, Any]) -> None:
    reported: list[str] = []
    text = render(
        case["input"],
        LiquidSite(VARIABLES, _tag),
        lambda _kind, tag, line: reported.append(f"{line + 1}: {tag}"),
    )
    assert without_dead_targets(text) == case["output"]
    assert reported == case.get("reported", [])


def test_nested_loops_over_long_lists_end_early() -> None:
    """Each loop multiplies the work, so steps are counted, and the rest is reported."""
    loops = 8
    text = "{% for x in site.data.n %}" * loops + "x" + "{% endfor %}" * loops
    reported: list[str] = []
    variables = {"site": {"data": {"n": list(range(50))}}}
    render(text, LiquidSite(variables, _tag), lambda _kind, tag, _line: reported.append(tag))
    assert reported


def test_thousands_of_open_blocks_are_read_once() -> None:
    """The time grows with the length of the text, not with its square."""
    text = "{% if x %}" * 20_000
    assert len(render(text, LiquidSite({}, _tag), lambda *_: None)) > len(text)
