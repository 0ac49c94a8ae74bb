# SPDX-License-Identifier: MIT
"""Analysis: one document → one record, the source of the Whoosh index and of the browser files.

A record has the folded *surface forms* of the article's words. Which forms are one term is decided
for the whole language at once (`forms.py`), so a record is a pure function of its document and can
be cached with it.

A document's *slots* are the parts where a match can be: slot 0 is the title, then come one slot per
passage in order, then one per question and symptom. Every slot may have a title;
`titles` counts its weighty words (those that are not stop words).
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

import regex

from kbgen.language import tokens
from kbgen.language.meaning.texts import article_texts
from kbgen.language.shorten import shorten
from kbgen.language.stop_words import stop_words
from kbgen.model import STEP_MARK, SearchDocument, SearchPassage
from kbgen.search.index.messages import messages_of
from kbgen.settings.resources import code_digest

TITLE: Final = 30
QUESTION: Final = 24
HEADING: Final = 10
CODE: Final = 40
TAG: Final = 12
TRAIL: Final = 5
LINK: Final = 12
"""Points for one occurrence in a field; one in the text gets `weights.TEXT`, scaled by length."""

EXTRACT: Final = 160
"""Number of characters of an article that results show."""
PASSAGE_EXTRACT: Final = 240
"""Number of characters of a passage that results show: three lines."""
ANSWER_EXTRACT: Final = 400
"""The same for a passage whose title is a question, which is shown as the answer to it."""
HEADING_EXTRA: Final = 2
"""Number of words added to a heading's length, so that its match counts less than a title's."""
QUESTION_MARKS: Final = ("?", "\uff1f", "\u061f", "\u037e", "\u055e")
"""What a title that asks ends in: full-width, Arabic, Greek and Armenian marks too."""
MAX_TITLE_WORDS: Final = 24
"""Maximum number of words of a title or question to index; the rest is ignored."""

_NUMBERS_APART: Final = regex.compile(r"\p{N} \p{N}")
_PUNCTUATION: Final = "().,;:!?\"'"
"""Characters around a word that are not part of a token."""
_NUMBERS: Final = "i"
"""Type code of columns: four bytes a number."""


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Everything that the analysis of a language depends on."""

    stop: frozenset[str]
    fingerprint: str
    """16 hexadecimal digits that change when documents would be analyzed differently."""


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """The parts of a passage that results show."""

    anchor: str
    title: str
    extract: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """The parts of an article that results show: its record without the words."""

    id: str
    url: str
    title: str
    kind: str
    trail: tuple[str, ...]
    extract: str
    messages: tuple[str, ...]
    """What a pasted text may contain (`messages.py`)."""
    passages: tuple[PassageRecord, ...]


class Columns(NamedTuple):
    """The forms of one article in columns, which saves hundreds of small objects."""

    forms: tuple[str, ...]
    """Sorted."""
    strong: array[int]
    """Total worth of each form's occurrences outside the text."""
    text: array[int]
    """Number of each form's occurrences in the text."""
    sizes: array[int]
    """Number of slots of each form."""
    slots: array[int]
    """*Slot marks* of the first form, then of the next, and so on.

    A mark is twice the slot, plus one if the form is in the slot's title. The marks of a form are
    sorted, one per slot.
    """


@dataclass(frozen=True, slots=True)
class AnalyzedRecord(ResultRow):
    """An article, ready to be indexed."""

    titles: tuple[int, ...]
    """Number of weighty words in each slot's title; 0 without a title."""
    length: int
    """Number of words in the text."""
    columns: Columns
    pairs: tuple[tuple[str, str, int], ...]
    """(first, second, slot) of neighboring weighty words in titles and questions.

    A stop word of a title that asks is paired with itself: `what what`.
    """
    digest: str
    """Digest of the document and the analyzer: records with the same digest are equal."""
    texts: tuple[str, str] = ("", "")
    """The texts whose vectors make up that of the article (`language/meaning/texts.py`)."""


def analyzer_for(lang: str) -> Analyzer:
    """Return the analyzer of a language."""
    state = f"{code_digest('language', 'search')} {lang}"
    return Analyzer(stop_words(lang), hashlib.sha256(state.encode()).hexdigest()[:16])


def analyze(document: SearchDocument, analyzer: Analyzer, digest: str) -> AnalyzedRecord:
    """Analyze one document. A pure function.

    Args:
        document: The document.
        analyzer: The analyzer of its language.
        digest: Digest of the two.
    """
    counter = _Counter(analyzer.stop)
    counter.title(document.title, TITLE)
    counter.text(document.summary)
    counter.strong(document.codes, CODE)
    counter.strong(document.tags, TAG)
    counter.strong(document.trail, TRAIL)
    counter.strong(document.linked_as, LINK)
    is_list = document.is_home or _is_list(document)
    counter.text(document.asides, is_aside=True)
    extra = 0 if document.kind == "faq" else HEADING_EXTRA
    for passage in document.passages:
        counter.title(passage.title, HEADING, extra)
        counter.text(passage.text, () if is_list else passage.links, is_aside=is_list)
    for question in document.questions:
        counter.title(question, QUESTION, asks=True)
    for symptom in document.symptoms:
        counter.title(symptom, QUESTION)
    # The extract is the start of the first text that is not blank.
    texts = [document.summary, *(passage.text for passage in document.passages)]
    return AnalyzedRecord(
        id=document.id,
        url=document.url,
        title=document.title,
        kind=document.kind,
        trail=document.trail,
        extract=_extract(next((text for text in texts if text.strip()), ""), EXTRACT),
        messages=messages_of(document),
        passages=tuple(
            PassageRecord(passage.anchor, passage.title, _passage_extract(passage))
            for passage in document.passages
        ),
        titles=tuple(counter.titles),
        length=counter.length,
        columns=counter.columns(),
        pairs=tuple(counter.pairs),
        digest=digest,
        texts=article_texts(document.title, document.questions, texts),
    )


def _is_list(document: SearchDocument) -> bool:
    """Tell whether at least half of a document's words are links to other articles."""
    linked = sum(len(link.split()) for passage in document.passages for link in passage.links)
    words = sum(len(passage.text.split()) for passage in document.passages)
    return 0 < words <= 2 * linked


def index_forms(text: str) -> Iterator[str]:
    """Yield the forms that index a text: wholes, parts, prefixes of version numbers.

    Symbols are indexed in titles only; in texts they are too frequent.
    """
    # A token may reach over a space only between two numbers. Other words are analyzed once.
    if _NUMBERS_APART.search(text):
        return forms_in(text)
    return chain.from_iterable(map(_forms_of_word, text.replace("\n", " ").split(" ")))


def forms_in(text: str) -> Iterator[str]:
    """Yield the same forms as `index_forms`, without remembering words."""
    return chain.from_iterable(map(_forms_of_chunk, tokens.chunks(text)))


@lru_cache(maxsize=1 << 15)
def _forms_of_word(word: str) -> tuple[str, ...]:
    plain = word.strip(_PUNCTUATION)
    # Most words need no pattern: the token of English letters in one case is the word.
    if (
        plain.isascii()
        and plain.isalpha()
        and (plain.islower() or plain.istitle() or plain.isupper())
        and len(plain) <= tokens.MAX_WHOLE
    ):
        return (plain.lower(),)
    return tuple(forms_in(word))


def _forms_of_chunk(chunk: str) -> Iterator[str]:
    yield from chain.from_iterable(map(_forms_of, tokens.of_chunk(chunk)))
    if ending := tokens.ending_of(chunk):
        yield ending


def _forms_of(token: tokens.Token) -> Iterator[str]:
    yield token.whole
    for part in token.parts:
        yield part
        if part != token.whole:
            yield from _version_prefixes(part)
    if not token.parts:
        yield from _version_prefixes(token.whole)


def _version_prefixes(part: str) -> Iterator[str]:
    """Yield the shorter versions, 2.3.1 → 2.3: a question about a release means its patches too."""
    if "." in part:
        numbers = part.split(".")
        yield from (".".join(numbers[:end]) for end in range(2, len(numbers)))


class _Counter:
    """Counts the forms of one document, slot by slot. Counts go to the newest slot."""

    def __init__(self, stop: frozenset[str]) -> None:
        self._stop = stop
        self._strong: Counter[str] = Counter()
        self._text: Counter[str] = Counter()
        self._slots: defaultdict[str, list[int]] = defaultdict(list)
        """Form → its slot marks; see `Columns`."""
        self.titles: list[int] = []
        self.length = 0
        self.pairs: list[tuple[str, str, int]] = []

    def title(self, text: str, worth: int, extra: int = 0, *, asks: bool = False) -> None:
        """Begin a slot with its title, which may be empty.

        Args:
            text: The title.
            worth: Worth of each of its words.
            extra: Added to the number of its words; 0 also records pairs of neighbors.
            asks: Whether it is a question without a question mark, too.
        """
        slot = len(self.titles)
        chunks = tokens.chunks(text, symbols=True)
        words = list(chain.from_iterable(map(tokens.of_chunk, chunks)))[:MAX_TITLE_WORDS]
        # A title of nothing but stop words and symbols counts them all.
        weighty = [word.whole for word in words if self._is_weighty(word)] or [
            word.whole for word in words
        ]
        self.titles.append(len(set(weighty)) + extra if weighty else 0)
        if not extra:
            self.pairs.extend((*pair, slot) for pair in pairwise(weighty))
        if asks or text.rstrip().endswith(QUESTION_MARKS):
            asking = dict.fromkeys(word.whole for word in words if word.whole in self._stop)
            self.pairs.extend((form, form, slot) for form in asking)
        endings = filter(None, map(tokens.ending_of, chunks))
        for form in dict.fromkeys(chain(chain.from_iterable(map(_forms_of, words)), endings)):
            self._strong[form] += worth
            self._slots[form].append(slot * 2 + 1)

    def _is_weighty(self, word: tokens.Token) -> bool:
        return word.whole not in self._stop and not tokens.is_symbol(word)

    def text(self, text: str, links: Iterable[str] = (), *, is_aside: bool = False) -> None:
        """Count the words of a text in the newest slot.

        Args:
            text: The text.
            links: Texts in it that count for the articles that they lead to.
            is_aside: Whether all of it is about other articles.
        """
        counted = Counter(index_forms(text))
        self.length += counted.total()
        self._mark_slot(counted)
        if is_aside:
            return
        for link in links:
            counted.subtract(index_forms(link))
        self._text.update(+counted)

    def strong(self, texts: Iterable[str], worth: int) -> None:
        """Count short texts about the article as a whole, such as codes and tags."""
        forms = dict.fromkeys(chain.from_iterable(map(index_forms, texts)))
        for form in forms:
            self._strong[form] += worth
        self._mark_slot(forms)

    def _mark_slot(self, forms: Iterable[str]) -> None:
        """Record that forms occur in the newest slot, unless its title has them already."""
        mark = len(self.titles) * 2 - 2
        slots = self._slots
        for form in forms:
            marks = slots[form]
            # The mark of the slot's title is `mark + 1`.
            if not marks or marks[-1] < mark:
                marks.append(mark)

    def columns(self) -> Columns:
        """Return all forms with their counts."""
        forms = sorted(self._slots)
        marks = [self._slots[form] for form in forms]
        return Columns(
            tuple(forms),
            array(_NUMBERS, [self._strong[form] for form in forms]),
            array(_NUMBERS, [self._text[form] for form in forms]),
            array(_NUMBERS, map(len, marks)),
            array(_NUMBERS, chain.from_iterable(marks)),
        )


def _extract(text: str, length: int) -> str:
    """Return the start of a text on one line, cut between words."""
    flat = " ".join(word for word in text.split() if word != STEP_MARK)
    return shorten(flat, length)


def _passage_extract(passage: SearchPassage) -> str:
    is_answer = passage.title.rstrip().endswith(QUESTION_MARKS)
    return _lines(passage.text, ANSWER_EXTRACT if is_answer else PASSAGE_EXTRACT)


def _lines(text: str, length: int) -> str:
    """Return the start of a text with its line breaks: results show an answer step by step."""
    lines: list[str] = []
    for line in text.split("\n"):
        # `_extract` drops the mark of a step; put it back.
        marker = f"{STEP_MARK} " if line.startswith(STEP_MARK) else ""
        shown = _extract(line, length)
        lines.append(marker + shown)
        length -= len(shown) + 1
        if shown.endswith("…") or length <= 0:
            break
    return "\n".join(lines)


def encode_record(record: AnalyzedRecord) -> bytes:
    """Pack a record for the cache: a line of JSON, then the raw numbers of its columns."""
    # The order of the fields is that in which `decode_record` reads them.
    forms, *numbers = record.columns
    row = [getattr(record, column.name) for column in fields(record) if column.name != "columns"]
    head = json.dumps([*row, forms], ensure_ascii=False, separators=(",", ":"), default=astuple)
    data = b"".join(_little_endian(column).tobytes() for column in numbers)
    return zlib.compress(head.encode() + b"\n" + data, 1)


def decode_record(data: bytes) -> AnalyzedRecord:
    """Unpack the output of `encode_record`.

    Raises:
        ValueError: The data is not an encoded record.
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
            messages=tuple(row[6]),
            passages=tuple(PassageRecord(*passage) for passage in row[7]),
            titles=tuple(row[8]),
            length=row[9],
            columns=_columns(tuple(row[13]), numbers),
            pairs=tuple(map(tuple, row[10])),
            digest=row[11],
            texts=tuple(row[12]),
        )
    except (zlib.error, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"not an analyzed record: {error}") from error


def _columns(forms: tuple[str, ...], numbers: bytes) -> Columns:
    """Return the columns of forms. `numbers` has the other four columns, one after another."""
    values = _little_endian(array(_NUMBERS, numbers))
    # ends: [0, n, 2n, 3n] for n forms.
    ends = [len(forms) * times for times in range(4)]
    strong, text, sizes = (values[start:end] for start, end in pairwise(ends))
    # Three columns have one number per form; the rest are the slot marks.
    slots = values[ends[-1] :]
    if len(slots) != sum(sizes):
        raise ValueError("the columns are cut off")
    return Columns(forms, strong, text, sizes, slots)


def _little_endian(numbers: array[int]) -> array[int]:
    """Convert the numbers of this machine to little-endian ones, or back."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
