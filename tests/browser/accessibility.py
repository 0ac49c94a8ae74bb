# SPDX-License-Identifier: MIT
"""axe over a page as it stands: WCAG 2.2 A and AA and axe's best practices, nothing excused."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from optional_packages import required

if TYPE_CHECKING:
    from playwright.sync_api import Page


RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# The package that brings axe reads its script again for every run; here a page keeps it.
required("axe_playwright_python")
SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe objects to, one line for each element: rule, selector, why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    response: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{found['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
