# SPDX-License-Identifier: MIT
"""Any content of a file of promises leads to diagnostics with locations, never to an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import load_files, settings_for
from hypothesis import given
from hypothesis import strategies as st

from kbgen.content.search_promises import load_promises

PARTS = [
    "- ",
    "query: ",
    "article: ",
    "rank: ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "a",
    "refund",
    "3",
    "-1",
    "&x ",
    "*x",
    "!!int ",
    "'",
    "# ",
]
FILES = st.lists(st.sampled_from(PARTS), max_size=40).map("".join).map(str.encode) | st.binary(
    max_size=200
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("promises")
    load_files(root, {"refund.md": "# Refund\n\nText.", "_data/queries.en.yml": ""})
    return root


@given(data=FILES)
def test_a_file_of_promises_is_read_or_refused(root: Path, data: bytes) -> None:
    """Every promise names the article and a rank that can be kept; every problem has a place in the file."""
    settings = settings_for(root)
    (settings.docs_dir / "_data/queries.en.yml").write_bytes(data)
    found = load_promises(load_files(root, {}).kb, settings)
    count = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(
        item.article == "refund" and 1 <= item.rank <= 10 and item.query for item in found.promises
    )
    places = [
        (item.line, item.column) for some in (found.promises, found.diagnostics) for item in some
    ]
    assert all(1 <= line <= count + 1 and column >= 1 for line, column in places)
