# SPDX-License-Identifier: MIT
"""One language's indexes on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from search_support import contents, document, faq, meaning_of, records

from kbgen.errors import EnvironmentFailure
from kbgen.search.engines.language_index import (
    language_folder,
    remove_index,
    update_from_records,
    update_index,
)
from kbgen.search.incremental import updating
from kbgen.search.incremental.index_state import FILES
from kbgen.search.index.affinities import Affinities, affinities_of
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.postings import InvertedIndex
from kbgen.search.index.records import AnalyzedRecord

LANG = "tlh"  # has no dictionary to prepare


def test_records_are_asked_for_only_when_something_changed(tmp_path: Path) -> None:
    """What is known by its digest stays where it is."""
    by_url = {record.url: record for record in records(faq())}
    asked: list[str] = []

    def fetch(urls: Sequence[str]) -> list[AnalyzedRecord]:
        asked.extend(urls)
        return [by_url[url] for url in urls]

    digests = dict.fromkeys(by_url, "1")
    first = update_index(LANG, digests, fetch, tmp_path)
    assert sorted(asked) == sorted(by_url)
    asked.clear()
    assert update_index(LANG, digests, fetch, tmp_path) == first
    assert asked == []
    changed = next(iter(by_url))
    update_index(LANG, digests | {changed: "2"}, fetch, tmp_path)
    assert asked == [changed]


@pytest.mark.parametrize("name", [*FILES, "kept.json"])
@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[:-40], lambda data: data[:300] + b"x" * 9 + data[309:]],
)
def test_damaged_state_is_rebuilt(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    """An edit after a damage finds the same files as a build from scratch."""
    edited = records([*faq()[:-1], document(faq()[-1].id, "Scanner")])
    update_from_records(LANG, records(faq()), tmp_path, whoosh=False)
    file = language_folder(tmp_path, LANG) / "state" / name
    file.write_bytes(damage(file.read_bytes()))
    updated = update_from_records(LANG, edited, tmp_path, whoosh=False)
    assert contents(updated) == contents(
        update_from_records(LANG, edited, tmp_path / "clean", whoosh=False)
    )


def test_second_time_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged records, unchanged files."""
    first = update_from_records(LANG, records(faq()), tmp_path)
    whoosh = language_folder(tmp_path, LANG) / "whoosh"
    before = {path: path.stat().st_mtime_ns for path in whoosh.iterdir()}
    monkeypatch.delattr(updating, "current_index")
    assert update_from_records(LANG, records(faq())[::-1], tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in whoosh.iterdir()} == before


def test_changed_record_changes_the_files(tmp_path: Path) -> None:
    """An edit is seen by both indexes."""
    first = update_from_records(LANG, records(faq()), tmp_path)
    second = update_from_records(LANG, records([*faq(), document("new", "Scanner")]), tmp_path)
    assert second.statistics.documents == first.statistics.documents + 1


def test_clean_and_updated_index_are_the_same(tmp_path: Path) -> None:
    """The way there does not matter."""
    update_from_records(LANG, records([document("old", "Old")]), tmp_path / "a")
    updated = update_from_records(LANG, records(faq()), tmp_path / "a")
    assert contents(update_from_records(LANG, records(faq()), tmp_path / "b")) == contents(updated)


def test_changed_or_missing_file_is_rebuilt(tmp_path: Path) -> None:
    """Files of the work folder are checked before they are used."""
    first = update_from_records(LANG, records(faq()), tmp_path)
    browser = language_folder(tmp_path, LANG) / "browser"
    (browser / "entry.json").write_text("{}")
    assert update_from_records(LANG, records(faq()), tmp_path) == first
    next(browser.glob("f0-*")).unlink()
    assert update_from_records(LANG, records(faq()), tmp_path) == first


def test_whoosh_can_wait(tmp_path: Path) -> None:
    """A build that answers no queries spends no time on Whoosh."""
    update_from_records(LANG, records(faq()), tmp_path, whoosh=False)
    assert not (language_folder(tmp_path, LANG) / "whoosh").exists()
    update_from_records(LANG, records(faq()), tmp_path)
    assert (language_folder(tmp_path, LANG) / "whoosh").is_dir()


def test_forget_removes_the_language(tmp_path: Path) -> None:
    """And it comes back the same."""
    first = update_from_records(LANG, records(faq()), tmp_path)
    remove_index(tmp_path, LANG)
    assert not language_folder(tmp_path, LANG).exists()
    assert update_from_records(LANG, records(faq()), tmp_path) == first


def test_refusing_disk_is_said(tmp_path: Path) -> None:
    """A file where a folder should be, standing for every refusal."""
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / LANG).write_text("")
    with pytest.raises(EnvironmentFailure):
        update_from_records(LANG, records(faq()), tmp_path)


def test_lists_are_built_only_with_files(tmp_path: Path) -> None:
    """Nothing changed: the lists are not asked for. Another fingerprint: everything is compiled."""
    asked: list[int] = []

    def meaning(fingerprint: str) -> Meaning:
        def find(index: InvertedIndex) -> Affinities:
            asked.append(len(index.rows))
            return affinities_of({"mouse": ((1, 5),), "zebra": ((2, 7),)}, {"zebras": "zebra"})

        return Meaning(fingerprint, find)

    off = contents(update_from_records(LANG, records(faq()), tmp_path, whoosh=False))
    first = update_from_records(LANG, records(faq()), tmp_path, meaning=meaning("1"))
    assert update_from_records(LANG, records(faq()), tmp_path, meaning=meaning("1")) == first
    with_lists = contents(first)
    assert asked == [len(faq())]
    update_from_records(LANG, records(faq()), tmp_path, whoosh=False, meaning=meaning("2"))
    assert asked == [len(faq())] * 2
    again = update_from_records(LANG, records(faq()), tmp_path, whoosh=False)
    assert contents(again) == off != with_lists


def test_an_edit_keeps_lists_and_vocabulary(tmp_path: Path) -> None:
    """The files after an edit are those of a first build with the same lists."""
    lists = meaning_of({"mouse": ((1, 5),), "zebra": ((2, 7),)}, {"zebras": "zebra"})
    edited = [*faq()[1:], document("print", "Connect a zebra", "Plug it in.")]
    update_from_records(LANG, records(faq()), tmp_path / "a", meaning=lists)
    for documents in (edited, faq()):
        one = update_from_records(LANG, records(documents), tmp_path / "a", meaning=lists)
        other = update_from_records(LANG, records(documents), tmp_path / "b", meaning=lists)
        assert contents(one) == contents(other)
