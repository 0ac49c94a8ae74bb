# SPDX-License-Identifier: MIT
"""Drafts: a cluster of enough people becomes an article that a writer finishes.

In: a cluster. Out: a `DraftArticle`, and the text of its file. Nothing is invented: questions are the customers' own,
the remedy is what agents answered, and where they did not agree the draft says that no remedy is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from kbgen.model import DraftArticle, Provenance, TicketCluster
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.coverage import questions
from kbgen.tickets.drafts.remedy import remedy_of

LONGEST_TITLE: Final = 70
_QUESTIONS: Final = 5
_NO_REMEDY: Final = {
    "en": "No known remedy yet. Agents gave no answer twice; write what helps, or what happens next.",
    "ru": "Решение пока не известно. Одинаковых ответов не было; напишите, что помогает или что будет дальше.",
    "pl": "Nie znamy jeszcze rozwiązania. Nie było dwóch zgodnych odpowiedzi; napisz, co pomaga albo co nastąpi dalej.",
}
_ANSWER: Final = {"en": "Answer", "ru": "Ответ", "pl": "Odpowiedź"}
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~^=:!+&$-])")


def draft(
    cluster: TicketCluster, terms: Terms, today: date, lang: str, taken: Collection[str] = ()
) -> DraftArticle | None:
    """Make a draft of a cluster.

    Args:
        cluster: of enough people; the caller sees to that.
        terms: as for clustering.
        today: the day that the provenance names.
        lang: the language of the article.
        taken: titles that other drafts have, case folded.

    Returns:
        The draft, or None when no question of the cluster can be shown.
    """
    asked = questions(cluster, 4 * _QUESTIONS)
    titles = [_title(question) for question in asked]
    title = next((title for title in titles if title.casefold() not in taken), "")
    if not title:
        return None
    remedy = remedy_of(cluster.tickets, terms)
    return DraftArticle(
        title=title,
        lang=lang,
        questions=tuple(asked[:_QUESTIONS]),
        remedy=remedy.paragraphs,
        answers=remedy.answers,
        requesters=cluster.requesters,
        provenance=Provenance(
            source=" ".join(sorted({ticket.source for ticket in cluster.tickets})),
            tickets=tuple(sorted(ticket.hash for ticket in cluster.tickets)),
            generated=today,
        ),
        tickets=tuple(ticket.id for ticket in cluster.tickets),
    )


def markdown(article: DraftArticle, article_id: str) -> str:
    """The text of the draft's file. Customers and agents are strangers: no sign of theirs is Markdown or YAML."""
    words = article.lang.partition("-")[0]
    head = [
        f"title: {_quoted(article.title)}",
        f"id: {article_id}",
        "kind: faq",
        "status: draft",
        *_list("questions", article.questions),
        "provenance:",
        f"  source: {_quoted(article.provenance.source)}",
        f"  generated: {article.provenance.generated}",
        *_list("tickets", article.provenance.tickets, "  "),
    ]
    remedy = article.remedy or (_NO_REMEDY.get(words, _NO_REMEDY["en"]),)
    body = [f"## {_ANSWER.get(words, _ANSWER['en'])}", *map(_escaped, remedy)]
    return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(body) + "\n"


def _title(question: str) -> str:
    """The question, cut between words when it is too long for a title."""
    if len(question) <= LONGEST_TITLE:
        return question.rstrip(" .,;:")
    return question[: LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" .,;:–—-") + " …"


def _list(name: str, values: Sequence[str], indent: str = "") -> list[str]:
    return [f"{indent}{name}:", *(f"{indent}  - {_quoted(value)}" for value in values)]


def _quoted(text: str) -> str:
    """A YAML string: JSON's quoting is YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _escaped(paragraph: str) -> str:
    """Plain text as Markdown that shows it as it is; a number at the start of a line begins no list."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _MARKDOWN.sub(r"\\\1", paragraph))
