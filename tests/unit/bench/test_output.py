# SPDX-License-Identifier: MIT
"""What a program wrote."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from bench.build.output import article_page, inspect


def _write(root: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("source", "language", "page"),
    [
        ("a.md", "", "a/index.html"),
        ("index.md", "", "index.html"),
        ("b/README.md", "", "b/index.html"),
        ("en/b/a.md", "", "en/b/a/index.html"),
        ("en/b/a.md", "en", "b/a/index.html"),
        ("pl/a.md", "en", "pl/a/index.html"),
    ],
)
def test_an_article_has_its_page_at_its_directory_url(source: str, language: str, page: str):
    assert article_page(Path(source), language) == page


def test_a_site_is_counted_and_weighed(tmp_path: Path):
    files = {
        "a/index.html": b"a" * 100,
        "b/index.html": b"b" * 300,
        "404.html": b"x" * 5,
        "main.css": b"y" * 7,
    }
    _write(tmp_path, files)
    output = inspect(tmp_path, [Path("a.md"), Path("b.md"), Path("missing.md")])
    assert (output.pages, output.articles, output.size) == (3, 2, 412)
    assert output.page == 200
    zipped = [
        len(gzip.compress(files[name], 6, mtime=0)) for name in ("a/index.html", "b/index.html")
    ]
    assert output.page_gzip == sum(zipped) / 2


def test_the_page_that_asks_is_not_part_of_the_search_index(tmp_path: Path):
    _write(
        tmp_path,
        {"search/index.html": b"page", "search/en/entry.json": b"1" * 50, "a/search/x.json": b"no"},
    )
    assert inspect(tmp_path, []).search == 50


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path):
    output = inspect(tmp_path / "none", [Path("a.md")])
    assert (output.pages, output.articles, output.size, output.page) == (0, 0, 0, 0)
