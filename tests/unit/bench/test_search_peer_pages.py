# SPDX-License-Identifier: MIT
"""What the peers index."""

from __future__ import annotations

import json
from pathlib import Path

from bench.search.corpus import Page
from bench.search.peer_pages import texts_of, write_pages

_TEXT = "First & foremost.\n\n## Turn it on\n\n1. Press `Start`.\n2. Wait.\n\n| a | b |\n|---|---|\n| c | d |\n"


def test_a_page_is_written_at_its_address_with_title_and_language(tmp_path: Path):
    write_pages(
        [Page("a/b.md", "Printer <off>", _TEXT, True)],
        "pl",
        tmp_path / "pages",
        tmp_path / "documents.json",
    )
    page = (tmp_path / "pages" / "a" / "b" / "index.html").read_text("utf-8")
    assert '<html lang="pl">' in page
    assert "<h1>Printer &lt;off&gt;</h1>" in page
    assert "<h2" in page
    assert "data-pagefind-body" in page


def test_texts_hold_headings_apart_and_nothing_of_the_markup(tmp_path: Path):
    write_pages(
        [Page("a/b.md", "Printer", _TEXT, True)],
        "en",
        tmp_path / "pages",
        tmp_path / "documents.json",
    )
    assert json.loads((tmp_path / "documents.json").read_text("utf-8")) == [
        {
            "id": 0,
            "url": "a/b/",
            "title": "Printer",
            "headings": "Turn it on",
            "text": "First & foremost. Press Start . Wait. a b c d",
        }
    ]


def test_words_of_neighboring_elements_do_not_grow_together():
    assert texts_of("<p>one</p><p>two</p><h2>three</h2><h3>four</h3>") == ("three four", "one two")
