# SPDX-License-Identifier: MIT
"""One retrieval set as a site of other sizes: some of its articles, or more from elsewhere."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.search.evaluation.quality import Judgement

from ..build.corpora import english_sources
from ..search.corpus import real_articles

sys.path.insert(0, str(Path(__file__).parent))

from corpus import RetrievalSet, Text, read_set

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES: Final = (180, 720, 2_600)
"""Numbers of articles. Above 2,000, lists of postings are cut."""
SIZED: Final = "stackfaq-en"
"""The set with most articles."""
_DISTRACTORS: Final = ("xquad-en", "openclaw-faq-en")
_HEADING: Final = re.compile(r"^## +(.+)$", re.MULTILINE)


def sized_sets(data: Path) -> Iterator[RetrievalSet]:
    """Yield the set at all sizes."""
    whole = read_set(data / "retrieval" / SIZED)
    for size in SIZES:
        texts = sampled(whole.texts, size)
        texts += tuple(islice(distractors(data), size - len(texts)))
        yield restricted(whole, f"{SIZED}-{size}", texts)


def sampled(texts: tuple[Text, ...], size: int) -> tuple[Text, ...]:
    """Return at most `size` of the articles, evenly spread."""
    count = min(size, len(texts))
    return tuple(texts[place * len(texts) // count] for place in range(count))


def restricted(items: RetrievalSet, name: str, texts: tuple[Text, ...]) -> RetrievalSet:
    """Return a set of these articles, with the questions that one of them answers."""
    ids = {text.id for text in texts}
    judgements: list[Judgement] = []
    for judgement in items.judgements:
        relevant = {id_: grade for id_, grade in judgement.relevant.items() if id_ in ids}
        if relevant:
            judgements.append(replace(judgement, relevant=relevant))
    return RetrievalSet(name, items.lang, texts, tuple(judgements))


def distractors(data: Path) -> Iterator[Text]:
    """Yield English articles that answer none of the questions: other sets, then real articles.

    Each section of a real article is one, because there are too few of them.
    """
    for name in _DISTRACTORS:
        for text in read_set(data / "retrieval" / name).texts:
            yield replace(text, id=f"{name}-{text.id}", title=text.text.split("\n")[0][:60])
    for number, (title, text) in enumerate(real_articles(english_sources(data))):
        opening, *sections = _HEADING.split(text)
        yield Text(f"real-{number:04}", title, opening)
        for place, (heading, body) in enumerate(zip(sections[::2], sections[1::2], strict=True)):
            yield Text(f"real-{number:04}-{place}", f"{title}: {heading}", body)
