# SPDX-License-Identifier: MIT
"""Edits of an article's text."""

from __future__ import annotations

from pathlib import Path

from .table import append, articles, edit, replace, some_article


@edit
def a_sentence_is_added(root: Path, number: int) -> None:
    append(
        some_article(root, number),
        f"\nOne more sentence, number {number}, with printers and refunds.\n",
    )


@edit
def a_word_becomes_its_singular(root: Path, number: int) -> None:
    replace(root / "content/en/billing/cards/add.md", "settings", "setting")


@edit
def a_word_that_no_other_article_has(root: Path, number: int) -> None:
    append(some_article(root, number), f"\nxylophone{number % 7} ERR-{number}\n")


@edit
def a_heading_is_added(root: Path, number: int) -> None:
    append(some_article(root, number), f"\n## Heading {number % 5}\n\nText below it.\n")


@edit
def a_heading_that_others_link_to_is_renamed(root: Path, number: int) -> None:
    replace(root / "content/en/orders/delivery.md", "## Tracking", f"## Where it is {number % 3}")


@edit
def a_link_is_added(root: Path, number: int) -> None:
    others = articles(root)
    source = some_article(root, number)
    if source is not None:
        target = others[number // 7 % len(others)]
        relative = Path("../" * (len(source.relative_to(root).parts) - 2)) / target.relative_to(
            root / "content"
        )
        append(source, f"\nSee [the other one]({relative.as_posix()}).\n")


@edit
def the_text_of_a_link_changes(root: Path, number: int) -> None:
    replace(root / "content/en/billing/refund.md", "[cards](", f"[plastic money {number % 3}](")


@edit
def a_link_becomes_plain_text(root: Path, number: int) -> None:
    replace(root / "content/en/billing/refund.md", "[cards](cards/add.md#second-part)", "cards")


@edit
def a_list_of_links_is_added(root: Path, number: int) -> None:
    append(some_article(root, number), "\n## See also\n\n- [One more way](/login/)\n")


@edit
def a_link_leads_nowhere(root: Path, number: int) -> None:
    append(
        some_article(root, number),
        f"\nSee [nothing](gone-{number % 3}.md) and [below](#nowhere).\n",
    )


@edit
def an_abbreviation_is_written(root: Path, number: int) -> None:
    append(some_article(root, number), "\nVAT and more VAT.\n")


@edit
def an_admonition_is_added(root: Path, number: int) -> None:
    append(some_article(root, number), '\n!!! warning "Mind"\n    Text, with `code`.\n')


@edit
def forbidden_html_is_added(root: Path, number: int) -> None:
    append(some_article(root, number), "\n<script>alert(1)</script>\n\n<Note>A component</Note>\n")


@edit
def an_image_is_shown(root: Path, number: int) -> None:
    append(root / "content/en/billing/invoice.md", f"\n![The form](form-{number % 2}.png)\n")


@edit
def an_article_loses_its_text(root: Path, number: int) -> None:
    path = some_article(root, number)
    if path is not None:
        path.write_bytes(b"---\ntitle: Empty\n---\n")
