# SPDX-License-Identifier: MIT
"""The Whoosh index of one language: the only module that imports Whoosh.

In: an inverted index (`postings.py`). Out: a folder with a Whoosh index of one segment, always built aside and swapped
in, so it is whole or unchanged and its statistics are never blurred by deleted documents. The field `term` has a
term's postings, weight and places in each; article number = Whoosh's document number. Which form is which term lies
beside it, in `forms.json`.

Whoosh ranks through a weighting of our own that passes on the integers of `score.py`. Its own writer takes 38 s for
10,000 articles; `_write` drives its codec directly, which gives the same index in a seventh of that.
"""

from __future__ import annotations

import gc
import json
import shutil
import warnings
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kbgen.errors import EnvironmentFailure
from kbgen.language.profiles import language
from kbgen.language.stop_words import stop_words
from kbgen.model import SearchHit, SearchResult
from kbgen.search.browser.base47 import Reader, number
from kbgen.search.browser.lines import collation_key
from kbgen.search.index.postings import Posting, Term
from kbgen.search.query.question import ask
from kbgen.search.query.score import rank

with warnings.catch_warnings():  # frozen since 2016: its regular expressions and imports warn on newer Pythons
    warnings.simplefilter("ignore")
    from whoosh import fields, formats, index, query, scoring
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching.mcore import ListMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kbgen.search.index.postings import InvertedIndex
    from kbgen.search.query.score import Ranked

VERSION: Final = "2"
Result = TypeVar("Result")
KEPT_TERMS: Final = 512
"""Terms that an open index remembers."""
_STAMP: Final = "stamp"
_FORMS: Final = "forms.json"
_NAME: Final = "MAIN"
"""The name that Whoosh gives an index by default."""


class _Places(formats.Format):  # type: ignore[misc]
    """Postings whose value is a text of ours, any length."""

    def supports(self, name: str) -> bool:
        return name == "weight"

    def fixed_value_size(self) -> None:
        return None


class _Field(fields.FieldType):  # type: ignore[misc]
    """An indexed field that no analyzer of Whoosh's ever sees."""

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


class _PassThroughScorer(scoring.BaseScorer):  # type: ignore[misc]
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
        return _PassThroughScorer()


def update(folder: Path, inverted: InvertedIndex, stamp: str) -> None:
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
        _write_forms(aside, inverted)
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


def _write(folder: Path, inverted: InvertedIndex) -> None:
    storage = FileStorage(str(folder))
    schema = fields.Schema(article=fields.STORED(), term=_Field())
    index.FileIndex.create(storage, schema)
    codec = W3Codec(compression=0)  # most lists are short: compressing them costs more than it saves
    segment = codec.new_segment(storage, _NAME)
    documents = codec.per_document_writer(storage, segment)
    for place, record in enumerate(inverted.records):
        anchors = ["", *(passage.anchor for passage in record.passages)]
        documents.start_doc(place)
        documents.add_field("article", schema["article"], (record.id, record.url, record.title, anchors), 0)
        documents.finish_doc()
    documents.close()
    shutil.rmtree(folder / f"{_NAME}.tmp", ignore_errors=True)  # Whoosh leaves it behind, empty
    segment.set_doc_count(len(inverted.records))
    _write_terms(codec.field_writer(storage, segment), schema, inverted)
    index.TOC(schema, [segment], 1).write(storage, _NAME)


def _write_terms(writer: Any, schema: Any, inverted: InvertedIndex) -> None:
    writer.start_field("term", schema["term"])
    for key, term in sorted((key.encode(), term) for key, term in inverted.terms.items() if term.postings):
        writer.start_term(key)
        head = number(term.frequency)
        for posting in sorted(term.postings):
            writer.add(posting.number, posting.weight, (head + _encode(posting.places)).encode(), None)
            head = ""
        writer.finish_term()
    writer.finish_field()
    writer.close()


def _encode(places: tuple[tuple[int, int], ...]) -> str:
    return "!" + "".join(number(slot) + number(words) for slot, words in places)


@lru_cache(maxsize=16_384)
def _decode(value: bytes) -> tuple[tuple[int, int], ...]:
    """The places of a posting; most postings of an index have one of a few thousand values."""
    reader = Reader(value.decode())
    reader.number()
    places = []
    while not reader.at_end:
        places.append((reader.number(), reader.number()))
    return tuple(places)


def _write_forms(folder: Path, inverted: InvertedIndex) -> None:
    keys = dict(sorted(inverted.keys.items(), key=lambda item: collation_key(item[0])))
    counts = inverted.terms.frequencies()
    levels = {key: level for key in set(keys.values()) if (level := max(1, counts.get(key, 1)).bit_length() - 1)}
    content = json.dumps([keys, sorted(inverted.unseen), dict(sorted(levels.items()))], ensure_ascii=False)
    (folder / _FORMS).write_text(content, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Forms:
    """What is known of forms."""

    keys: dict[str, str]
    """Every form → the key of its term, in order."""
    seen: tuple[str, ...]
    """The forms that occur, sorted."""
    reversed: tuple[str, ...]
    """The same, spelt backwards and sorted."""
    levels: dict[str, int]
    """Key → the power of two of the articles that have it, where it is not the first."""


def _read_forms(folder: Path) -> _Forms:
    keys, unseen, levels = json.loads((folder / _FORMS).read_bytes())
    seen = sorted(keys.keys() - set(unseen))
    return _Forms(keys, tuple(seen), tuple(sorted(form[::-1] for form in seen)), levels)


def _beginning(forms: Sequence[str], beginning: str) -> Iterator[str]:
    """The forms of a sorted list that begin so."""
    start = bisect_left(forms, beginning)
    return takewhile(lambda form: form.startswith(beginning), islice(forms, start, None))


class WhooshLexicon:
    """An open Whoosh index; answers what `question.Lexicon` asks."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Open the index.

        Raises:
            ValueError: there is none, or it is damaged.
        """
        self._searcher = _as_value_error(
            lambda: index.FileIndex(FileStorage(str(folder))).searcher(weighting=_Weighting())
        )
        self._reader = self._searcher.reader()
        self._forms = _as_value_error(partial(_read_forms, folder))
        self._in_order = list(self._forms.keys)
        self.documents = self._reader.doc_count_all()
        self.stop = stop_words(lang)
        self.keyboard = language(lang).keyboard
        self.term = lru_cache(maxsize=KEPT_TERMS)(self._read_term)
        """The postings of a key, or None when it has none."""

    def key(self, form: str) -> str | None:
        """The key of a form's term."""
        return self._forms.keys.get(form)

    def completions(self, beginning: str) -> Iterable[str]:
        """The forms that begin so and are longer."""
        start = bisect_right(self._in_order, collation_key(beginning), key=collation_key)
        return takewhile(lambda form: form.startswith(beginning), islice(self._in_order, start, None))

    def neighbors(self, word: str, head: int, tail: int) -> Iterable[str]:
        """The forms that occur and have the same first or last letters."""
        ending = _beginning(self._forms.reversed, word[: -tail - 1 : -1])
        return {*_beginning(self._forms.seen, word[:head]), *(form[::-1] for form in ending)}

    def level(self, form: str) -> int:
        """How many articles have a form's word, in powers of two."""
        return self._forms.levels.get(self._forms.keys[form], 0)

    def hits(self, ranked: list[Ranked], limit: int) -> tuple[SearchHit, ...]:
        """The best of an answer, in order, as Whoosh's own collector picks them."""
        if not ranked:
            return ()
        best = ranked[:limit]
        by_number = {item.number: item for item in best}
        results = self._searcher.search(_QuestionQuery(best), limit=limit)
        return tuple(self._hit(by_number[docnum]) for _, docnum in results.top_n)

    def _hit(self, item: Ranked) -> SearchHit:
        id_, url, title, anchors = self._reader.stored_fields(item.number)["article"]
        passage = anchors[item.slot] if item.slot < len(anchors) else ""
        return SearchHit(id_, url, title, passage or None, item.score)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def _read_term(self, key: str) -> Term | None:
        if ("term", key.encode()) not in self._reader:
            return None
        matcher = self._reader.postings("term", key.encode())
        postings: list[Posting] = []
        frequency = 0
        while matcher.is_active():
            value = matcher.value()
            if not postings:
                head = Reader(value.decode())
                frequency = head.number()
                value = value[head.position :]
            postings.append(Posting(matcher.id(), int(matcher.weight()), _decode(value)))
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
            yield _as_value_error(partial(_answer, text, lang, lexicon, limit))
    finally:
        lexicon.close()


def _answer(text: str, lang: str, lexicon: WhooshLexicon, limit: int) -> SearchResult:
    question = ask(text, lexicon)
    ranked = rank(question.words, question.extras, lexicon.documents)
    return SearchResult(text, lang, "whoosh", lexicon.hits(ranked, limit), question.suggestion)


def _as_value_error(action: Callable[[], Result]) -> Result:
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
