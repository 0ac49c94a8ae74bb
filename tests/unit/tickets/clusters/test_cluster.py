# SPDX-License-Identifier: MIT
"""Clusters, coverage, remedies and drafts, on a few tickets that one can hold in the head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from kbgen.content.front_matter import ARTICLE, parse_yaml, read_mapping
from kbgen.model import Comment, RedactedTicket, SearchHit, SearchResult, Ticket, TicketCluster
from kbgen.runtime.problems import Problems
from kbgen.settings import UnknownFields
from kbgen.tickets.clusters.cluster import cluster
from kbgen.tickets.clusters.communities import communities
from kbgen.tickets.clusters.questions import representative_question
from kbgen.tickets.clusters.similar import cosine, vectors
from kbgen.tickets.coverage import measure_coverage
from kbgen.tickets.drafts.draft_text import draft, markdown
from kbgen.tickets.drafts.remedy import find_remedy
from kbgen.tickets.redact import redact

TODAY = date(2026, 11, 22)
REFUND = ["How do I get my money back?", "I want my money back", "Can I get the money back for it?"]
LOGIN = [
    "I forgot my login code",
    "The login code is gone, I forgot it",
    "My login code does not work, I forgot it",
]


def terms(text: str, lang: str) -> list[str]:
    return [word.strip("?.,!").lower() for word in text.split()]


def ticket(number: int, body: str, *answers: str, **fields: Any) -> RedactedTicket:
    comments = tuple(Comment(True, answer) for answer in answers)
    return redact(
        Ticket(f"t{number}", "csv", fields.pop("subject", ""), body, comments=comments, **fields)
    )


def tickets(*bodies: str) -> list[RedactedTicket]:
    return [ticket(number, body, requester=f"p{number}") for number, body in enumerate(bodies)]


def one(some: Sequence[RedactedTicket]) -> TicketCluster:
    return TicketCluster(1, tuple(some), len(some))


def test_tickets_that_ask_the_same_come_together() -> None:
    """Two subjects give two clusters, the same at every run and whatever else is in the file."""
    found = cluster(tickets(*REFUND, *LOGIN), terms)
    groups = [{ticket.id for ticket in item.tickets} for item in found]
    assert groups == [{"t0", "t1", "t2"}, {"t3", "t4", "t5"}]
    assert cluster(tickets(*REFUND, *LOGIN), terms) == found


def test_every_ticket_is_in_exactly_one_cluster() -> None:
    """A ticket like no other, or without words, is a cluster of its own."""
    found = cluster(tickets(*REFUND, "zzz", "..."), terms)
    assert sorted(ticket.id for item in found for ticket in item.tickets) == [
        "t0",
        "t1",
        "t2",
        "t3",
        "t4",
    ]


def test_people_are_counted_not_tickets() -> None:
    """One person who writes three times is one; tickets without a requester count each."""
    same = [ticket(number, body, requester="anna") for number, body in enumerate(REFUND)]
    unknown = [ticket(number, body) for number, body in enumerate(REFUND)]
    assert [item.requesters for item in cluster(same, terms)] == [1]
    assert [item.requesters for item in cluster(unknown, terms)] == [3]


def test_communities_follow_the_edges() -> None:
    """Two triangles with one weak edge between them are two communities."""
    edges: list[dict[int, float]] = [{} for _ in range(6)]
    for a, b, weight in (
        (0, 1, 1.0),
        (1, 2, 1.0),
        (0, 2, 1.0),
        (3, 4, 1.0),
        (4, 5, 1.0),
        (3, 5, 1.0),
        (2, 3, 0.1),
    ):
        edges[a][b] = edges[b][a] = weight
    assert communities(edges, 1.0) == [0, 0, 0, 1, 1, 1]


def test_cosine_is_one_for_equal_texts_and_zero_for_strangers() -> None:
    """Vectors are unit vectors; word order counts through pairs."""
    same, twin, other, _ = vectors([["pay", "card"], ["pay", "card"], ["log", "in"], ["log", "in"]])
    assert cosine(same, twin) == pytest.approx(1)
    assert cosine(same, other) == 0


@pytest.mark.parametrize(
    ("subject", "body", "question"),
    [
        (
            "Refund",
            "Hello team, I bought it twice. How do I get one back? Thanks",
            "How do I get one back?",
        ),
        (
            "Money back for a double payment",
            "I bought it twice.",
            "Money back for a double payment",
        ),
        ("Help", "I bought it twice by mistake.", "I bought it twice by mistake."),
        ("Help", "My name is Anna Nowak and where is it?", "Help"),
        ("", "My name is Anna Nowak.", ""),
        ("", "I'm having an issue with the {product_purchased} today.", ""),
    ],
)
def test_a_question_is_a_sentence_of_the_customer(subject: str, body: str, question: str) -> None:
    """The real question first; nothing with a placeholder or an empty field of a template."""
    assert representative_question(ticket(1, body, subject=subject)) == question


def answer(*ids: str) -> SearchResult:
    return SearchResult(
        "",
        "en",
        "whoosh",
        tuple(SearchHit(name, f"{name}/", name.title(), None, 9) for name in ids),
        None,
    )


def test_a_cluster_is_answered_by_the_article_most_of_its_questions_find() -> None:
    """The article, its median rank, and the share of the questions that have it among the first three."""
    asked: list[str] = []

    def ask(questions: Sequence[str]) -> list[SearchResult]:
        asked.extend(questions)
        return [answer("refund", "x"), answer("y", "refund"), answer("z", "x", "w", "refund")]

    texts = {"refund": "how do i get my money back", "x": "login"}
    (covered,) = measure_coverage([one(tickets(*REFUND))], ask, terms, texts, "en")
    assert sorted(asked) == sorted(REFUND)
    assert (covered.article, covered.rank, round(covered.share, 2), covered.answered) == (
        "refund",
        1,
        0.67,
        True,
    )


def test_a_cluster_that_finds_nothing_is_not_answered() -> None:
    """No hit, no article."""
    (covered,) = measure_coverage(
        [one(tickets(*REFUND))], lambda asked: [answer()] * len(asked), terms, {}, "en"
    )
    assert (covered.article, covered.answered) == ("", False)


def test_an_article_about_something_else_does_not_answer() -> None:
    """Search always finds something; an article without the words of the question is named, but does not count."""
    texts = {"refund": "change the colours of the app"}
    found = measure_coverage(
        [one(tickets(*REFUND))], lambda asked: [answer("refund")] * len(asked), terms, texts, "en"
    )
    assert [(covered.article, covered.share, covered.answered) for covered in found] == [
        ("refund", 1.0, False)
    ]


REMEDY = "Open Billing, choose the payment and press Refund."


def test_a_remedy_is_an_answer_that_was_given_twice() -> None:
    """Courtesies and sentences with personal data are left out; the words are the agent's."""
    some = [
        ticket(
            1, REFUND[0], f"Hello Anna!\n{REMEDY} Call me on +48 601 614 854.\nBest regards, Jan"
        ),
        ticket(2, REFUND[1], f"Hi! {REMEDY}"),
        ticket(3, REFUND[2], "Dogs sleep under green tables often."),
    ]
    assert find_remedy(some, terms) == ((REMEDY,), 2)


def test_answers_that_do_not_agree_are_no_remedy() -> None:
    """Random words, or one agent's idea, are not what helps."""
    some = [
        ticket(1, REFUND[0], "Case maybe show recently computer follow."),
        ticket(2, REFUND[1], "Try capital clearly never color toward story."),
    ]
    assert find_remedy(some, terms)[0] == ()
    assert find_remedy([ticket(1, REFUND[0], REMEDY)], terms)[0] == ()


def test_what_customers_said_is_never_a_remedy() -> None:
    """Only agents' comments count."""
    said = tuple(
        redact(Ticket(str(number), "csv", "", body, comments=(Comment(False, REMEDY),)))
        for number, body in enumerate(REFUND)
    )
    assert find_remedy(said, terms)[0] == ()


def front_matter_of(text: str) -> dict[str, Any]:
    problems = Problems("draft.md")
    mapping = parse_yaml(text.split("---\n", 2)[1], 2, problems)
    assert mapping is not None
    values = read_mapping(mapping, ARTICLE, UnknownFields.ERROR, problems).values
    assert not problems.diagnostics, problems.diagnostics
    return dict(values)


def test_a_draft_is_a_valid_article_with_provenance() -> None:
    """Status draft, the customers' questions, opaque hashes, the day that was given."""
    made = draft(one(tickets(*REFUND)), terms, TODAY, "en")
    assert made is not None
    fields = front_matter_of(markdown(made, "x-refund"))
    assert fields["status"] == "draft"
    assert list(fields["questions"]) == REFUND
    assert fields["provenance"].generated == TODAY
    assert fields["provenance"].tickets == tuple(sorted(ticket.hash for ticket in tickets(*REFUND)))
    assert "No known remedy yet" in markdown(made, "x-refund")


def test_a_title_that_is_taken_gives_way_to_the_next_question() -> None:
    """Two drafts never share a title; without another question there is no draft."""
    made = draft(one(tickets(*REFUND)), terms, TODAY, "en", {"how do i get my money back?"})
    assert made is not None
    assert made.title == "I want my money back"
    assert draft(one(tickets("...")), terms, TODAY, "en") is None


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script> is what I see there?",
        '--- "title": [x](javascript:alert(1)) why?',
        "# Heading and ![img](http://evil.example/x.png) why?",
    ],
)
def test_strangers_write_neither_yaml_nor_markdown(hostile: str) -> None:
    """What a customer typed is a quoted string; what an agent typed is escaped."""
    some = [ticket(number, hostile, f"{REMEDY} {hostile}") for number in range(2)]
    made = draft(one(some), terms, TODAY, "en")
    assert made is not None
    text = markdown(made, "x")
    assert front_matter_of(text)["questions"] == (hostile,)
    body = text.split("---\n", 2)[2]
    assert "<script" not in body.replace("\\<", "")
    assert "](" not in body.replace("\\]", "").replace("\\[", "")
