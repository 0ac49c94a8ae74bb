# SPDX-License-Identifier: MIT
"""Articles as search sees them. In: the knowledge base and the bodies of its articles. Out: `SearchDocument`s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import STEP, Article, Body, Cause, KnowledgeBase, SearchDocument, SearchPassage

if TYPE_CHECKING:
    from collections.abc import Mapping


def documents_of(kb: KnowledgeBase, bodies: Mapping[str, Body]) -> dict[str, tuple[SearchDocument, ...]]:
    """The documents of every language of the knowledge base, each language sorted by URL.

    Args:
        kb: the articles; `index.md` ones are documents too.
        bodies: path of an article → its body; an article without one is left out.
    """
    trails = _trails(kb)
    return {
        lang: tuple(
            sorted(
                (
                    _document(article, bodies[article.path], trails.get((lang, article.shelf), ()))
                    for article in kb.articles
                    if article.lang == lang and article.path in bodies
                ),
                key=lambda document: document.url,
            )
        )
        for lang in kb.languages
    }


def _trails(kb: KnowledgeBase) -> dict[tuple[str, str], tuple[str, ...]]:
    """(language, shelf) → titles of its category and section."""
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
    """The passages of a body as search sees them."""
    return tuple(SearchPassage(passage.anchor, passage.title, passage.text) for passage in body.passages)


def _front_matter_passages(article: Article) -> tuple[SearchPassage, ...]:
    """Text that the page shows out of front matter: causes and remedies."""
    lines = [line for cause in article.causes for line in _cause_lines(cause) if line]
    return (SearchPassage("", "", "\n".join(lines)),) if lines else ()


def _cause_lines(cause: Cause) -> tuple[str, ...]:
    """A cause and its remedy; of several steps each is marked as one."""
    steps = [f"{STEP} {step}" for step in cause.remedy] if len(cause.remedy) > 1 else cause.remedy
    return (cause.cause, *steps, cause.expected)
