# SPDX-License-Identifier: MIT
"""Find the texts of pages that are gone: in their files, or in the last built site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any, Final

from kbgen.content.html_tags import element_pattern, text_of
from kbgen.content.source.article_source import parse_article
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.urls import MARKDOWN_SUFFIXES, url_to_output
from kbgen.runtime.problems import Problems
from kbgen.settings import SiteSettings
from kbgen.site.addresses.published import HOME

# The parts of theme/kbgen/article.html.
_ID: Final = re.compile(r'<article class="kb-article[^>]* data-article="([^"]*)"')
_TITLE: Final = element_pattern("h1")
_TEXT: Final = re.compile(
    r'<div class="md-typeset kb-text">(.*?)(?:<section class="kb-|</article>)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class OldText:
    """What is known about an article that is gone."""

    id: str
    """The id that its front matter gives, or that its page had; empty if it is not known."""
    title: str
    text: str


def language_of_address(address: str, settings: SiteSettings) -> str:
    """Return the language of an address."""
    first, *others = settings.kbgen.languages
    return next((lang for lang in others if f"{address}/".startswith(f"{lang}/")), first)


def id_of_address(address: str, settings: SiteSettings) -> str:
    """Return the id that an article at this address has without an `id` field."""
    return id_from_path(f"{_stem(address, settings)}.md") if address != HOME else ""


def _stem(address: str, settings: SiteSettings) -> str:
    """Return an address without its language and ending."""
    first, *_ = settings.kbgen.languages
    lang = language_of_address(address, settings)
    rest = address if address == HOME or lang == first else address[len(lang) + 1 :]
    return rest.strip("/").removesuffix(".html").removesuffix("/index")


def possible_files(address: str, settings: SiteSettings) -> Iterator[str]:
    """Yield the files whose page could have this address, most likely first."""
    first, *others = settings.kbgen.languages
    lang = language_of_address(address, settings)
    stem = _stem(address, settings)
    stems = [f"{stem}/index", f"{stem}/README"] if stem not in ("", "index") else ["index"]
    folders = ["", f"{lang}/"] if lang == first else [f"{lang}/"]
    if settings.language_suffixes:
        folders = [""]
    marks = product(MARKDOWN_SUFFIXES, ("", f".{lang}"))
    endings = [f"{mark}{suffix}" for suffix, mark in marks]
    if others and not settings.language_suffixes:
        endings = list(MARKDOWN_SUFFIXES)
    for name in (stem, *stems) if stem else stems:
        for folder in folders:
            yield from (f"{folder}{name}{ending}" for ending in endings)


def old_text(data: bytes, settings: SiteSettings) -> OldText | None:
    """Return the content of an old file; None if it cannot be read."""
    source = parse_article(data, settings.kbgen, Problems(""))
    if source is None:
        return None
    values: dict[str, Any] = dict(source.fields.values)
    return OldText(str(values.get("id", "")), source.title, source.markdown)


def published_text(address: str, settings: SiteSettings) -> OldText | None:
    """Return the content of the page in the last built site; None if it has no article."""
    path = settings.site_dir / url_to_output("" if address == HOME else address)
    try:
        html = path.read_text("utf-8")
    except (OSError, ValueError):
        return None
    identifier, title, text = _ID.search(html), _TITLE.search(html), _TEXT.search(html)
    if identifier is None or title is None or text is None:
        return None
    return OldText(unescape(identifier[1]), text_of(title[3]), text_of(text[1].replace("<", " <")))
