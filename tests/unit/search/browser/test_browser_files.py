# SPDX-License-Identifier: MIT
"""The files the browser reads."""

from __future__ import annotations

import json

import pytest
from search_support import browser_index, contents, document, faq

from kbgen.search.browser import browser_files
from kbgen.search.browser.browser_files import (
    GROUPS,
    HASH,
    max_files,
    sizes_for,
)


def test_same_articles_same_bytes() -> None:
    """Whatever the order they come in."""
    one = browser_index(faq())
    other = browser_index(list(faq())[::-1])
    assert one == other


def names(files: dict[str, bytes], kind: str) -> list[str]:
    """The names of the files of one kind, as the entry gives them."""
    group, hashes = json.loads(files["entry.json"])["files"][kind]
    count = sum(name.startswith(kind) and name != "entry.json" for name in files)
    starts = [place // group * HASH for place in range(count)]
    assert len(hashes) == (starts[-1] + HASH if starts else 0)
    return [
        f"{kind}{place}-{hashes[start : start + HASH]}.txt" for place, start in enumerate(starts)
    ]


def test_entry_names_everything_by_content() -> None:
    """Every file but the entry may be kept for ever."""
    one = contents(browser_index(faq()))
    other = contents(browser_index([*faq(), document("new", "Zebra crossing")]))
    assert {name for kind in "fpwrbtm" for name in names(one, kind)} == set(one) - {"entry.json"}
    assert all(one[name] == other[name] for name in (one.keys() & other.keys()) - {"entry.json"})
    assert one.keys() != other.keys()


def test_files_of_a_large_site_share_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry does not grow with the number of files; a change renames its neighbors too."""
    monkeypatch.setattr(browser_files, "GROUPS", 4)
    monkeypatch.setattr(browser_files, "MAX_FILES", 8)
    monkeypatch.setattr(
        browser_files, "sizes_for", lambda *_, **__: browser_files.Sizes(500, block=1, texts=1)
    )
    documents = [document(f"a{n:02}", f"Title {n}", "Text.") for n in range(9)]
    before = contents(browser_index(documents))
    assert len({name.partition("-")[2] for name in names(before, "b")}) == 3
    changed = contents(browser_index([document("a00", "Other"), *documents[1:]]))
    same = [
        one == other for one, other in zip(names(before, "b"), names(changed, "b"), strict=True)
    ]
    assert same == [False] * 3 + [True] * 6


def test_an_edit_renames_only_files_whose_content_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of a few hundred articles has a hash for each file, also with hundreds of shards."""
    monkeypatch.setattr(
        browser_files, "sizes_for", lambda *_, **__: browser_files.Sizes(120, block=1, texts=1)
    )
    documents = [document(f"a{n:03}", f"Title{n} term{n * 7}", f"Word{n}.") for n in range(200)]
    before = contents(browser_index(documents))
    edited = document("a100", "Title100 term700", "Zebra.")
    after = contents(browser_index([*documents[:100], edited, *documents[101:]]))
    assert len(names(before, "f")) > 128
    assert len(names(before, "t")) > 128
    renamed = after.keys() - before.keys()
    assert renamed
    assert not {after[name] for name in renamed} & set(before.values())


@pytest.mark.parametrize(("has_meaning", "share"), [(False, 0.5), (True, 0.75)])
@pytest.mark.parametrize(
    ("documents", "characters"),
    [(10, 9_000), (1_000, 1_800_000), (10_000, 4_500_000), (100_000, 45_000_000)],
)
def test_files_are_limited(
    documents: int, characters: int, has_meaning: bool, share: float
) -> None:
    """Hosts limit the number of files; there are a fifth more shards than their size gives."""
    sizes = sizes_for(documents, characters, has_meaning=has_meaning)
    files = documents / sizes.block + documents / sizes.texts + characters / sizes.shard * 6 / 5
    most = max_files(documents, has_meaning=has_meaning)
    assert files <= most * 0.84
    assert most == max(2_000, documents * share)
    assert GROUPS * HASH < 1_000


def test_site_without_articles_has_an_empty_shard() -> None:
    """A worker finds nothing in it, rather than nothing to read."""
    assert len(names(contents(browser_index([])), "f")) == 1


def test_entry_is_small_and_carries_the_tables() -> None:
    """The tables of each language come with its index."""
    entry = json.loads(contents(browser_index([], "ru"))["entry.json"])
    assert entry["version"] == browser_files.VERSION
    assert entry["fold"]["ł"] == "l"
    assert entry["keyboard"][0].startswith("qwerty")
    assert "что" in entry["stop"]


def test_small_site_has_one_shard_and_a_large_one_has_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reversed spellings are only needed where the forms are spread over files."""
    assert len(json.loads(contents(browser_index(faq()))["entry.json"])["shards"]) == 1
    monkeypatch.setattr(browser_files, "MAX_SINGLE_SHARD", 100)
    monkeypatch.setattr(browser_files, "MIN_SHARD", 200)
    entry = json.loads(contents(browser_index(faq()))["entry.json"])
    assert len(entry["shards"]) > 3
    assert entry["reversed"]
    assert entry["words"]


def test_lists_of_prefixes_have_their_own_files() -> None:
    """A question loads them only if its last word has two or three letters."""
    documents = [document(f"a{n:02}", f"Pri{chr(97 + n)}word") for n in range(26)]
    files = contents(browser_index(documents))
    (prefixes,) = names(files, "p")
    forms = [line.partition("\t")[0][1:] for line in files[prefixes].decode().split("\n")]
    assert forms == ["pr*", "i*"]
    assert not any(b"*\t" in files[name] for name in names(files, "f"))


def test_blocks_hold_neighboring_articles() -> None:
    """A block is what a list of results shows of a few articles; texts are kept apart."""
    documents = [document(f"a{n:02}", f"Title {n}", "Text.", trail=("Shelf",)) for n in range(9)]
    files = contents(browser_index(documents))
    first, second = names(files, "b")
    assert len(json.loads(files[first])[1]) == 8
    assert json.loads(files[second]) == [[["Shelf"]], [["a08/", "Title 8", "how-to", 0]]]
    *_, texts = names(files, "t")
    assert json.loads(files[texts]) == [["Text.", [["", "", "Text."]]]]


def test_an_id_that_its_address_does_not_tell_is_written() -> None:
    """Most ids are the path; those take no room."""
    article = document("own-id", "Title", url="billing/refund/")
    (block,) = names(files := contents(browser_index([article])), "b")
    assert json.loads(files[block])[1] == [["billing/refund/", "Title", "how-to", 0, "own-id"]]


def test_statistics_count() -> None:
    """What the build's summary says."""
    made = browser_index(faq())
    assert made.statistics.documents == len(faq())
    assert made.statistics.files == len(made.files)
    assert made.statistics.bytes == sum(map(len, contents(made).values()))


def test_text_stays_text() -> None:
    """What a writer typed is neither interpreted nor escaped."""
    files = contents(browser_index([document("a", "<b>Bold</b> & more", "<script>")]))
    assert any(b"<b>Bold</b> & more" in data for data in files.values())
