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

from kbgen.content.html_tags import COMMENT, NAME, TAG_START, read_attributes
from kbgen.content.markdown.sanitizing.allowed import (
    ALLOWED,
    DROPPED_WITH_CONTENT,
    INPUT_TYPES,
    AllowList,
)
from kbgen.model import Trust
from kbgen.runtime.addresses import SAFE_SCHEMES, scheme_of

_Filter = Callable[[str, str, str], str | None]


def _cleaner(allowed: AllowList, keep: _Filter | None = None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(allowed.tags),
        clean_content_tags=set(DROPPED_WITH_CONTENT - allowed.tags),
        attributes={element: set(names) for element, names in allowed.attributes.items()},
        tag_attribute_values={"input": {"type": set(INPUT_TYPES)}},
        url_schemes=set(SAFE_SCHEMES),
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

# The theme's scripts find the parts of a page by these attributes.
_RESERVED_ATTRIBUTES = frozenset({"data-kb", "data-js"})
# Attributes that readers would miss: looks, and scripts.
_EFFECT = re.compile(r"style|bgcolor|on[a-z]+")
# The `<` of a tag whose content nh3 or an HTML parser would drop or read as raw text up to the
# closing tag, and of a word in angle brackets, `<TOKEN>`, which may be a placeholder in prose. The
# lookahead leaves the tag in place: it may have no `>`.
_SWALLOWING = "|".join(sorted(DROPPED_WITH_CONTENT | {"xmp", "plaintext"}))
_MAYBE_TEXT = re.compile(rf"<(?=({_SWALLOWING})[\s/>]|({NAME})>)", re.IGNORECASE)


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
    names = {swallowing or word for swallowing, word in _MAYBE_TEXT.findall(html)}
    if ALLOWED[Trust.AUTHORED].tags.issuperset(map(str.lower, names)):
        return html
    return _MAYBE_TEXT.sub(_escape_unless_closed, html)


def removed_by(html: str, trust: Trust = Trust.AUTHORED) -> frozenset[str]:
    """Return what `sanitize` removes from this HTML and a writer should know about.

    Returns:
        Element names, URL schemes with their colon, reserved attributes as `[data-kb]`, and
        attributes that change how an element looks or what it does as `style=`.
    """
    removed: set[str] = set()
    for name, written in set(TAG_START.findall(COMMENT.sub("", html))):
        removed |= {name.lower()} - ALLOWED[trust].tags
        attributes = read_attributes(written) if written else {}
        removed |= {f"[{name}]" for name in _RESERVED_ATTRIBUTES & attributes.keys()}
        # Converters to MathML add styles that change nothing.
        if name.lower() in ALLOWED[trust].tags and name.lower() != "math":
            removed |= {f"{item}=" for item in attributes if _EFFECT.fullmatch(item)}
        for attribute, value in attributes.items():
            scheme = scheme_of(value) if attribute.endswith(("href", "src")) else ""
            if scheme and scheme not in SAFE_SCHEMES:
                removed.add(f"{scheme}:")
    return frozenset(removed)


def _escape_unless_closed(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    if name.lower() in ALLOWED[Trust.AUTHORED].tags:
        return match.group()
    closing = re.compile(f"</{re.escape(name)}[\\s>]", re.IGNORECASE)
    return match.group() if closing.search(match.string, match.end()) else "&lt;"
