# SPDX-License-Identifier: MIT
"""An index that was patched is the index that would have been made anew."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from search_support import DICTIONARY, document, records

from kbgen.search.analysis import encode_record
from kbgen.search.forms import expand
from kbgen.search.languages import language
from kbgen.search.occurrences import collect
from kbgen.search.patching import patch
from kbgen.search.postings import invert, invert_occurrences, vocabulary_of
from kbgen.search.rows import Rows, line_of
from kbgen.search.site_index import update_index

if TYPE_CHECKING:
    from kbgen.model import SearchDocument
    from kbgen.search.analysis import AnalysedRecord
    from kbgen.search.forms import Forms

WORDS = st.sampled_from(
    ["mouse", "mice", "printer", "printers", "print", "the", "a", "connecting", "pri", "pro", "ERR_LOST_INK", "2.3.1"]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
DOCUMENTS = st.builds(
    lambda title, text, questions, tags: (title, text, tuple(questions), tuple(tags)),
    TEXTS, TEXTS, st.lists(TEXTS, max_size=2), st.lists(WORDS, max_size=2),
)  # fmt: skip


def analysed(rows: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]) -> list[AnalysedRecord]:
    """Articles a, b, c and so on."""
    made: list[SearchDocument] = [
        document(chr(97 + place), title, passages=[("", "", text), ("p", title, text)], questions=questions, tags=tags)
        for place, (title, text, questions, tags) in enumerate(rows)
    ]
    return records(made)


def forms_for(some: list[AnalysedRecord]) -> Forms:
    return expand(vocabulary_of(some), language("en"), DICTIONARY)


@settings(max_examples=200, deadline=None)
@given(st.lists(DOCUMENTS, min_size=4, max_size=8), st.data())
def test_patched_and_clean_index_are_the_same(rows: list, data: st.DataObject) -> None:
    """Whatever is edited in whichever articles; what is not called dirty did not change."""
    old = analysed(rows)
    changed = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=3)))
    edited = [data.draw(DOCUMENTS) if place in changed else row for place, row in enumerate(rows)]
    new = analysed(edited)
    before = collect(old)
    fresh = collect([new[place] for place in changed], before.forms)
    order = [len(old) + changed.index(place) if place in changed else place for place in range(len(old))]
    after = (before + fresh).only(order)
    former = invert("en", old, forms_for(old))
    clean = invert("en", new, forms_for(new))
    assert invert_occurrences("en", Rows(map(line_of, new)), after, forms_for(new)) == clean
    patched = patch(former, before, after, changed, Rows(map(line_of, new)), forms_for(new))
    if patched is not None:
        index, dirty = patched
        assert index == clean
        assert {key for key in {*former.terms, *clean.terms} if former.terms.get(key) != clean.terms.get(key)} <= dirty


EDITS = st.lists(st.tuples(st.integers(0, 9), st.one_of(st.none(), DOCUMENTS)), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTS, min_size=4, max_size=8), st.lists(EDITS, min_size=1, max_size=3))
def test_updated_and_clean_files_are_the_same(rows: list, builds: list) -> None:
    """Articles are written, rewritten and removed, build after build: every file is that of a build from nothing."""
    with TemporaryDirectory() as place:
        articles = dict(enumerate(rows))
        update(articles, Path(place) / "kept")
        for count, edits in enumerate(builds):
            for number, row in edits:
                articles.pop(number, None)
                if row is not None:
                    articles[number] = row
            assert update(articles, Path(place) / "kept") == update(articles, Path(place) / f"clean{count}")


def update(articles: dict[int, tuple], work_dir: Path) -> dict[str, bytes]:
    """The files of articles by number."""
    made = {f"{number}/": record for number, record in zip(articles, analysed(list(articles.values())), strict=True)}
    by_url = {url: replace(record, url=url) for url, record in made.items()}
    digests = {url: hashlib.sha256(encode_record(record)).hexdigest() for url, record in by_url.items()}
    index = update_index("tlh", digests, lambda urls: [by_url[url] for url in urls], work_dir)
    return {name: file.path.read_bytes() for name, file in index.files.items()}
