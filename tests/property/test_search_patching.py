# SPDX-License-Identifier: MIT
"""An index that was patched is the index that would have been rebuilt."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from search_support import DICTIONARY, contents, document, indexed, records

from kbgen.language.forms import expand
from kbgen.language.profiles import language
from kbgen.model import SearchDocument, SynonymRule
from kbgen.search.engines.language_index import update_index
from kbgen.search.incremental.index_state import read_state
from kbgen.search.incremental.patching import patch
from kbgen.search.incremental.updating import current_index
from kbgen.search.index.records import encode_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbgen.language.forms import Forms
    from kbgen.search.browser.lines import Lines
    from kbgen.search.index.records import AnalyzedRecord

WORDS = st.sampled_from(
    [
        "mouse",
        "mice",
        "printer",
        "printers",
        "print",
        "the",
        "a",
        "connecting",
        "pri",
        "pro",
        "ERR_LOST_INK",
        "2.3.1",
    ]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
DOCUMENTS = st.builds(
    lambda title, text, questions, tags: (title, text, tuple(questions), tuple(tags)),
    TEXTS, TEXTS, st.lists(TEXTS, max_size=2), st.lists(WORDS, max_size=2),
)  # fmt: skip


def analyzed(rows: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]) -> list[AnalyzedRecord]:
    """Articles a, b, c and so on."""
    made: list[SearchDocument] = [
        document(
            chr(97 + place),
            title,
            passages=[("", "", text), ("p", title, text)],
            questions=questions,
            tags=tags,
        )
        for place, (title, text, questions, tags) in enumerate(rows)
    ]
    return records(made)


def forms_of(vocabulary: Iterable[str]) -> Forms:
    return expand(vocabulary, language("en"), DICTIONARY)


@settings(max_examples=200, deadline=None)
@given(st.lists(DOCUMENTS, min_size=4, max_size=8), st.data())
def test_patched_and_clean_index_are_the_same(rows: list, data: st.DataObject) -> None:
    """Whatever is edited in whichever articles; what is not called dirty did not change."""
    old = analyzed(rows)
    changed = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=3)))
    new = analyzed(
        [data.draw(DOCUMENTS) if place in changed else row for place, row in enumerate(rows)]
    )
    clean = indexed(new).plain
    with TemporaryDirectory() as folder:
        former = indexed(old, folder=Path(folder)).plain
        state = read_state(Path(folder), "en")
        assert state is not None
        patched = patch(state, {place: new[place] for place in changed}, clean.rows, forms_of)
    if patched is not None:
        differing = {
            key
            for key in {*former.terms, *clean.terms}
            if former.terms.get(key) != clean.terms.get(key)
        }
        assert patched.index == clean
        assert differing <= patched.dirty


EDITS = st.lists(
    st.tuples(st.integers(0, 9), st.one_of(st.none(), DOCUMENTS)), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTS, min_size=4, max_size=8), st.lists(EDITS, min_size=1, max_size=3))
def test_updated_and_clean_files_are_the_same(rows: list, builds: list) -> None:
    """Articles are written, rewritten and removed, build after build: every file is that of a build from scratch."""
    with TemporaryDirectory() as place:
        articles = dict(enumerate(rows))
        update(articles, Path(place) / "kept")
        for count, edits in enumerate(builds):
            for number, row in edits:
                articles.pop(number, None)
                if row is not None:
                    articles[number] = row
            assert update(articles, Path(place) / "kept") == update(
                articles, Path(place) / f"clean{count}"
            )


RULES = (
    SynonymRule(("mouse", "pointing device"), ("mice",)),
    SynonymRule(("print", "the printer"), ("print", "the printer", "connecting printers")),
    SynonymRule(("a print",), ("mouse printer", "pro")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(DOCUMENTS, min_size=4, max_size=8), st.lists(EDITS, min_size=1, max_size=3))
def test_updated_and_clean_lines_are_the_same(rows: list, builds: list) -> None:
    """Also where synonyms are, and for what only large sites publish: joins, and spellings."""
    with TemporaryDirectory() as place:
        articles = dict(enumerate(rows))
        lines(articles, Path(place) / "kept")
        for count, edits in enumerate(builds):
            articles |= {number % len(rows): row for number, row in edits if row is not None}
            assert lines(articles, Path(place) / "kept") == lines(
                articles, Path(place) / f"clean{count}"
            )


GERMAN = st.sampled_from(
    [
        "Konto",
        "Konten",
        "Kontoeinstellung",
        "Kontoeinstellungen",
        "Einstellung",
        "Druckertreiber",
        "Netzwerkdrucker",
        "Drucker",
        "Treiber",
        "Kündigungsfrist",
        "Frist",
        "Kundennummer",
    ]
)
GERMAN_TEXTS = st.lists(GERMAN, max_size=5).map(" ".join)
GERMAN_ROWS = st.tuples(GERMAN_TEXTS, GERMAN_TEXTS, st.just(()), st.just(()))
GERMAN_RULES = (
    SynonymRule(("Nummer", "Treiber"), ("Nummer", "Treiber", "Software")),
    SynonymRule(("Account",), ("Konto",)),
)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(GERMAN_ROWS, min_size=4, max_size=6),
    st.lists(
        st.lists(st.tuples(st.integers(0, 5), GERMAN_ROWS), min_size=1, max_size=3),
        min_size=1, max_size=3,
    ),
)  # fmt: skip
def test_updated_and_clean_compounds_are_the_same(rows: list, builds: list) -> None:
    """Compounds and their parts come and go, also as words of synonyms."""
    with TemporaryDirectory() as place:
        articles = dict(enumerate(rows))
        lines(articles, Path(place) / "kept", "de", GERMAN_RULES)
        for count, edits in enumerate(builds):
            articles |= {number % len(rows): row for number, row in edits}
            assert lines(articles, Path(place) / "kept", "de", GERMAN_RULES) == lines(
                articles, Path(place) / f"clean{count}", "de", GERMAN_RULES
            )


def lines(
    articles: dict[int, tuple],
    folder: Path,
    lang: str = "en",
    rules: tuple[SynonymRule, ...] = RULES,
) -> Lines:
    """What is compiled of articles by number, synonyms included."""
    by_url, digests = made_of(articles)
    return current_index(
        lang, digests, lambda urls: [by_url[url] for url in urls], folder, folder, rules
    ).lines


def made_of(articles: dict[int, tuple]) -> tuple[dict[str, AnalyzedRecord], dict[str, str]]:
    """Records and digests of articles by number."""
    made = {
        f"{number}/": record
        for number, record in zip(articles, analyzed(list(articles.values())), strict=True)
    }
    by_url = {url: replace(record, url=url) for url, record in made.items()}
    return by_url, {
        url: hashlib.sha256(encode_record(record)).hexdigest() for url, record in by_url.items()
    }


def update(articles: dict[int, tuple], work_dir: Path) -> dict[str, bytes]:
    """The files of articles by number."""
    by_url, digests = made_of(articles)
    index = update_index("tlh", digests, lambda urls: [by_url[url] for url in urls], work_dir)
    return contents(index)
