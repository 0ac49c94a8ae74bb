# SPDX-License-Identifier: MIT
"""Analysis: one document → one record, the one source of the Whoosh index and of the browser files.

A record holds the *surface forms* of the article's words, folded; which forms are one term is decided for the whole
language at once (`forms.py`), so that a record is a pure function of its document and can be cached with it.

A document's *slots* are the places a match can be in: slot 0 is the title, then one slot a passage, in order, then one
for each question and symptom. Every slot may have a title of its own: `titles` counts its weighty words.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field, fields
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.language import tokens
from kbgen.language.stop_words import stop_words
from kbgen.model import STEP
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kbgen.model import SearchDocument

TITLE: Final = 30
QUESTION: Final = 24
HEADING: Final = 10
CODE: Final = 40
TAG: Final = 12
TRAIL: Final = 5
"""What one occurrence in a field is worth; one in the text is worth `TEXT` before its length counts."""

EXTRACT: Final = 160
PASSAGE_EXTRACT: Final = 400
HEADING_EXTRA: Final = 2
"""Words that a passage's heading is taken to have more than it has: matching it says less than matching a title."""
MAX_TITLE_WORDS: Final = 24
"""Words of a title or question that are indexed as such; what follows counts as text."""


_NUMBERS: Final = "i"
"""The kind of array that columns are: four bytes a number."""


@dataclass(frozen=True, slots=True)
class Analyzer:
    """What the analysis of one language depends on."""

    lang: str
    stop: frozenset[str] = field(default_factory=frozenset)
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage as results show it."""

    anchor: str
    title: str
    extract: str


@dataclass(frozen=True, slots=True)
class Row:
    """An article as results show it: what is left of its record when its words are counted."""

    id: str
    url: str
    title: str
    kind: str
    trail: tuple[str, ...]
    extract: str
    passages: tuple[PassageRecord, ...]


class Occurrence(NamedTuple):
    """One form in one article."""

    strong: int
    """Worth of its occurrences outside the text."""
    text: int
    """Number of its occurrences in the text."""
    slots: tuple[int, ...]
    """Slots it occurs in: twice the slot, plus one when in the slot's title; sorted, one entry a slot."""


class Columns(NamedTuple):
    """The forms of one article in columns, as indexes are made of them: hundreds of small objects less."""

    forms: tuple[str, ...]
    """Sorted."""
    strong: array[int]
    text: array[int]
    sizes: array[int]
    """How many slots each form has."""
    slots: array[int]
    """Those of the first form, then those of the next; see `Occurrence`."""


@dataclass(frozen=True, slots=True)
class AnalyzedRecord(Row):
    """One article, ready to be indexed."""

    titles: tuple[int, ...]
    """Weighty words of each slot's title; 0 for a slot without one."""
    length: int
    """Words of the text."""
    columns: Columns
    pairs: tuple[tuple[str, str, int], ...]
    """Neighboring weighty words of titles and questions, not of headings: (first, second, slot)."""
    digest: str
    """Of the document and the analyzer: two records with one digest are equal."""

    @property
    def forms(self) -> dict[str, Occurrence]:
        """The forms of the article, one by one."""
        forms, strong, text, sizes, slots = self.columns
        taken = iter(slots)
        places = (tuple(islice(taken, size)) for size in sizes)
        return dict(zip(forms, map(Occurrence, strong, text, places), strict=True))


def analyzer_for(lang: str) -> Analyzer:
    """The analyzer of a language."""
    return Analyzer(lang, stop_words(lang), analyzer_fingerprint(lang))


def analyzer_fingerprint(lang: str) -> str:
    """Changes when the same document would be analysed differently: 16 hexadecimal digits."""
    return hashlib.sha256(f"{code_digest('language', 'search')} {lang}".encode()).hexdigest()[:16]


def analyze(document: SearchDocument, analyzer: Analyzer) -> AnalyzedRecord:
    """Analyse one document. Pure."""
    counter = _Counter(analyzer.stop)
    counter.title(document.title, TITLE)
    counter.text(document.summary)
    counter.strong(document.codes, CODE)
    counter.strong(document.tags, TAG)
    counter.strong(document.trail, TRAIL)
    extra = 0 if document.kind == "faq" else HEADING_EXTRA
    for passage in document.passages:
        counter.title(passage.title, HEADING, extra)
        counter.text(passage.text)
    for question in (*document.questions, *document.symptoms):
        counter.title(question, QUESTION)
    texts = [document.summary, *(passage.text for passage in document.passages)]
    return AnalyzedRecord(
        id=document.id,
        url=document.url,
        title=document.title,
        kind=document.kind,
        trail=document.trail,
        extract=_extract(next((text for text in texts if text.strip()), ""), EXTRACT),
        passages=tuple(
            PassageRecord(passage.anchor, passage.title, _lines(passage.text, PASSAGE_EXTRACT))
            for passage in document.passages
        ),
        titles=tuple(counter.titles),
        length=counter.length,
        columns=counter.columns(),
        pairs=tuple(counter.pairs),
        digest=_digest(document, analyzer),
    )


def _digest(document: SearchDocument, analyzer: Analyzer) -> str:
    return hashlib.sha256(repr((analyzer.fingerprint, astuple(document))).encode()).hexdigest()[:24]


def index_forms(text: str) -> Iterator[str]:
    """Every form under which a text is indexed: wholes, parts and the beginnings of version numbers."""
    return chain.from_iterable(map(_forms_of_chunk, tokens.chunks(text)))


@lru_cache(maxsize=1 << 17)
def _forms_of_chunk(chunk: str) -> tuple[str, ...]:
    return tuple(form for token in tokens.of_chunk(chunk) for form in _forms_of(token))


def _forms_of(token: tokens.Token) -> Iterator[str]:
    yield token.whole
    for part in token.parts:
        yield part
        if part != token.whole:
            yield from _version_beginnings(part)
    if not token.parts:
        yield from _version_beginnings(token.whole)


def _version_beginnings(part: str) -> Iterator[str]:
    """2.3.1 → 2.3: who asks for a release means its patches too."""
    if "." in part:
        numbers = part.split(".")
        yield from (".".join(numbers[:end]) for end in range(2, len(numbers)))


class _Counter:
    """Counts the forms of one document, slot by slot: what is counted belongs to the newest slot."""

    def __init__(self, stop: frozenset[str]) -> None:
        self._stop = stop
        self._strong: Counter[str] = Counter()
        self._text: Counter[str] = Counter()
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self.titles: list[int] = []
        self.length = 0
        self.pairs: list[tuple[str, str, int]] = []

    def title(self, text: str, worth: int, extra: int = 0) -> None:
        """Begin a slot with its title, which may be empty."""
        slot = len(self.titles)
        words = list(tokens.tokens(text))[:MAX_TITLE_WORDS]
        weighty = [word.whole for word in words if word.whole not in self._stop] or [word.whole for word in words]
        self.titles.append(len(set(weighty)) + extra if weighty else 0)
        if not extra:
            self.pairs.extend((*pair, slot) for pair in pairwise(weighty))
        for form in _unique(form for word in words for form in _forms_of(word)):
            self._strong[form] += worth
            self._places[form].append(slot * 2 + 1)

    def text(self, text: str) -> None:
        """Count a text."""
        counted = Counter(index_forms(text))
        self.length += counted.total()
        self._text.update(counted)
        self._place(counted)

    def strong(self, texts: Iterable[str], worth: int) -> None:
        """Count short texts about the article as a whole: codes, tags."""
        forms = _unique(form for text in texts for form in index_forms(text))
        for form in forms:
            self._strong[form] += worth
        self._place(forms)

    def _place(self, forms: Iterable[str]) -> None:
        """Note that forms occur in the newest slot, unless they stand in its title."""
        place = len(self.titles) * 2 - 2
        places = self._places
        for form in forms:
            known = places[form]
            if not known or known[-1] < place:
                known.append(place)

    def columns(self) -> Columns:
        """Every form with its counts."""
        forms = sorted(self._places)
        places = [self._places[form] for form in forms]
        return Columns(
            tuple(forms),
            array(_NUMBERS, [self._strong[form] for form in forms]),
            array(_NUMBERS, [self._text[form] for form in forms]),
            array(_NUMBERS, map(len, places)),
            array(_NUMBERS, chain.from_iterable(places)),
        )


def _unique(forms: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(forms)


def _extract(text: str, length: int) -> str:
    """The beginning of a text, cut between words."""
    flat = " ".join(word for word in text.split() if word != STEP)
    if len(flat) <= length:
        return flat
    return flat[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:–—-") + "…"


def _lines(text: str, length: int) -> str:
    """The same with its lines: what answers a question is shown in place, step by step."""
    kept: list[str] = []
    for line in text.split("\n"):
        begins = f"{STEP} " if line.startswith(STEP) else ""
        shown = _extract(line, length)
        kept.append(begins + shown)
        length -= len(shown) + 1
        if shown.endswith("…") or length <= 0:
            break
    return "\n".join(kept)


def encode_record(record: AnalyzedRecord) -> bytes:
    """Pack a record for a cache: a line of JSON, then the numbers of its columns as they lie in memory."""
    forms, *numbers = record.columns
    row = [getattr(record, item.name) for item in fields(record) if item.name != "columns"]
    head = json.dumps([*row, forms], ensure_ascii=False, separators=(",", ":"), default=astuple).encode()
    return zlib.compress(b"\n".join((head, b"".join(map(_bytes_of, numbers)))), 1)


def decode_record(data: bytes) -> AnalyzedRecord:
    """Unpack what `encode_record` packed.

    Raises:
        ValueError: it is something else.
    """
    try:
        head, _, numbers = zlib.decompress(data).partition(b"\n")
        row = json.loads(head)
        return AnalyzedRecord(
            id=row[0],
            url=row[1],
            title=row[2],
            kind=row[3],
            trail=tuple(row[4]),
            extract=row[5],
            passages=tuple(PassageRecord(*passage) for passage in row[6]),
            titles=tuple(row[7]),
            length=row[8],
            columns=_columns(tuple(row[11]), numbers),
            pairs=tuple(map(tuple, row[9])),
            digest=row[10],
        )
    except (zlib.error, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"not an analysed record: {error}") from error


def _columns(forms: tuple[str, ...], numbers: bytes) -> Columns:
    """The columns of forms; `numbers` are four columns, one after another."""
    values = _array_of(numbers)
    ends = [len(forms) * times for times in range(4)]
    strong, text, sizes = (values[start:end] for start, end in pairwise(ends))
    slots = values[ends[-1] :]
    if len(slots) != sum(sizes):
        raise ValueError("the columns are cut off")
    return Columns(forms, strong, text, sizes, slots)


def _bytes_of(numbers: array[int]) -> bytes:
    """Numbers of four bytes, the least of them first, on every machine."""
    return (_swapped(numbers) if sys.byteorder == "big" else numbers).tobytes()


def _array_of(data: bytes) -> array[int]:
    numbers = array(_NUMBERS, data)
    return _swapped(numbers) if sys.byteorder == "big" else numbers


def _swapped(numbers: array[int]) -> array[int]:
    other = array(_NUMBERS, numbers)
    other.byteswap()
    return other
