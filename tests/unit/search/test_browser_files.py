# SPDX-License-Identifier: MIT
"""The files the browser reads."""

from __future__ import annotations

import hashlib
import json

import pytest
from search_support import document, faq, inverted, records

from kbgen.search import browser_files
from kbgen.search.browser_files import BLOCK, HASH, compile_index, compile_inverted
from kbgen.search.forms import Forms


def test_same_articles_same_bytes() -> None:
    """Whatever the order they come in."""
    one = compile_inverted(inverted(faq()))
    other = compile_inverted(inverted(list(faq())[::-1]))
    assert one == other


def names(files: dict[str, bytes], kind: str) -> list[str]:
    """The names of the files of one kind, as the entry gives them."""
    hashes = json.loads(files["entry.json"])["hashes"][kind]
    parts = [hashes[start : start + HASH] for start in range(0, len(hashes), HASH)]
    return [f"{kind}{place}-{part}.txt" for place, part in enumerate(parts)]


def test_entry_names_everything_by_content() -> None:
    """Every file but the entry may be kept for ever."""
    files = compile_inverted(inverted(faq())).files
    named = {name for kind in "frbt" for name in names(files, kind)}
    assert named == set(files) - {"entry.json"}
    for name in named:
        assert hashlib.sha256(files[name]).hexdigest().startswith(name.split("-")[1].split(".")[0])


def test_site_without_articles_has_an_empty_shard() -> None:
    """A worker finds nothing in it, rather than nothing to read."""
    assert len(names(compile_inverted(inverted([])).files, "f")) == 1


def test_entry_is_small_and_carries_the_tables() -> None:
    """The browser holds no language knowledge of its own."""
    entry = json.loads(compile_inverted(inverted([], "ru")).files["entry.json"])
    assert entry["version"] == browser_files.VERSION
    assert entry["fold"]["ł"] == "l"
    assert entry["keyboard"][0].startswith("qwerty")
    assert "что" in entry["stop"]


def test_small_site_has_one_shard_and_a_large_one_has_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reversed spellings are only needed where the forms are spread over files."""
    assert len(json.loads(compile_inverted(inverted(faq())).files["entry.json"])["shards"]) == 1
    monkeypatch.setattr(browser_files, "ONE_FILE", 100)
    monkeypatch.setattr(browser_files, "SHARD", 500)
    entry = json.loads(compile_inverted(inverted(faq())).files["entry.json"])
    assert len(entry["shards"]) > 3
    assert entry["reversed"]


def test_blocks_hold_neighbouring_articles() -> None:
    """A block is what a result shows of a few articles."""
    documents = [document(f"a{n:02}", f"Title {n}", "Text.", trail=("Shelf",)) for n in range(BLOCK + 1)]
    files = compile_inverted(inverted(documents)).files
    first, second = names(files, "b")
    assert len(json.loads(files[first])) == BLOCK
    last = f"a{BLOCK:02}"
    row = [last, f"{last}/", f"Title {BLOCK}", ["Shelf"], "how-to", "Text.", [["", ""]]]
    assert json.loads(files[second]) == [row]


def test_statistics_count() -> None:
    """What the build's summary says."""
    made = compile_inverted(inverted(faq()))
    assert made.statistics.documents == len(faq())
    assert made.statistics.files == len(made.files)
    assert made.statistics.bytes == sum(map(len, made.files.values()))


def test_compiles_from_records() -> None:
    """The public function needs no more than records and forms."""
    made = compile_index("en", records([document("a", "Printer")]), Forms({"printer": "printer"}))
    assert made.statistics.documents == 1


def test_text_stays_text() -> None:
    """What a writer typed is neither interpreted nor escaped."""
    files = compile_inverted(inverted([document("a", "<b>Bold</b> & more", "<script>")])).files
    assert any(b"<b>Bold</b> & more" in data for data in files.values())
