# SPDX-License-Identifier: MIT
"""Give paths that can be published."""

from __future__ import annotations

import pytest

from kbgen.importing.writing.file_names import NewNames, safe_path


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("a/b.md", "a/b.md"),
        ("../../etc/passwd.md", "etc/passwd.md"),
        ("/etc/passwd.md", "etc/passwd.md"),
        ("a\\..\\b.md", "a/b.md"),
        ("C:\\a.md", "C-/a.md"),
        ("...md", "page.md"),
        (".git/config.md", "git/config.md"),
        ("_data/a.md", "data/a.md"),
        ("a%2e%2e/b?.md", "a-2e-2e/b-.md"),
        ("con.md", "page-con.md"),
        (" a .md", "a.md"),
        ("a\u202eb.md", "ab.md"),
        ("a\x00b.md", "a-b.md"),
        ("", "index.md"),
    ],
)
def test_a_path_becomes_safe(path: str, safe: str) -> None:
    """No path leaves its folder, and every system can store it."""
    assert safe_path(path) == safe


def test_names_are_unique_by_address() -> None:
    """Two files whose addresses differ in letter case only are one file on some systems."""
    names = NewNames()
    given = [
        names.unique(path) for path in ("a.md", "A.md", "a/index.md", "a/README.md", "search.md")
    ]
    assert given == ["a.md", "A-2.md", "a-3.md", "a-4.md", "search-2.md"]
