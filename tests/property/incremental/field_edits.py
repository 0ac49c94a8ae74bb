# SPDX-License-Identifier: MIT
"""Edits of an article's front matter, and of its file's encoding."""

from __future__ import annotations

from pathlib import Path

from .table import edit, field, replace, some_article


@edit
def a_title_changes(root: Path, number: int) -> None:
    field(some_article(root, number), f"title: Another title {number % 4}")


@edit
def a_title_differs_in_its_case_alone(root: Path, number: int) -> None:
    replace(root / "content/en/billing/refund.md", "title: Get a refund", "title: Get A Refund")


@edit
def two_articles_have_one_title(root: Path, number: int) -> None:
    field(some_article(root, number), "title: Delivery times")


@edit
def a_summary_changes(root: Path, number: int) -> None:
    field(some_article(root, number), f"summary: What it is about, {number}.")


@edit
def a_question_is_added(root: Path, number: int) -> None:
    field(
        some_article(root, number),
        f"questions: [What is number {number % 9}?, Where are my cards?]",
    )


@edit
def tags_change(root: Path, number: int) -> None:
    field(some_article(root, number), "tags: [papers]" if number % 2 else "tags: [money, cards]")


@edit
def related_articles_change(root: Path, number: int) -> None:
    field(some_article(root, number), "related: [refund]" if number % 3 else "related: [nobody]")


@edit
def the_place_on_the_shelf_changes(root: Path, number: int) -> None:
    field(some_article(root, number), f"order: {number % 5}")


@edit
def an_article_is_promoted(root: Path, number: int) -> None:
    field(some_article(root, number), "promoted: true" if number % 2 else "promoted: false")


@edit
def an_article_becomes_a_draft(root: Path, number: int) -> None:
    field(some_article(root, number), "status: draft")


@edit
def a_draft_is_published(root: Path, number: int) -> None:
    field(root / "content/en/orders/secret.md", "status: published")


@edit
def an_article_is_for_another_audience(root: Path, number: int) -> None:
    field(some_article(root, number), f"audience: {('agent', 'public', 'partner')[number % 3]}")


@edit
def an_article_is_for_an_audience_that_does_not_exist(root: Path, number: int) -> None:
    field(some_article(root, number), "audience: internal")


@edit
def an_article_has_expired(root: Path, number: int) -> None:
    field(some_article(root, number), "expires: 2020-01-01")


@edit
def an_article_is_withdrawn(root: Path, number: int) -> None:
    field(some_article(root, number), "status: withdrawn")


@edit
def an_article_has_a_successor(root: Path, number: int) -> None:
    field(some_article(root, number), f"replaced_by: {('refund', 'nothing')[number % 2]}")


@edit
def an_article_had_another_address(root: Path, number: int) -> None:
    field(
        some_article(root, number),
        f"redirect_from: {('old.md', 'en/old/', 'billing/refund/')[number % 3]}",
    )


@edit
def an_id_changes(root: Path, number: int) -> None:
    field(
        some_article(root, number), "id: refund" if number % 3 == 0 else f"id: article-{number % 3}"
    )


@edit
def a_known_issue_is_solved(root: Path, number: int) -> None:
    replace(root / "content/en/orders/outage.md", "state: investigating", "state: fixed")


@edit
def an_error_code_is_added(root: Path, number: int) -> None:
    field(some_article(root, number), f"error_codes: [E-{number % 4}, ERR_POST_7]")


@edit
def a_field_is_misspelled(root: Path, number: int) -> None:
    field(some_article(root, number), "sumary: Oops")


@edit
def front_matter_breaks(root: Path, number: int) -> None:
    field(some_article(root, number), "title: [never closed")


@edit
def a_file_is_in_another_encoding(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        path.write_bytes("---\ntitle: Счёт\n---\nТекст\n".encode("cp1251"))


@edit
def line_ends_change(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
