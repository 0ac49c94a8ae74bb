# SPDX-License-Identifier: MIT
"""The tests of this folder run other people's plugins."""

from __future__ import annotations

from pathlib import Path

import pytest
from optional_packages import needs

HERE = Path(__file__).parent
PLUGINS = needs(
    "mkdocs-awesome-nav",
    "mkdocs-awesome-pages-plugin",
    "mkdocs-gen-files",
    "mkdocs-git-revision-date-localized-plugin",
    "mkdocs-glightbox",
    "mkdocs-literate-nav",
    "mkdocs-macros-plugin",
    "mkdocs-redirects",
    "mkdocs-rss-plugin",
    "mkdocs-section-index",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs the plugins."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(PLUGINS)
