# SPDX-License-Identifier: MIT
"""Markdown and the HTML that is published of it, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from content_sites import settings_for

from kbgen.content.markdown.body import BodyRenderer

CASES: list[dict[str, Any]] = [
    case
    for name in ("bodies.yml", "blocks.yml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def renderer() -> BodyRenderer:
    return BodyRenderer(settings_for(Path("/nowhere")))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_markdown_becomes_this_html(renderer: BodyRenderer, case: dict[str, Any]) -> None:
    """What a page shows of a text is exactly this."""
    assert (
        renderer.render(case["markdown"], title=case.get("title", "")).html.strip() == case["html"]
    )
