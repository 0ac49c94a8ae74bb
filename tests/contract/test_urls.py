# SPDX-License-Identifier: MIT
"""Our addresses are MkDocs' addresses: a site that moves here keeps its URLs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from kbgen.content.structure.urls import output_to_url, page_output

PATHS = [
    "index.md",
    "a.md",
    "a/index.md",
    "a/b.md",
    "a/b/c.d.md",
    "README.md",
    "a/README.md",
    "zażółć.md",
    "a b.md",
    "ru/п.md",
]
SEGMENT = st.text("abcżя .-_+=,()", min_size=1, max_size=8).filter(
    lambda text: text.strip(". ") == text
)


def check(path: str, directory_urls: bool) -> None:
    theirs = File(path, "content", "site", directory_urls)
    ours = page_output(path, directory_urls=directory_urls)
    assert ours == theirs.dest_uri
    # MkDocs writes the home page as `./`; we keep it empty and let the template decide.
    assert output_to_url(ours, directory_urls=directory_urls) == theirs.url.removeprefix("./")


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_known_paths(path: str, directory_urls: bool) -> None:
    check(path, directory_urls)


@given(st.lists(SEGMENT, min_size=1, max_size=4), st.booleans())
def test_any_path(parts: list[str], directory_urls: bool) -> None:
    check("/".join(parts) + ".md", directory_urls)
