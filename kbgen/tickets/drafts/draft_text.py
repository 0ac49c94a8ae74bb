# SPDX-License-Identifier: MIT
"""Turn a cluster with enough requesters into a draft article that a writer finishes.

In: a cluster. Out: a `DraftArticle`, and the text of its file. Nothing is invented: the questions
are the customers' own, the remedy is what agents answered. Where agents did not agree, the draft
says that no remedy is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from kbgen.language.shorten import shorten
from kbgen.model import DraftArticle, Provenance, TicketCluster
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.coverage import typical_questions
from kbgen.tickets.drafts.remedy import find_remedy

MAX_TITLE: Final = 70
_QUESTIONS: Final = 5
_NO_REMEDY: Final = {
    "en": "No known remedy yet. No two tickets got the same answer. "
    "Describe what helps, or what customers can expect next.",
    "ru": "Решение пока неизвестно. В обращениях нет двух одинаковых ответов. "
    "Опишите, что помогает или что будет дальше.",
    "pl": "Nie znamy jeszcze rozwiązania. W zgłoszeniach nie ma dwóch takich samych odpowiedzi. "
    "Opisz, co pomaga albo co nastąpi dalej.",
}
_ANSWER: Final = {"en": "Answer", "ru": "Ответ", "pl": "Odpowiedź"}
# Every character that can begin Markdown, HTML or an extension's syntax.
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~^=:!+&$-])")


def draft(
    cluster: TicketCluster, terms: Terms, today: date, lang: str, used_titles: Collection[str] = ()
) -> DraftArticle | None:
    """Return a draft from a cluster, or None if none of its questions can be shown.

    Args:
        cluster: The cluster; the caller has checked that it has enough requesters.
        terms: The function that clustering used to find a text's terms.
        today: The date for the provenance.
        lang: The language of the article.
        used_titles: Titles of other drafts, case folded.
    """
    asked = typical_questions(cluster, 4 * _QUESTIONS)
    titles = [_title(question) for question in asked]
    title = next((title for title in titles if title.casefold() not in used_titles), "")
    if not title:
        return None
    remedy, answers = find_remedy(cluster.tickets, terms)
    return DraftArticle(
        title=title,
        lang=lang,
        questions=tuple(asked[:_QUESTIONS]),
        remedy=remedy,
        answers=answers,
        requesters=cluster.requesters,
        provenance=Provenance(
            source=" ".join(sorted({ticket.source for ticket in cluster.tickets})),
            tickets=tuple(sorted(ticket.hash for ticket in cluster.tickets)),
            generated=today,
        ),
        tickets=tuple(ticket.id for ticket in cluster.tickets),
    )


def markdown(article: DraftArticle, article_id: str) -> str:
    """Return the text of the draft's file.

    Customers and agents are untrusted: their text is escaped so that nothing is Markdown or YAML.
    """
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
    """Return the question, cut between words if it is too long for a title."""
    if len(question) <= MAX_TITLE:
        return question.rstrip(" .,;:")
    return shorten(question, MAX_TITLE, ending=" …", trailing=" .,;:–—-")


def _list(name: str, values: Sequence[str], indent: str = "") -> list[str]:
    return [f"{indent}{name}:", *(f"{indent}  - {_quoted(value)}" for value in values)]


def _quoted(text: str) -> str:
    """Return a YAML string; JSON quoting is valid YAML."""
    return json.dumps(text, ensure_ascii=False)


def _escaped(paragraph: str) -> str:
    """Escape plain text so that Markdown shows it literally, including a leading `1.` or `1)`."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", _MARKDOWN.sub(r"\\\1", paragraph))
