# SPDX-License-Identifier: MIT
"""Sanitize the HTML of texts and extensions: nh3 with the allowlist of the text's level of trust.

In: any HTML. Out: canonical HTML in which every `<` begins an allowed tag, attributes are
double-quoted and escaped, and no element, attribute or URL can run code. `finish` relies on that
form. Everything that is not on the allowlist is removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import nh3

from kbgen.content.markdown.allowed import (
    ALLOWED,
    DROPPED_WITH_CONTENT,
    INPUT_TYPES,
    SCHEMES,
    AllowList,
)
from kbgen.model import Trust

_Filter = Callable[[str, str, str], str | None]


def _cleaner(allowed: AllowList, keep: _Filter | None = None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(allowed.tags),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={element: set(names) for element, names in allowed.attributes.items()},
        tag_attribute_values={"input": {"type": set(INPUT_TYPES)}},
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=keep,
        strip_comments=True,
    )


@lru_cache(maxsize=4)
def _cleaner_with(trust: Trust, on_links: tuple[str, ...]) -> nh3.Cleaner:
    allowed = ALLOWED[trust]
    links = allowed.attributes["a"] | set(on_links)

    def keep(_element: str, name: str, value: str) -> str | None:
        # A plugin's scripts may insert the value as HTML.
        return None if name in on_links and "<" in value else value

    return _cleaner(AllowList(allowed.tags, {**allowed.attributes, "a": links}), keep)


_CLEANERS = {trust: _cleaner(allowed) for trust, allowed in ALLOWED.items()}

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# These only find what to report; nh3 decides what is removed.
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9:._-]*)")
_URL_SCHEME = re.compile(
    r"<[A-Za-z][^<>]*?\b(?:href|src)\s*=\s*[\"']?\s*([A-Za-z][A-Za-z0-9+.-]*):", re.IGNORECASE
)
# The theme's scripts find the parts of a page by these attributes.
_RESERVED_ATTRIBUTE = re.compile(r"<[A-Za-z][^<>]*?\s(data-(?:kb|js))(?=[\s=>/])", re.IGNORECASE)
# Tags whose content nh3 or an HTML parser would drop or read as raw text up to the closing tag.
_SWALLOWING = re.compile(
    r"<(?=(" + "|".join(sorted(DROPPED_WITH_CONTENT | {"xmp", "plaintext"})) + r")[\s/>])",
    re.IGNORECASE,
)
# `<TOKEN>`: a word in angle brackets, which may be a placeholder in prose.
_TAG_WITHOUT_ATTRIBUTES = re.compile(r"<(?=([A-Za-z][A-Za-z0-9:._-]*)>)")


def sanitize(html: str, trust: Trust = Trust.AUTHORED, on_links: tuple[str, ...] = ()) -> str:
    """Remove everything that the allowlist of a level of trust does not contain.

    Args:
        html: Any HTML.
        trust: How far the text's author is trusted.
        on_links: Additional attributes of links, allowed if their values contain no `<`.
    """
    return (_cleaner_with(trust, on_links) if on_links else _CLEANERS[trust]).clean(html)


def escape_unclosed_tags(html: str) -> str:
    """Escape words in angle brackets that have no closing tag: they are text, not elements.

    “The <title> element” in prose must not swallow the rest of the article, and “--token <TOKEN>”
    must keep its word.
    """
    html = _SWALLOWING.sub(lambda match: _escape_unless_closed(match, html), html)
    return _TAG_WITHOUT_ATTRIBUTES.sub(lambda match: _escape_unless_allowed(match, html), html)


def removed_by(html: str, trust: Trust = Trust.AUTHORED) -> frozenset[str]:
    """Return what `sanitize` removes from this HTML and a writer should know about.

    Returns:
        Element names, URL schemes with their colon, and reserved attributes as `[data-kb]`.
    """
    text = _COMMENT.sub("", html) if "<!--" in html else html
    elements = {name.lower() for name in _OPENING.findall(text)} - ALLOWED[trust].tags
    schemes = {scheme.lower() for scheme in _URL_SCHEME.findall(text)} - SCHEMES
    marks = (
        {name.lower() for name in _RESERVED_ATTRIBUTE.findall(text)} if "data-" in text else set()
    )
    return frozenset(
        elements | {f"{scheme}:" for scheme in schemes} | {f"[{name}]" for name in marks}
    )


def _escape_unless_allowed(match: re.Match[str], html: str) -> str:
    return (
        match.group()
        if match[1].lower() in ALLOWED[Trust.AUTHORED].tags
        else _escape_unless_closed(match, html)
    )


def _escape_unless_closed(match: re.Match[str], html: str) -> str:
    closing = re.compile(f"</{re.escape(match[1])}[\\s>]", re.IGNORECASE)
    return match.group() if closing.search(html, match.end()) else "&lt;"
