# SPDX-License-Identifier: MIT
"""What kbgen reads of the plugins' decisions. Whole plugins are tested in `integration/plugins/`."""

from __future__ import annotations

from mkdocs.structure.nav import Link

from kbgen.mkdocs_plugin.hosting.site_shape import _navigation
from kbgen.model import NavPage


def test_links_of_a_navigation_are_external_or_reported() -> None:
    """MkDocs makes a link of every entry that is not a file."""
    unknown: list[str] = []
    links = [Link("Status", "https://x.example/"), Link("Chat", "//y.example/"), Link("Z", "z.md")]
    assert list(_navigation(links, unknown)) == [
        NavPage("https://x.example/", "Status"),
        NavPage("//y.example/", "Chat"),
    ]
    assert unknown == ["z.md"]
