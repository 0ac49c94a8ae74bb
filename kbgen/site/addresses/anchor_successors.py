# SPDX-License-Identifier: MIT
"""Find the heading that a lost anchor has today: by its words, or by the text below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from kbgen.content.history.git_history import earlier_versions
from kbgen.content.history.renamed_files import current_text
from kbgen.content.history.similarity import Texts, clear_winner
from kbgen.content.links.nearest import Nearest
from kbgen.content.source.article_source import markdown_of
from kbgen.settings import SiteSettings
from kbgen.site.addresses.lock_file import LockedAddress
from kbgen.site.addresses.old_files import possible_files
from kbgen.site.addresses.published import Page

_MIN_SHARE: Final = 0.6
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*")
_EXPLICIT: Final = re.compile(r"\{:?[^}]*#([\w.:-]+)[^}]*\}\s*$")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_SEPARATORS: Final = re.compile(r"[\W_]+")


def moved_anchor(
    lost: LockedAddress, page: Page, known: Collection[str], settings: SiteSettings
) -> tuple[str, str] | None:
    """Return the new anchor on a page and the evidence; None without any.

    Args:
        lost: The lost anchor.
        page: The page as it is today, or the page to which it is redirected.
        known: The anchors that the page has had; a new one is not among them.
        settings: The site's settings.
    """
    new = sorted((page.anchors or frozenset()) - set(known))
    if not new:
        return None
    # A corrected typing error changes a few letters of an anchor.
    if near := Nearest(new).to(lost.anchor):
        return near, "the heading is almost the same"
    passages = _passages(current_text(page.article, settings))
    current = {item: text for item in new if (text := passages.get(_words(item)))}
    files = dict.fromkeys((page.article, *possible_files(lost.address, settings)))
    # Only the newest version that has the heading counts: older texts are further from today's.
    for version in earlier_versions(settings.docs_dir, files):
        if old := _passages(markdown_of(version)).get(_words(lost.anchor)):
            best = clear_winner(Texts(current).shares(old, current), _MIN_SHARE)
            return (best, "the text below the heading is the same") if best else None
    return None


def anchor_elsewhere(
    lost: LockedAddress, page: Page, pages: Mapping[str, Page], settings: SiteSettings
) -> tuple[str, str, bool] | None:
    """Return the page to which a passage was moved, the evidence, and whether it is certain.

    Args:
        lost: The lost anchor.
        page: The page that had it, as it is today.
        pages: The other pages that have this anchor today, and never had it before, by address.
        settings: The site's settings.
    """
    files = dict.fromkeys((page.article, *possible_files(lost.address, settings)))
    name = _words(lost.anchor)
    texts = {
        address: _passages(current_text(other.article, settings)).get(name, "")
        for address, other in pages.items()
    }
    for version in earlier_versions(settings.docs_dir, files) if pages else ():
        if old := _passages(markdown_of(version)).get(name):
            best = clear_winner(Texts(texts).shares(old, texts), _MIN_SHARE)
            if best:
                return best, "the heading and the text below it are there", True
            break
    if len(pages) != 1:
        return None
    (address,) = pages
    return address, "it has a new heading with these words", False


def _passages(markdown: str) -> dict[str, str]:
    """Return the text below each heading, by the words of the heading or of its explicit id."""
    passages: dict[str, list[str]] = {}
    current: list[str] = []
    in_fence = False
    for line in markdown.split("\n"):
        in_fence ^= bool(_FENCE.match(line))
        heading = None if in_fence else _HEADING.fullmatch(line)
        if heading is None:
            current.append(line)
            continue
        explicit = _EXPLICIT.search(heading[1])
        current = passages.setdefault(_words(explicit[1] if explicit else heading[1]), [])
    return {name: "\n".join(lines) for name, lines in passages.items()}


def _words(text: str) -> str:
    return _SEPARATORS.sub("-", text.casefold()).strip("-")
