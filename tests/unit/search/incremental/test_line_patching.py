# SPDX-License-Identifier: MIT
"""Lines after an edit. That all of them are those of an index from scratch is tested in `property/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from search_support import document, records

from kbgen.model import SearchDocument, SynonymRule
from kbgen.search.browser.lines import Lines, form_of, in_order
from kbgen.search.incremental import updating
from kbgen.search.incremental.index_state import FILES
from kbgen.search.incremental.line_patching import replace_lines
from kbgen.search.incremental.updating import MAX_PATCHED_ARTICLES, current_index

LANG = "tlh"  # has no dictionary to prepare
RULES = (SynonymRule(("telephone",), ("phone",)),)
ARTICLES = {
    f"a{number:02}": document(
        f"a{number:02}", f"Number {number}", "A text about the phone and the printer."
    )
    for number in range(40)
}


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"b": "2"},
        {"a": None, "c": None},
        {"aa": "x", "0": "x", "z": "x"},
        {"zz": None, "c": "3", "bb": "4"},
    ],
)
def test_lines_are_exchanged_in_order(entries: Mapping[str, str | None]) -> None:
    """New ones find their place, gone ones leave it, and one that was never there does no harm."""
    before = {"a": "1", "b": "1", "c": "1"}
    after = {form: entry for form, entry in {**before, **entries}.items() if entry is not None}
    assert replace_lines(in_order(before), entries) == in_order(after)


def test_letters_of_two_code_units_find_their_place() -> None:
    """Lines are sorted as JavaScript compares."""
    before = {"\U00010400": "1", "\uff41": "1"}
    assert replace_lines(in_order(before), {"\U00010401": "2"}) == in_order(
        {**before, "\U00010401": "2"}
    )


def lines(
    articles: Mapping[str, SearchDocument], folder: Path, rules: Sequence[SynonymRule] = RULES
) -> Lines:
    by_url = {record.url: record for record in records(list(articles.values()), LANG)}
    digests = {url: record.digest for url, record in by_url.items()}
    return current_index(
        LANG, digests, lambda urls: [by_url[url] for url in urls], folder, folder, rules
    ).lines


def edited(place: int, text: str) -> dict[str, SearchDocument]:
    name = f"a{place:02}"
    return ARTICLES | {name: replace(ARTICLES[name], passages=document(name, "x", text).passages)}


def test_an_edit_is_no_reason_to_rebuild_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that come or go are replaced, one by one and together."""
    lines(ARTICLES, tmp_path)
    monkeypatch.setattr(updating, "_rebuild", None)
    monkeypatch.setattr(updating, "lines_of", None)
    forms = {
        form_of(line)
        for line in lines(edited(3, "A text about the phone and the scanner."), tmp_path).forms
    }
    assert "scanner" in forms
    words = [
        form_of(line)
        for line in lines(edited(7, "A text about the phone and the copier."), tmp_path).words
    ]
    assert "copier" in words
    assert "scanner" not in words


def test_words_that_are_known_are_applied_to_what_was_kept(tmp_path: Path) -> None:
    """An edit without new words writes nothing; one with a new word is kept, so that the next one has its names."""
    lines(ARTICLES, tmp_path)
    kept = state(tmp_path)
    lines(edited(3, "The phone and the phone."), tmp_path)
    assert state(tmp_path) == kept
    lines(edited(3, "The phone and the scanner."), tmp_path)
    assert state(tmp_path) != kept
    kept = state(tmp_path)
    lines(edited(3, "The scanner and the phone and the scanner."), tmp_path)
    assert state(tmp_path) == kept


def state(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in FILES}


def test_synonyms_follow_an_edit(tmp_path: Path) -> None:
    """A synonym finds an article as soon as the article contains the word."""
    rare = {
        name: replace(item, passages=document(name, "x", "A text.").passages)
        for name, item in ARTICLES.items()
    }
    lines(rare, tmp_path / "kept")
    with_phone = rare | {"a05": ARTICLES["a05"]}
    assert lines(with_phone, tmp_path / "kept") == lines(with_phone, tmp_path / "clean")


def test_other_synonyms_make_other_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index itself is not rebuilt for them."""
    lines(ARTICLES, tmp_path / "kept")
    others = (SynonymRule(("device",), ("printer",)),)
    clean = lines(ARTICLES, tmp_path / "clean", others)
    monkeypatch.setattr(updating, "_rebuild", None)
    assert lines(ARTICLES, tmp_path / "kept", others) == clean
    assert "device" in {form_of(line) for line in clean.forms}


def test_many_edits_rebuild_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept is replaced before it is far from what there is."""
    many = {
        f"b{number:03}": document(f"b{number:03}", f"Number {number}", "A text about the phone.")
        for number in range(8 * MAX_PATCHED_ARTICLES)
    }
    lines(many, tmp_path)
    changed = {
        name: replace(item, title="Other")
        for name, item in list(many.items())[: MAX_PATCHED_ARTICLES + 1]
    }
    made: list[bool] = []
    fresh = updating._rebuild
    monkeypatch.setattr(updating, "_rebuild", lambda *some: made.append(True) or fresh(*some))
    lines(many | changed, tmp_path)
    lines(many | changed, tmp_path)
    assert made == [True]
