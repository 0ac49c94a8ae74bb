# SPDX-License-Identifier: MIT
"""The wall between what a writer (or an extension) produced and the page: nh3 with the allow-list for authored text.

In: any HTML. Out: canonical HTML in which every `<` begins a tag of the list, attributes are double-quoted and escaped,
no element, attribute or address can run anything. `finish` relies on that form. What is not on the lists does not pass.
"""

from __future__ import annotations

import re

import nh3

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _names("""
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var wbr
""")
# Elements whose content is no text for readers; that of all others stays when the element goes.
DROPPED_WITH_CONTENT = _names("""
    script style template iframe object svg math noscript noembed noframes canvas audio video textarea select title
""")
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href", "name", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"span", "align"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "details": {"open"},
    "div": {"data-tabs"},
    "span": {"data-linenos"},
    "label": {"for"},
    "input": {"name", "checked", "disabled"},
}
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    tag_attribute_values={"input": {"type": {"radio", "checkbox"}}},
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9:._-]*)")
_ADDRESS = re.compile(r"<[A-Za-z][^<>]*?\b(?:href|src)\s*=\s*[\"']?\s*([A-Za-z][A-Za-z0-9+.-]*):", re.IGNORECASE)
_SWALLOWING = re.compile(
    r"<(?=(" + "|".join(sorted(DROPPED_WITH_CONTENT | {"xmp", "plaintext"})) + r")[\s/>])", re.IGNORECASE
)
_BARE = re.compile(r"<(?=([A-Za-z][A-Za-z0-9:._-]*)>)")


def sanitize(html: str) -> str:
    """Clean HTML by the allow-list."""
    return _CLEANER.clean(html)


def spare_words(html: str) -> str:
    """Escape words in angle brackets that nothing closes: they are text, whatever a parser would make of them.

    “The <title> element” in prose must not eat the rest of the article, and “--token <TOKEN>” must keep its word.
    """
    html = _SWALLOWING.sub(lambda match: _escaped_unless_closed(match, html), html)
    return _BARE.sub(lambda match: _escaped_unless_known(match, html), html)


def removed_by(html: str) -> tuple[str, ...]:
    """What `sanitize` takes out of this HTML: names of elements, and URL schemes with their colon; sorted."""
    text = _COMMENT.sub("", html) if "<!--" in html else html
    elements = {name.lower() for name in _OPENING.findall(text)} - TAGS
    schemes = {scheme.lower() for scheme in _ADDRESS.findall(text)} - SCHEMES
    return tuple(sorted(elements | {f"{scheme}:" for scheme in schemes}))


def _escaped_unless_known(match: re.Match[str], html: str) -> str:
    return match.group() if match[1].lower() in TAGS else _escaped_unless_closed(match, html)


def _escaped_unless_closed(match: re.Match[str], html: str) -> str:
    closing = re.compile(f"</{re.escape(match[1])}[\\s>]", re.IGNORECASE)
    return match.group() if closing.search(html, match.end()) else "&lt;"
