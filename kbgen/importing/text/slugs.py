# SPDX-License-Identifier: MIT
"""Make the anchors that headings have in other generators, and keep them on the new site.

In: Markdown, and the way in which the old generator makes anchors. Out: Markdown in which a heading
has its old anchor (`{ #name }`) if kbgen would give it another one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Final
from unicodedata import normalize

from markdown.extensions.toc import slugify

from kbgen.importing.text.outside_code import hide_code, replace_outside_code

_HEADING: Final = re.compile(r"^( {0,3}#{1,6}[ \t]+)(.*?)([ \t]+#+)?[ \t]*$", re.MULTILINE)
_OWN_ANCHOR: Final = re.compile(r"\{[ ]*:?[ ]*[#.][^{}]*\}[ ]*$")
_WRITTEN_ANCHOR: Final = re.compile(
    r"^( {0,3}#{1,6}[ \t].*?)[ \t]*\\?\{[ ]*(?:/\*[ ]*)?(#[\w.:-]+)[ ]*(?:\*/[ ]*)?\\?\}[ \t]*$",
    re.MULTILINE,
)
_MARKUP: Final = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|!?\[(?P<link>(?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*\)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|</?[A-Za-z][^<>]*>|[*~]+"
)
_UNDERSCORES: Final = re.compile(r"(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_SYMBOL: Final = re.compile(r"[^\w\- ]")
_SAFE_ANCHOR: Final = re.compile(r"[\w.:-]+")
_RESERVED: Final = ("kb-", "md-", "__")


def github_slug(heading: str) -> str:
    """Return the anchor that GitHub, Docusaurus and Hugo give to the text of a heading."""
    return _SYMBOL.sub("", heading.strip().lower()).replace(" ", "-")


_VITEPRESS: Final = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_COMBINING: Final = re.compile("[\u0300-\u036f]")


def vitepress_slug(heading: str) -> str:
    """Return the anchor that VitePress and VuePress give to the text of a heading."""
    text = _COMBINING.sub("", normalize("NFKD", heading))
    words = _VITEPRESS.sub("-", text).strip("-").lower()
    return f"_{words}" if words[:1].isdigit() else words


_KRAMDOWN_START: Final = re.compile(r"^[^A-Za-z]+")
_KRAMDOWN_SYMBOL: Final = re.compile(r"[^A-Za-z0-9 -]")


def kramdown_slug(heading: str) -> str:
    """Return the anchor that kramdown gives to the text of a heading."""
    text = _KRAMDOWN_SYMBOL.sub("", _KRAMDOWN_START.sub("", heading))
    return text.replace(" ", "-").lower() or "section"


def heading_text(markdown: str) -> str:
    """Return the text of a heading without its markup."""
    text = _MARKUP.sub(_plain, _UNDERSCORES.sub("", markdown))
    return unescape(text).strip()


def _plain(match: re.Match[str]) -> str:
    if match["link"] is not None:
        return heading_text(match["link"])
    return (match["code"] or match["escaped"] or "").strip()


def keep_anchors(body: str, slug: Callable[[str], str]) -> str:
    """Add the old anchor to each heading that would get another one.

    Args:
        body: Markdown.
        slug: Returns the old anchor of a text; empty for kbgen's.
    """
    hidden, used, own_used = hide_code(body), Counter[str](), Counter[str]()
    parts, end = [], 0
    for match in _HEADING.finditer(hidden):
        heading = body[slice(*match.span(2))].rstrip()
        if _OWN_ANCHOR.search(heading):
            continue
        text = heading_text(heading)
        old = _numbered(slug(text), used, "-")
        new = _numbered(slugify(text, "-"), own_used, "_")
        if old and old != new and _SAFE_ANCHOR.fullmatch(old) and not old.startswith(_RESERVED):
            parts += [body[end : match.start(2)], f"{heading} {{ #{old} }}"]
            end = match.end()
    return "".join([*parts, body[end:]])


def write_anchors(body: str) -> str:
    """Write the anchors of headings, `{#name}` and `{/* #name */}`, as kbgen reads them."""
    return replace_outside_code(_WRITTEN_ANCHOR, lambda hit: f"{hit[1]} {{ {hit[2]} }}", body)


def _numbered(anchor: str, used: Counter[str], separator: str) -> str:
    used[anchor] += 1
    return anchor if used[anchor] == 1 or not anchor else f"{anchor}{separator}{used[anchor] - 1}"
