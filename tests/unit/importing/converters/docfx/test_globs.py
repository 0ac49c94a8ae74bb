# SPDX-License-Identifier: MIT
"""Match paths with the patterns of docfx.json."""

from __future__ import annotations

import pytest

from kbgen.importing.converters.docfx.globs import matches_any


@pytest.mark.parametrize(
    ("path", "pattern", "matches"),
    [
        ("x/y/a.YML", "**/*.{md,yml}", True),
        ("x/a.txt", "**/*.{md,yml}", False),
        ("a.md", "*.md", True),
        ("x/a.md", "*.md", False),
        ("x/a.md", "**.md", True),
        ("x/includes/a.md", "**/includes/**", True),
        ("docs/x/a.md", "docs/*.md", False),
        ("a[1].md", "a[1].md", True),
        ("obj/x.md", "./obj/**", True),
        ("articles/b/a.md", "articles/{a,b}/?.md", True),
        ("aaaa.md", "*" * 40 + "x", False),
        ("a.md", "{a,b}" * 40, False),
    ],
)
def test_patterns_of_docfx(path: str, pattern: str, matches: bool) -> None:
    """Case does not matter, and no pattern takes long."""
    assert matches_any(path, [pattern]) is matches
