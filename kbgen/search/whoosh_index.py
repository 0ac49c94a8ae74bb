# SPDX-License-Identifier: MIT
"""The Whoosh index of one language: the only module that imports Whoosh.

In: an inverted index (`postings.py`). Out: a folder with a Whoosh index of one segment, always built aside and swapped
in, so it is whole or unchanged and its statistics are never blurred by deleted documents. Four fields: `term` (a
term's postings, weight and places in each), `form` (a form → the key of its term), `seen` (the forms that occur) and
`ending` (the same spelt backwards). Article number = Whoosh's document number.

Whoosh ranks through a weighting of our own that passes on the integers of `score.py`. Its own writer takes 38 s for
10,000 articles; `_write` drives its codec directly, which gives the same index in a seventh of that.
"""

from __future__ import annotations

import gc
import shutil
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchHit, SearchResult
from kbgen.search.coding import Reader, number
from kbgen.search.languages import language
from kbgen.search.postings import Posting, Term
from kbgen.search.question import ask
from kbgen.search.score import rank
from kbgen.search.shards import collation_key
from kbgen.search.spelling import SHARED
from kbgen.search.stopwords import stop_words

with warnings.catch_warnings():  # frozen since 2016: its regular expressions and imports warn on newer Pythons
    warnings.simplefilter("ignore")
    from whoosh import fields, formats, index, query, scoring
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching.mcore import ListMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kbgen.search.postings import Inverted
    from kbgen.search.score import Ranked

VERSION: Final = "1"
Result = TypeVar("Result")
_STAMP: Final = "stamp"
_NAME: Final = "MAIN"
"""The name that Whoosh gives an index by default."""


class _Places(formats.Format):  # type: ignore[misc]
    """Postings whose value is a text of ours, any length."""

    def supports(self, name: str) -> bool:
        return name == "weight"

    def fixed_value_size(self) -> None:
        return None


class _Field(fields.FieldType):  # type: ignore[misc]
    """An indexed field that no analyser of Whoosh's ever sees."""

    indexed = True
    stored = False
    sortable = False

    def __init__(self) -> None:
        self.format = _Places()
        self.scorable = True
        self.spelling = False
        self.multitoken_query = "default"


class _QuestionQuery(query.Query):  # type: ignore[misc]
    """A question as a Whoosh query: its matcher walks the articles with the rule's scores as weights."""

    def __init__(self, ranked: Iterable[Ranked]) -> None:
        self._scores = sorted((item.number, item.score) for item in ranked)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        numbers, scores = zip(*self._scores, strict=True)
        return ListMatcher(list(numbers), list(scores), scorer=searcher.weighting.scorer(searcher, "term", b""))


class _PassOn(scoring.BaseScorer):  # type: ignore[misc]
    """The matcher's weights are the scores."""

    def score(self, matcher: Any) -> Any:
        return matcher.weight()

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def block_quality(self, matcher: Any) -> float:
        return float("inf")


class _Weighting(scoring.WeightingModel):  # type: ignore[misc]
    """Ranks by the scores of `score.py`, which the matcher carries."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        return _PassOn()


def update(folder: Path, inverted: Inverted, stamp: str) -> None:
    """Make `folder` the Whoosh index of `inverted`; nothing is done when it already carries `stamp`.

    Args:
        folder: the language's own; it is replaced as a whole.
        inverted: the language's index in memory.
        stamp: names the state of the records.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    if is_current(folder, stamp):
        return
    aside = folder.with_name(folder.name + ".new")
    old = folder.with_name(folder.name + ".old")
    try:
        for path in (aside, old):
            shutil.rmtree(path, ignore_errors=True)
        aside.mkdir(parents=True)
        _write(aside, inverted)
        (aside / _STAMP).write_text(f"{VERSION} {stamp}", encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        aside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise EnvironmentFailure(f"the search index could not be written: {error}") from error


def is_current(folder: Path, stamp: str) -> bool:
    """Whether the folder holds the index of the records that `stamp` names."""
    try:
        return (folder / _STAMP).read_text(encoding="utf-8") == f"{VERSION} {stamp}"
    except (OSError, UnicodeDecodeError):
        return False


def _write(folder: Path, inverted: Inverted) -> None:
    storage = FileStorage(str(folder))
    names = ("ending", "form", "seen", "term")
    schema = fields.Schema(article=fields.STORED(), **{name: _Field() for name in names})
    index.FileIndex.create(storage, schema)
    codec = W3Codec()
    segment = codec.new_segment(storage, _NAME)
    documents = codec.per_document_writer(storage, segment)
    for place, record in enumerate(inverted.records):
        documents.start_doc(place)
        anchors = ["", *(passage.anchor for passage in record.passages)]
        documents.add_field("article", schema["article"], (record.id, record.url, record.title, anchors), 0)
        documents.finish_doc()
    documents.close()
    shutil.rmtree(folder / f"{_NAME}.tmp", ignore_errors=True)  # Whoosh leaves it behind, empty
    segment.set_doc_count(len(inverted.records))
    writer = codec.field_writer(storage, segment)
    seen = [form for form in inverted.keys if form not in inverted.unseen]
    rows_of_fields = (_words(form[::-1] for form in seen), _forms(inverted), _words(seen), _terms(inverted))
    for name, rows in zip(names, rows_of_fields, strict=True):
        writer.start_field(name, schema[name])
        for text, postings in rows:
            writer.start_term(text)
            for place, weight, value in postings:
                writer.add(place, weight, value, None)
            writer.finish_term()
        writer.finish_field()
    writer.close()
    index.TOC(schema, [segment], 1).write(storage, _NAME)


def _terms(inverted: Inverted) -> Iterator[tuple[bytes, list[tuple[int, int, bytes]]]]:
    for key, term in sorted((key.encode(), term) for key, term in inverted.terms.items()):
        head = number(term.frequency)
        rows = []
        for posting in sorted(term.postings):
            rows.append((posting.number, posting.weight, (head + _encode(posting.places)).encode()))
            head = ""
        yield key, rows


def _forms(inverted: Inverted) -> Iterator[tuple[bytes, list[tuple[int, int, bytes]]]]:
    for form, key in sorted((form.encode(), key) for form, key in inverted.keys.items()):
        yield form, [(0, 1, key.encode())]


def _words(forms: Iterable[str]) -> Iterator[tuple[bytes, list[tuple[int, int, bytes]]]]:
    for form in sorted(form.encode() for form in forms):
        yield form, [(0, 1, b"!")]


def _encode(places: tuple[tuple[int, int], ...]) -> str:
    return "!" + "".join(number(slot) + number(words) for slot, words in places)


def _decode(reader: Reader) -> tuple[tuple[int, int], ...]:
    reader.number()
    places = []
    while not reader.at_end:
        places.append((reader.number(), reader.number()))
    return tuple(places)


class WhooshLexicon:
    """An open Whoosh index; answers what `question.Lexicon` asks."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Open the index.

        Raises:
            ValueError: there is none, or it is damaged.
        """
        self._searcher = _guarded(lambda: index.FileIndex(FileStorage(str(folder))).searcher(weighting=_Weighting()))
        self._reader = self._searcher.reader()
        self.documents = self._reader.doc_count_all()
        self.stop = stop_words(lang)
        self.keyboard = language(lang).keyboard
        self._terms: dict[str, Term | None] = {}

    def key(self, form: str) -> str | None:
        """The key of a form's term."""
        value = self._value("form", form)
        return value.decode() if value is not None else None

    def term(self, key: str) -> Term | None:
        """The postings of a key."""
        if key not in self._terms:
            self._terms[key] = self._read_term(key)
        return self._terms[key]

    def completions(self, beginning: str) -> Iterable[str]:
        """The forms that begin so and are longer."""
        return [form for form in self._expand("form", beginning) if form != beginning]

    def neighbours(self, word: str) -> Iterable[str]:
        """The forms that occur and begin or end with the same letters."""
        begins = self._expand("seen", word[:SHARED])
        ends = [form[::-1] for form in self._expand("ending", word[-SHARED:][::-1])]
        return dict.fromkeys([*begins, *ends])

    def hits(self, ranked: list[Ranked], limit: int) -> tuple[SearchHit, ...]:
        """The best of an answer, in order, as Whoosh's own collector picks them."""
        if not ranked:
            return ()
        by_number = {item.number: item for item in ranked}
        results = self._searcher.search(_QuestionQuery(ranked), limit=limit)
        return tuple(self._hit(by_number[docnum]) for _, docnum in results.top_n)

    def _hit(self, item: Ranked) -> SearchHit:
        id_, url, title, anchors = self._reader.stored_fields(item.number)["article"]
        passage = anchors[item.slot] if item.slot < len(anchors) else ""
        return SearchHit(id_, url, title, passage or None, item.score)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def _expand(self, field: str, beginning: str) -> list[str]:
        found = self._reader.expand_prefix(field, beginning.encode())
        return sorted((text.decode() for text in found), key=collation_key)

    def _value(self, field: str, text: str) -> bytes | None:
        matcher = self._matcher(field, text)
        return matcher.value() if matcher is not None else None

    def _matcher(self, field: str, text: str) -> Any:
        data = text.encode("utf-8", "surrogatepass")
        return self._reader.postings(field, data) if (field, data) in self._reader else None

    def _read_term(self, key: str) -> Term | None:
        matcher = self._matcher("term", key)
        if matcher is None:
            return None
        postings: list[Posting] = []
        frequency = 0
        while matcher.is_active():
            reader = Reader(matcher.value().decode())
            if not postings:
                frequency = reader.number()
            postings.append(Posting(matcher.id(), int(matcher.weight()), _decode(reader)))
            matcher.next()
        return Term(frequency, tuple(sorted(postings, key=lambda posting: (-posting.weight, posting.number))))


def search(folder: Path, lang: str, queries: Iterable[str], limit: int) -> Iterator[SearchResult]:
    """Answer queries from the index in `folder`, one after another.

    Raises:
        ValueError: there is no usable index.
    """
    lexicon = WhooshLexicon(folder, lang)
    try:
        for text in queries:
            yield _guarded(partial(_answer, text, lang, lexicon, limit))
    finally:
        lexicon.close()


def _answer(text: str, lang: str, lexicon: WhooshLexicon, limit: int) -> SearchResult:
    question = ask(text, lexicon)
    ranked = rank(question.words, question.extras, lexicon.documents)
    return SearchResult(text, lang, "whoosh", lexicon.hits(ranked, limit), question.suggestion)


def _guarded(action: Callable[[], Result]) -> Result:
    """Damaged files make Whoosh raise anything at all, and leave files open; nothing that was typed raises.

    Raises:
        ValueError: `action` raised.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            return action()
        except Exception as error:
            reason = f"no usable search index: {error}"
        gc.collect()
    raise ValueError(reason)
