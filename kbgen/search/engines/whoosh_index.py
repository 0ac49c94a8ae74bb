# SPDX-License-Identifier: MIT
"""The Whoosh index of one language: the only module that imports Whoosh.

In: an inverted index (`postings.py`). Out: a folder with a Whoosh index of one segment. It is
always built in a separate folder and swapped in, so it is complete or unchanged, and no deleted
documents blur its statistics. The field `term` has the postings of a term, each with weight and
places; the field `near` has the affinity list of a word. The number of an article is Whoosh's
document number. `forms.json` in the same folder maps forms to terms, and to words of the
vocabulary.

Whoosh ranks with a custom weighting that keeps the order of `score.py`. Its own writer takes
38 s for 10,000 articles; `_write` drives its codec directly, which writes the same index in a
seventh of the time.
"""

from __future__ import annotations

import gc
import json
import shutil
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, Final, TypeVar

from kbgen.errors import EnvironmentFailure
from kbgen.language.compounds import links_of
from kbgen.language.profiles import language
from kbgen.language.stop_words import min_last_word, stop_words
from kbgen.model import SearchHit, SearchResult
from kbgen.runtime.system_calls import exchange
from kbgen.search.browser.base47 import Reader, number
from kbgen.search.browser.lines import collation_key
from kbgen.search.browser.near_text import decode_near, near_texts
from kbgen.search.index.affinities import Near
from kbgen.search.index.postings import RELATED, InvertedIndex, Posting, Term
from kbgen.search.index.ranking import MAX_RELATED
from kbgen.search.index.result_rows import row_of
from kbgen.search.query.as_written import as_written
from kbgen.search.query.pasted import Messages, is_pasted, put_first, shortened
from kbgen.search.query.question import ask
from kbgen.search.query.score import Ranked, rank

with warnings.catch_warnings():  # unchanged since 2016: newer Pythons warn about its code
    warnings.simplefilter("ignore")
    from whoosh import fields, formats, index, query, scoring
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching.mcore import ListMatcher

VERSION: Final = "3"
"""Version of the index format, part of the stamp."""
Result = TypeVar("Result")
KEPT_TERMS: Final = 512
"""Number of terms that an open index caches."""
_STAMP: Final = "stamp"
_FORMS: Final = "forms.json"
_MESSAGES: Final = "messages.json"
_NAME: Final = "MAIN"
"""Whoosh's default name of an index."""


class _Places(formats.Format):  # type: ignore[misc]
    """Format of postings whose value is a text of any length."""

    def supports(self, name: str) -> bool:
        return name == "weight"

    def fixed_value_size(self) -> None:
        return None


class _Field(fields.FieldType):  # type: ignore[misc]
    """An indexed field without a Whoosh analyzer."""

    indexed = True
    stored = False
    sortable = False

    def __init__(self) -> None:
        self.format = _Places()
        self.scorable = True
        self.spelling = False
        self.multitoken_query = "default"


class _QuestionQuery(query.Query):  # type: ignore[misc]
    """A question as a Whoosh query, whose matcher yields articles with falling weights."""

    def __init__(self, ranked: Sequence[Ranked]) -> None:
        # Not the scores: an article with a code of the question comes before higher scores.
        self._scores = sorted(
            (article.number, len(ranked) - place) for place, article in enumerate(ranked)
        )

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        numbers, scores = zip(*self._scores, strict=True)
        return ListMatcher(
            list(numbers), list(scores), scorer=searcher.weighting.scorer(searcher, "term", b"")
        )


class _PassThroughScorer(scoring.BaseScorer):  # type: ignore[misc]
    """A scorer that returns the matcher's weights as scores."""

    def score(self, matcher: Any) -> Any:
        return matcher.weight()

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def block_quality(self, matcher: Any) -> float:
        return float("inf")


class _Weighting(scoring.WeightingModel):  # type: ignore[misc]
    """A weighting that keeps the order of `score.py`, which the matcher carries."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        return _PassThroughScorer()


def update(folder: Path, inverted: InvertedIndex, stamp: str) -> None:
    """Write the Whoosh index to `folder`.

    Args:
        folder: Folder of the language's Whoosh index; it is replaced as a whole.
        inverted: The language's index in memory.
        stamp: Digest of the records and synonyms.

    Raises:
        EnvironmentFailure: The index cannot be written.
    """
    aside = folder.with_name(folder.name + ".new")
    old = folder.with_name(folder.name + ".old")
    try:
        for path in (aside, old):
            shutil.rmtree(path, ignore_errors=True)
        aside.mkdir(parents=True)
        _write(aside, inverted)
        _write_forms(aside, inverted)
        _write_messages(aside, inverted)
        (aside / _STAMP).write_text(f"{VERSION} {stamp}", encoding="utf-8")
        exchange(aside, folder, old)
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise EnvironmentFailure(f"the search index could not be written: {error}") from error


def is_current(folder: Path, stamp: str) -> bool:
    """Tell whether the folder has the index with this stamp."""
    try:
        return (folder / _STAMP).read_text(encoding="utf-8") == f"{VERSION} {stamp}"
    except (OSError, UnicodeDecodeError):
        return False


def _write(folder: Path, inverted: InvertedIndex) -> None:
    storage = FileStorage(str(folder))
    schema = fields.Schema(article=fields.STORED(), term=_Field(), near=_Field())
    index.FileIndex.create(storage, schema)
    codec = W3Codec(compression=0)  # most lists are short, so compression costs more than it saves
    segment = codec.new_segment(storage, _NAME)
    documents = codec.per_document_writer(storage, segment)
    for docnum, row in enumerate(map(row_of, inverted.rows)):
        anchors = ["", *(passage.anchor for passage in row.passages)]
        documents.start_doc(docnum)
        documents.add_field("article", schema["article"], (row.id, row.url, row.title, anchors), 0)
        documents.finish_doc()
    documents.close()
    shutil.rmtree(folder / f"{_NAME}.tmp", ignore_errors=True)  # Whoosh leaves it, empty
    segment.set_doc_count(len(inverted.rows))
    _write_terms(codec.field_writer(storage, segment), schema, inverted)
    index.TOC(schema, [segment], 1).write(storage, _NAME)


def _write_terms(writer: Any, schema: Any, inverted: InvertedIndex) -> None:
    writer.start_field("term", schema["term"])
    for key, term in sorted(
        (key.encode(), term) for key, term in inverted.terms.items() if term.postings
    ):
        writer.start_term(key)
        # The value of the first posting begins with the frequency, which may be higher than the
        # number of postings.
        head = number(term.frequency)
        for posting in sorted(term.postings):
            writer.add(
                posting.number, posting.weight, (head + _encode(posting.places)).encode(), None
            )
            head = ""
        writer.finish_term()
    writer.finish_field()
    writer.start_field("near", schema["near"])
    for key, near in sorted(
        (key.encode(), near) for key, near in near_texts(inverted.affinities).items()
    ):
        # One posting, whose value is the whole list: as many postings as the list has articles
        # would take as long to write as all terms.
        writer.start_term(key)
        writer.add(0, 1, near.encode(), None)
        writer.finish_term()
    writer.finish_field()
    writer.close()


def _encode(places: tuple[tuple[int, int], ...]) -> str:
    """Encode places as text: `!`, then slot and words of each; numbers as in `base47.py`."""
    return "!" + "".join(number(slot) + number(words) for slot, words in places)


@lru_cache(maxsize=16_384)
def _decode(value: bytes) -> tuple[tuple[int, int], ...]:
    """Decode the places of a posting. Cached: most postings have one of a few thousand values."""
    reader = Reader(value.decode())
    reader.number()
    places = []
    while not reader.at_end:
        places.append((reader.number(), reader.number()))
    return tuple(places)


def _write_forms(folder: Path, inverted: InvertedIndex) -> None:
    keys = dict(sorted(inverted.keys.items(), key=lambda item: collation_key(item[0])))
    counts = inverted.terms.frequencies()
    # Levels of 0 are left out; see `WhooshLexicon.level`.
    levels = {
        key: level
        for key in set(keys.values())
        if (level := max(1, counts.get(key, 1)).bit_length() - 1)
    }
    content = json.dumps(
        [
            keys,
            sorted(inverted.unseen),
            dict(sorted(levels.items())),
            inverted.affinities.vocabulary(inverted.keys),
        ],
        ensure_ascii=False,
    )
    (folder / _FORMS).write_text(content, encoding="utf-8")


def _read_forms(folder: Path) -> tuple[dict[str, str], set[str], dict[str, int], dict[str, str]]:
    keys, unseen, levels, vocabulary = json.loads((folder / _FORMS).read_bytes())
    return keys, keys.keys() - set(unseen), levels, vocabulary


def _write_messages(folder: Path, inverted: InvertedIndex) -> None:
    content = json.dumps([row.messages for row in map(row_of, inverted.rows)], ensure_ascii=False)
    (folder / _MESSAGES).write_text(content, encoding="utf-8")


def _with_prefix(forms: Sequence[str], prefix: str) -> Iterator[str]:
    """Yield the forms of a sorted list with this prefix."""
    start = bisect_left(forms, prefix)
    return takewhile(lambda form: form.startswith(prefix), islice(forms, start, None))


class WhooshLexicon:
    """An open Whoosh index; implements `words.Lexicon`."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Open the index.

        Raises:
            ValueError: The index is missing or damaged.
        """
        self._searcher = _as_value_error(
            lambda: index.FileIndex(FileStorage(str(folder))).searcher(weighting=_Weighting())
        )
        self._reader = self._searcher.reader()
        # The forms in the order of `collation_key`, with the keys of their terms; the forms that
        # occur; by key the power of two of the number of articles, if that is not 0; and the forms
        # that only the vocabulary has, with their keys.
        self._keys, occurring, self._levels, self._vocabulary = _as_value_error(
            partial(_read_forms, folder)
        )
        self._in_order = list(self._keys)
        self._seen = sorted(occurring)
        self._reversed = sorted(form[::-1] for form in occurring)
        self.documents = self._reader.doc_count_all()
        self.stop = stop_words(lang)
        self.keyboard = language(lang).keyboard
        self.links = links_of(lang)
        self.min_last_word = min_last_word(lang)
        self.term = lru_cache(maxsize=KEPT_TERMS)(self._read_term)
        """Returns the postings of a key, or None if it has none."""
        self._folder = folder

    @cached_property
    def messages(self) -> Messages:
        """The messages of all articles."""
        return Messages(json.loads((self._folder / _MESSAGES).read_bytes()))

    def key(self, form: str) -> str | None:
        """Return the key of a form's term."""
        return self._keys.get(form)

    def vocabulary_key(self, form: str) -> str | None:
        """Return the key of a form that only the vocabulary has."""
        return self._vocabulary.get(form)

    def near(self, key: str) -> Near:
        """Return the affinity list of a key."""
        if ("near", key.encode()) not in self._reader:
            return ()
        return decode_near(self._reader.postings("near", key.encode()).value().decode())

    def asking_key(self, form: str) -> str | None:
        """Return the key of the titles that ask with a stop word, or None for an unknown one."""
        key = self._keys.get(form)
        return None if key is None else f"{key} {key}"

    def completions(self, prefix: str) -> Iterable[str]:
        """Yield the longer forms with this prefix."""
        start = bisect_right(self._in_order, collation_key(prefix), key=collation_key)
        forms = takewhile(lambda form: form.startswith(prefix), islice(self._in_order, start, None))
        return (form for form in forms if not form.endswith(RELATED))

    def related(self, key: str) -> list[str]:
        """Return the keys of words that are the same action."""
        forms = (key + RELATED * count for count in range(1, MAX_RELATED + 1))
        return [self._keys[form] for form in forms if form in self._keys]

    def neighbors(self, word: str, head: int, tail: int) -> Iterable[str]:
        """Return the occurring forms with the same first or last letters."""
        # The last `tail` letters, reversed: the prefix to look for in the reversed forms.
        ending = _with_prefix(self._reversed, word[: -tail - 1 : -1])
        return {*_with_prefix(self._seen, word[:head]), *(form[::-1] for form in ending)}

    def endings(self, suffix: str) -> Iterable[str]:
        """Yield the occurring forms with this suffix."""
        return (form[::-1] for form in _with_prefix(self._reversed, suffix[::-1]))

    def level(self, form: str) -> int:
        """Return the power of two of the number of articles with a form's word."""
        return self._levels.get(self._keys[form], 0)

    def hits(self, ranked: list[Ranked], limit: int) -> tuple[SearchHit, ...]:
        """Return the best hits in order, as Whoosh's own collector picks them."""
        if not ranked:
            return ()
        best = ranked[:limit]
        by_number = {article.number: article for article in best}
        results = self._searcher.search(_QuestionQuery(best), limit=limit)
        return tuple(self._hit(by_number[docnum]) for _, docnum in results.top_n)

    def _hit(self, article: Ranked) -> SearchHit:
        id_, url, title, anchors = self._reader.stored_fields(article.number)["article"]
        passage = anchors[article.slot] if article.slot < len(anchors) else ""
        return SearchHit(id_, url, title, passage or None, article.score, article.likely)

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()

    def _read_term(self, key: str) -> Term | None:
        if ("term", key.encode()) not in self._reader:
            return None
        matcher = self._reader.postings("term", key.encode())
        postings: list[Posting] = []
        frequency = 0
        # The first posting's value begins with the frequency of the term.
        while matcher.is_active():
            value = matcher.value()
            if not postings:
                head = Reader(value.decode())
                frequency = head.number()
                value = value[head.position :]
            postings.append(Posting(matcher.id(), int(matcher.weight()), _decode(value)))
            matcher.next()
        return Term(
            frequency,
            tuple(sorted(postings, key=lambda posting: (-posting.weight, posting.number))),
        )


def search(folder: Path, lang: str, queries: Iterable[str], limit: int) -> Iterator[SearchResult]:
    """Answer queries one by one from the index in `folder`.

    Raises:
        ValueError: The index is missing or damaged.
    """
    lexicon = WhooshLexicon(folder, lang)
    try:
        for text in queries:
            yield _as_value_error(partial(_answer, text, lang, lexicon, limit))
    finally:
        lexicon.close()


def _answer(text: str, lang: str, lexicon: WhooshLexicon, limit: int) -> SearchResult:
    asked = shortened(text)
    question = ask(asked, lexicon)
    ranked = rank(
        question.words,
        question.extras,
        lexicon.documents,
        asking=question.asking,
        unknown=question.unknown,
        near=question.near,
    )
    if is_pasted(text) and (number := lexicon.messages.longest_in(text)) is not None:
        ranked = put_first(ranked, number)
    # No one wants another spelling of a log.
    suggestion = question.suggestion if asked == text else None
    hits = lexicon.hits(ranked, limit)
    if suggestion is not None:
        suggestion = as_written(suggestion, text, (hit.title for hit in hits))
    return SearchResult(text, lang, "whoosh", hits, suggestion)


def _as_value_error(action: Callable[[], Result]) -> Result:
    """Run an action on the index, and turn any exception into a `ValueError`.

    Whoosh may raise anything for damaged files, and leave files open. With intact files, no query
    raises an exception.

    Raises:
        ValueError: `action` raised an exception.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            return action()
        except Exception as error:
            reason = f"no usable search index: {error}"
        gc.collect()  # closes the files that Whoosh left open
    raise ValueError(reason)
