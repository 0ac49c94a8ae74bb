# SPDX-License-Identifier: MIT
"""KB404, KB407: images need a description, and links a text that names their target.

Screen readers can list links without their context.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kbgen.content.source.source_places import locate_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, BodyFacts, Diagnostic, LinkReference

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


def check_links(site: Site) -> Iterator[Diagnostic]:
    """Report links without a text, or with a text that fits every link."""
    for article, body in site.with_bodies():
        generic = GENERIC_LINK_TEXTS.get(article.lang.partition("-")[0], frozenset())
        for link in _located(article, body, partial(_is_poor, generic)):
            message = f"link to {link.target} has no text"
            if link.text:
                message = f"link text “{link.text}” does not describe its target"
            hint = "Describe what the link leads to."
            yield site.at_link("KB407", article, link, message, hint)


def check_images(site: Site) -> Iterator[Diagnostic]:
    """Report every image without a description, which readers who cannot see it need."""
    for article, body in site.with_bodies():
        for link in _located(article, body, lambda link: link.is_image and not link.text.strip()):
            hint = "Describe the image: ![description](image.png)."
            message = f"image {link.target} has no description"
            yield site.at_link("KB404", article, link, message, hint)


def _is_poor(generic: frozenset[str], link: LinkReference) -> bool:
    words = link.text.casefold().strip(" .,:;!?…›»→")
    return not link.is_image and (not words or words in generic)


def _located(
    article: Article, body: BodyFacts, is_wrong: Callable[[LinkReference], bool]
) -> Iterator[LinkReference]:
    """Yield the links and images that are wrong, with their line and column in the source."""
    if any(map(is_wrong, body.links)):  # finding positions is slow
        yield from filter(is_wrong, locate_links(article, body.links))
