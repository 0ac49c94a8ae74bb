# SPDX-License-Identifier: MIT
"""The documents that search indexes.

In: the knowledge base and the bodies of its articles. Out: `SearchDocument`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from operator import attrgetter

from kbgen.model import (
    STEP_MARK,
    Article,
    Body,
    Cause,
    KnowledgeBase,
    SearchDocument,
    SearchPassage,
)


def documents_of(
    kb: KnowledgeBase, bodies: Mapping[str, Body]
) -> dict[str, tuple[SearchDocument, ...]]:
    """Map each language to its documents, sorted by URL.

    Args:
        kb: The knowledge base; its `index.md` articles are documents too.
        bodies: Path of an article → its body; articles without one are left out.
    """
    trails = _trails(kb)
    documents: dict[str, list[SearchDocument]] = {lang: [] for lang in kb.languages}
    for article in kb.articles:
        if article.lang in documents and article.path in bodies:
            trail = trails.get((article.lang, article.folder), ())
            documents[article.lang].append(_document(article, bodies[article.path], trail))
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


def _document(article: Article, body: Body, trail: tuple[str, ...]) -> SearchDocument:
    return SearchDocument(
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
        passages=(*_front_matter_passages(article), *body_passages(body)),
    )


def body_passages(body: Body) -> tuple[SearchPassage, ...]:
    """Return the passages of a body for a search document."""
    return tuple(
        SearchPassage(passage.anchor, passage.title, passage.text) for passage in body.passages
    )


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
