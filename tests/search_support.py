# SPDX-License-Identifier: MIT
"""Make small indexes for search tests: documents from keywords, an in-memory lexicon."""

from __future__ import annotations

import os
import shutil
from bisect import bisect_right
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import pytest

from kbgen.language.compounds import links_of
from kbgen.language.profiles import language
from kbgen.language.stop_words import min_last_word, stop_words
from kbgen.model import SearchDocument, SearchPassage
from kbgen.search.browser.browser_files import compile_lines
from kbgen.search.browser.lines import collation_key
from kbgen.search.incremental.updating import Current, current_index
from kbgen.search.index.affinities import Near, affinities_of
from kbgen.search.index.analysis import analyze, analyzer_for
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.postings import RELATED, InvertedIndex, Term
from kbgen.search.index.ranking import MAX_RELATED
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.index.result_rows import row_of
from kbgen.search.query.question import ask
from kbgen.search.query.score import rank
from kbgen.site.reading.search_records import record_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kbgen.language.dictionary_cache import Lookup
    from kbgen.model import SynonymRule
    from kbgen.search.browser.index_file import BrowserIndex, IndexFile

# Where CI promises Node, its absence is a failure of the tests that need it.
needs_node = pytest.mark.skipif(
    shutil.which("node") is None and os.environ.get("CI") != "true", reason="Node is not installed"
)


def document(id: str, title: str, text: str = "", **fields: Any) -> SearchDocument:  # noqa: A002
    """Return a document with one lead passage, or with `passages` as (anchor, title, text)."""
    passages = fields.pop("passages", [("", "", text)] if text else [])
    values: dict[str, Any] = {
        "lang": "en",
        "url": f"{id}/",
        "kind": "how-to",
        "trail": (),
        "summary": "",
        "questions": (),
        "codes": (),
        "symptoms": (),
        "tags": (),
        "passages": tuple(SearchPassage(*passage) for passage in passages),
    }
    return SearchDocument(id=id, title=title, **{**values, **fields})


def records(documents: Iterable[SearchDocument], lang: str = "en") -> list[AnalyzedRecord]:
    """Return the records of documents."""
    analyzer = analyzer_for(lang)
    return [analyze(item, analyzer, record_key(lang, item, "")) for item in documents]


class FakeDictionary:
    """A dictionary with only the lemmas and forms that a test needs."""

    version = ""

    def __init__(self, forms: dict[str, tuple[str, ...]]) -> None:
        self._forms = forms
        self._lemmas = {form: lemma for lemma, some in forms.items() for form in some}

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        return {form: self._lemmas[form] for form in forms if form in self._lemmas}

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return {
            lemma: tuple(sorted(self._forms[lemma])) for lemma in lemmas if lemma in self._forms
        }

    def parts(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return {}


DICTIONARY = FakeDictionary(
    {
        "mouse": ("mouse", "mice"),
        "describe": ("describe", "describes"),
        "description": ("description",),
        "принтер": ("принтер", "принтера", "принтеры", "принтерами"),
        "drukarka": ("drukarka", "drukarki", "drukarkami"),
    }
)


class Occurrence(NamedTuple):
    """A form in a record: total worth outside the text, number in the text, slot marks."""

    strong: int
    text: int
    slots: tuple[int, ...]


def occurrences_in(record: AnalyzedRecord) -> dict[str, Occurrence]:
    """Map each form of a record to its occurrences."""
    forms, strong, text, sizes, slots = record.columns
    remaining = iter(slots)
    marks = (tuple(islice(remaining, size)) for size in sizes)
    return dict(zip(forms, map(Occurrence, strong, text, marks), strict=True))


def indexed(
    analyzed: Iterable[AnalyzedRecord],
    lang: str = "en",
    rules: Sequence[SynonymRule] = (),
    *,
    folder: Path | None = None,
    dictionary: Lookup | None = DICTIONARY,
) -> Current:
    """Return the index of records as a build makes it, from what `folder` has, or from nothing.

    Every language has the given dictionary: nothing has to be prepared.
    """
    by_url = {record.url: record for record in analyzed}
    digests = {url: record.digest for url, record in by_url.items()}
    with (
        TemporaryDirectory() as empty,
        patch("kbgen.language.forms.open_dictionary", lambda *_: dictionary),
    ):
        work_dir = folder or Path(empty)
        return current_index(
            lang, digests, lambda urls: [by_url[url] for url in urls], work_dir, work_dir, rules
        )


def inverted(
    documents: Iterable[SearchDocument],
    lang: str = "en",
    rules: Sequence[SynonymRule] = (),
    dictionary: Lookup | None = DICTIONARY,
) -> InvertedIndex:
    """Return the index of documents, synonyms included, as the Whoosh index is made from it."""
    return indexed(records(documents, lang), lang, rules, dictionary=dictionary).expand()


def browser_index(
    documents: Iterable[SearchDocument],
    lang: str = "en",
    reusable: Mapping[str, IndexFile] | None = None,
) -> BrowserIndex:
    """Return the browser's files of documents as a build makes them."""
    current = indexed(records(documents, lang), lang)
    return compile_lines(lang, current.lines, current.plain.rows, reusable)


def meaning_of(lists: Mapping[str, Near], forms: Mapping[str, str] = {}) -> Meaning:
    """Return made-up affinity lists of words, as a build is given them.

    Args:
        lists: Word → (number of an article, strength), strongest first.
        forms: Form of a vocabulary word → the word, which need not be repeated.
    """
    affinities = affinities_of(lists, dict(zip(lists, lists, strict=True)) | dict(forms))
    return Meaning(repr(affinities.lists()) + repr(forms), lambda _: affinities)


def contents(index: BrowserIndex) -> dict[str, bytes]:
    """Return the contents of the browser's files by name."""
    return {name: file.read() for name, file in index.files.items()}


class MemoryLexicon:
    """A lexicon over an `InvertedIndex`: the simplest implementation of the protocol."""

    def __init__(self, index: InvertedIndex) -> None:
        self._index = index
        self.documents = len(index.rows)
        self.stop = stop_words(index.lang)
        self.keyboard = language(index.lang).keyboard
        self.links = links_of(index.lang)
        self.min_last_word = min_last_word(index.lang)
        self._forms = sorted(form for form in index.keys if not form.endswith(RELATED))
        self._vocabulary = index.affinities.vocabulary(index.keys)
        self._near = index.affinities.lists()

    def key(self, form: str) -> str | None:
        return self._index.keys.get(form)

    def term(self, key: str) -> Term | None:
        term = self._index.terms.get(key)
        return term if term and term.postings else None

    def vocabulary_key(self, form: str) -> str | None:
        return self._vocabulary.get(form)

    def near(self, key: str) -> Near:
        return self._near.get(key, ())

    def related(self, key: str) -> list[str]:
        forms = (key + RELATED * count for count in range(1, MAX_RELATED + 1))
        return [self._index.keys[form] for form in forms if form in self._index.keys]

    def asking_key(self, form: str) -> str | None:
        key = self._index.keys.get(form)
        return None if key is None else f"{key} {key}"

    def completions(self, beginning: str) -> Iterator[str]:
        for form in self._forms[bisect_right(self._forms, beginning) :]:
            if not form.startswith(beginning):
                return
            yield form

    def neighbors(self, word: str, head: int, tail: int) -> Iterator[str]:
        for form in sorted(self._index.keys, key=collation_key):
            near = form.startswith(word[:head]) or form.endswith(word[-tail:])
            if near and form not in self._index.unseen:
                yield form

    def endings(self, suffix: str) -> Iterator[str]:
        yield from (
            form for form in self._forms if form.endswith(suffix) and form not in self._index.unseen
        )

    def level(self, form: str) -> int:
        return max(1, self._index.terms[self._index.keys[form]].frequency).bit_length() - 1


def found(index: InvertedIndex, query: str) -> list[str]:
    """Return the ids of the matching articles, best first."""
    lexicon = MemoryLexicon(index)
    question = ask(query, lexicon)
    return [
        row_of(index.rows[item.number]).id
        for item in rank(
            question.words,
            question.extras,
            lexicon.documents,
            asking=question.asking,
            unknown=question.unknown,
            near=question.near,
        )
    ]


def faq() -> Sequence[SearchDocument]:
    """Return a small help center."""
    return [
        document(
            "print", "Connect a printer", "Plug in the printer and choose it in the settings."
        ),
        document("mouse", "Choose a mouse", "A mouse with two buttons works best."),
        document("login", "Reset your login", "Ask for a new password at the sign-in page."),
        document("wifi", "Join a wi-fi network", "Open the network menu. A printer can join too."),
        document(
            "reset",
            "Connection errors",
            "The router may be off.",
            codes=("ERR_CONNECTION_RESET", "0x80070005"),
            kind="troubleshooting",
        ),
        document(
            "billing",
            "Billing questions",
            kind="faq",
            tags=("money",),
            passages=[
                ("", "", "What people ask about money."),
                ("refund", "How do I get a refund?", "Write to us within two weeks."),
                ("invoice", "Where is my invoice?", "In the account, under documents."),
            ],
        ),
    ]
