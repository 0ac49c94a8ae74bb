# SPDX-License-Identifier: MIT
"""The documents that search indexes.

In: the knowledge base and the bodies of its articles. Out: `SearchDocument`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from kbgen.language.headings import is_of_links, is_of_steps
from kbgen.model import (
    STEP_MARK,
    Article,
    Body,
    Cause,
    Kind,
    KnowledgeBase,
    Passage,
    SearchDocument,
    SearchPassage,
    Troubleshooter,
)

TROUBLESHOOTER_ID: Final = "troubleshooter:"
"""Begins the ids of troubleshooters: no article can have such an id."""
_ASIDE: Final = -1
"""Stands for the index of a passage where the text is an aside."""


def documents_of(
    kb: KnowledgeBase,
    bodies: Mapping[str, Body],
    linked_as: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> dict[str, tuple[SearchDocument, ...]]:
    """Map each language to its documents, sorted by URL.

    Args:
        kb: The knowledge base; its `index.md` articles are documents too.
        bodies: Path of an article → its body; articles without one are left out.
        linked_as: Path of an article → texts of the links that lead to it.
    """
    trails = _trails(kb)
    documents: dict[str, list[SearchDocument]] = {lang: [] for lang in kb.languages}
    for article in kb.articles:
        if article.lang in documents and article.path in bodies:
            trail = trails.get((article.lang, article.folder), ())
            texts = linked_as.get(article.path, ())
            documents[article.lang].append(_document(article, bodies[article.path], trail, texts))
    for tree in kb.troubleshooters:
        documents[tree.lang].append(_troubleshooter(tree))
    return {
        lang: tuple(sorted(unsorted, key=attrgetter("url"))) for lang, unsorted in documents.items()
    }


def _trails(kb: KnowledgeBase) -> dict[tuple[str, str], tuple[str, ...]]:
    """Map (language, path of a category or section) to the titles of the category and section."""
    trails: dict[tuple[str, str], tuple[str, ...]] = {}
    for lang, categories in kb.categories.items():
        for category in categories:
            trails[lang, category.path] = (category.title,)
            for section in category.sections:
                trails[lang, section.path] = (category.title, section.title)
    return trails


def _document(
    article: Article, body: Body, trail: tuple[str, ...], linked_as: tuple[str, ...]
) -> SearchDocument:
    document = SearchDocument(
        id=article.id,
        lang=article.lang,
        url=article.url,
        title=article.title,
        kind=article.kind.value,
        trail=trail,
        summary=article.summary,
        questions=article.questions,
        codes=article.error_codes,
        symptoms=article.symptoms,
        tags=article.tags,
        passages=_front_matter_passages(article),
        linked_as=linked_as,
        is_home=article.is_index and not article.folder,
    )
    return with_text(document, body)


def _troubleshooter(tree: Troubleshooter) -> SearchDocument:
    """Return the document of a troubleshooter: all its questions, answers and solutions."""
    texts = chain.from_iterable(
        (step.title, step.text, *(answer.text for answer in step.answers), *step.remedy)
        for step in tree.steps
    )
    return SearchDocument(
        id=f"{TROUBLESHOOTER_ID}{tree.id}",
        lang=tree.lang,
        url=tree.url,
        title=tree.title,
        kind=Kind.TROUBLESHOOTING.value,
        trail=(),
        summary=tree.summary,
        questions=tree.questions,
        codes=(),
        symptoms=(),
        tags=(),
        passages=(SearchPassage("", "", "\n".join(filter(None, texts))),),
    )


def with_text(document: SearchDocument, body: Body) -> SearchDocument:
    """Return a document with the text of its body.

    Text under a heading of links, or under a heading that is a link, becomes an aside. Text under a
    heading of steps (“What to do”) continues the passage that its section is part of.
    """
    parts = _Parts()
    for passage in body.passages:
        parts.add(passage)
    passages = tuple(parts.passages)
    asides = "\n".join(filter(None, [document.asides, *parts.asides]))
    return replace(document, passages=(*document.passages, *passages), asides=asides)


class _Parts:
    """The passages of a body as search offers them."""

    def __init__(self) -> None:
        self.passages: list[SearchPassage] = []
        self.asides: list[str] = []
        self._sections: list[tuple[int, int]] = []
        """(level, index in `passages`) of the open sections; index -1 for an aside."""

    def add(self, passage: Passage) -> None:
        """Add the next passage."""
        while self._sections and self._sections[-1][0] >= passage.level:
            self._sections.pop()
        parent = self._sections[-1][1] if self._sections else None
        if parent == _ASIDE or passage.leads_away or is_of_links(passage.title):
            self.asides += [passage.title] if passage.leads_away else []
            self.asides.append(passage.text)
            self._sections.append((passage.level, _ASIDE))
        elif is_of_steps(passage.title):
            self._continue(self._lead() if parent is None else parent, passage)
        else:
            self._sections.append((passage.level, len(self.passages)))
            self.passages.append(
                SearchPassage(passage.anchor, passage.title, passage.text, passage.links)
            )

    def _continue(self, index: int, passage: Passage) -> None:
        former = self.passages[index]
        self.passages[index] = replace(
            former,
            text="\n".join(filter(None, (former.text, passage.text))),
            links=(*former.links, *passage.links),
        )
        self._sections.append((passage.level, index))

    def _lead(self) -> int:
        """Return the index of the passage before all headings; add it if the body has none."""
        if not self.passages or self.passages[0].anchor:
            self.passages.insert(0, SearchPassage("", "", ""))
            self._sections = [(level, index + (index != _ASIDE)) for level, index in self._sections]
        return 0


def _front_matter_passages(article: Article) -> tuple[SearchPassage, ...]:
    """Return the causes and remedies of the front matter, which the page shows, as a passage."""
    lines = list(filter(None, chain.from_iterable(map(_cause_lines, article.causes))))
    return (SearchPassage("", "", "\n".join(lines)),) if lines else ()


def _cause_lines(cause: Cause) -> tuple[str, ...]:
    """Return the lines of a cause and its remedy. Several steps are marked as such."""
    steps = (
        [f"{STEP_MARK} {step}" for step in cause.remedy] if len(cause.remedy) > 1 else cause.remedy
    )
    return (cause.cause, *steps, cause.expected)
