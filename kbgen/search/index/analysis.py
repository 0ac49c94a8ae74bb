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
from dataclasses import dataclass
from typing import Final

from kbgen.language.meaning.texts import article_texts
from kbgen.language.shorten import shorten
from kbgen.language.stop_words import stop_words
from kbgen.model import STEP_MARK, SearchDocument, SearchPassage
from kbgen.search.index.form_counter import QUESTION_MARKS, FormCounter
from kbgen.search.index.messages import messages_of
from kbgen.search.index.records import AnalyzedRecord, PassageRecord
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


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Everything that the analysis of a language depends on."""

    stop: frozenset[str]
    fingerprint: str
    """16 hexadecimal digits that change when documents would be analyzed differently."""


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
    counter = FormCounter(analyzer.stop)
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
