# SPDX-License-Identifier: MIT
"""KB407: a link text must name its target; screen readers can list links without their context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.checks.site import links_with_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic, LinkReference

GENERIC_LINK_TEXTS: dict[str, frozenset[str]] = {
    "en": frozenset(
        {
            "click",
            "click here",
            "click this link",
            "details",
            "go",
            "go here",
            "here",
            "learn more",
            "link",
            "more",
        }
        | {
            "more info",
            "read more",
            "see here",
            "see more",
            "this",
            "this article",
            "this link",
            "this page",
        }
    ),
    "ru": frozenset(
        {
            "далее",
            "здесь",
            "кликните здесь",
            "кликните сюда",
            "нажмите здесь",
            "нажмите сюда",
            "перейти",
            "подробнее",
        }
        | {
            "по ссылке",
            "по этой ссылке",
            "ссылка",
            "сюда",
            "тут",
            "читать далее",
            "эта ссылка",
            "эта страница",
        }
    ),
    "pl": frozenset(
        {
            "czytaj dalej",
            "czytaj więcej",
            "dowiedz się więcej",
            "kliknij",
            "kliknij tu",
            "kliknij tutaj",
            "link",
        }
        | {
            "na tej stronie",
            "pod tym linkiem",
            "przejdź",
            "szczegóły",
            "ta strona",
            "ten link",
            "tu",
            "tutaj",
        }
        | {"więcej", "zobacz więcej"}
    ),
}
"""Link texts that say nothing about the target, by language, in lowercase."""


def check(site: Site) -> Iterator[Diagnostic]:
    """Report links without a text, or with a text that fits every link."""
    for article, body in site.with_bodies():
        generic = GENERIC_LINK_TEXTS.get(article.lang.partition("-")[0], frozenset())
        if not any(_is_poor(link, generic) for link in body.links):
            continue
        for link, position in links_with_positions(article, body):
            if _is_poor(link, generic):
                words = (
                    f"link text “{link.text}” does not describe its target"
                    if link.text
                    else f"link to {link.target} has no text"
                )
                yield site.at_position(
                    "KB407", article, position, words, "Describe what the link leads to."
                )


def _is_poor(link: LinkReference, generic: frozenset[str]) -> bool:
    words = link.text.casefold().strip(" .,:;!?…›»→")
    return not link.is_image and (not words or words in generic)
