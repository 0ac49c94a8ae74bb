# SPDX-License-Identifier: MIT
"""Find the files that old addresses came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kbgen.content.source.article_source import parse_article
from kbgen.content.structure.urls import MARKDOWN_SUFFIXES
from kbgen.runtime.problems import Problems
from kbgen.settings import SiteSettings
from kbgen.site.addresses.published import HOME


@dataclass(frozen=True, slots=True)
class OldText:
    """What is known of an article that is gone."""

    id: str
    """The id that its front matter gives; usually empty."""
    title: str
    markdown: str


def language_of_address(address: str, settings: SiteSettings) -> str:
    """Return the language of an address."""
    first, *others = settings.kbgen.languages
    return next((lang for lang in others if f"{address}/".startswith(f"{lang}/")), first)


def possible_files(address: str, settings: SiteSettings) -> Iterator[str]:
    """Yield the files whose page could have this address, most likely first."""
    first, *others = settings.kbgen.languages
    lang = language_of_address(address, settings)
    rest = address if address == HOME or lang == first else address[len(lang) + 1 :]
    stem = rest.strip("/").removesuffix(".html").removesuffix("/index")
    stems = [f"{stem}/index", f"{stem}/README"] if stem not in ("", "index") else ["index"]
    folders = ["", f"{lang}/"] if lang == first else [f"{lang}/"]
    if settings.language_suffixes:
        folders = [""]
    endings = [f"{mark}{suffix}" for suffix in MARKDOWN_SUFFIXES for mark in ("", f".{lang}")]
    if others and not settings.language_suffixes:
        endings = list(MARKDOWN_SUFFIXES)
    for name in (stem, *stems) if stem else stems:
        for folder in folders:
            yield from (f"{folder}{name}{ending}" for ending in endings)


def old_text(data: bytes, settings: SiteSettings) -> OldText | None:
    """Return what an old file says; None if it cannot be read."""
    source = parse_article(data, settings.kbgen, Problems(""))
    if source is None:
        return None
    values: dict[str, Any] = dict(source.fields.values)
    return OldText(str(values.get("id", "")), source.title, source.markdown)
