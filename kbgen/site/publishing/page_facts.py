# SPDX-License-Identifier: MIT
"""Read a published page: its anchors, its title and its broken links.

Only tags count, so that text about links is not taken for a link. Thousands of pages share the tags
of header, footer and lists, so parsed tags are cached.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from kbgen.content.html_tags import (
    TAG,
    element_pattern,
    read_attributes,
    tag_pattern,
    text_of,
)
from kbgen.content.structure.urls import encode
from kbgen.runtime.addresses import is_absolute

_attributes = lru_cache(maxsize=100_000)(read_attributes)
_URL_ATTRIBUTES = frozenset({"href", "src", "action"})
_ORIGIN = "https://site.invalid"
"""Stands for the site's own host when relative URLs are resolved."""
_BRACKETS = frozenset("[]")
"""These may make a URL with a host invalid; `urlsplit` decides."""
_HTML, _TITLE = tag_pattern("html"), element_pattern("h1")
_PLAIN = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<path>(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?)(?:\#(?P<anchor>[\w.-]*))?",
    re.ASCII,
)
"""A relative URL that needs no decoding, as most do."""


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a part of a page."""

    url: str
    """The URL as written on the page."""
    file: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The anchors and links of one page."""

    anchors: frozenset[str]
    links: tuple[AnchorLink, ...]
    """Links to anchors, which can be checked only when all pages are read."""
    problems: tuple[str, ...]
    """Broken or invalid links; one sentence each, without the name of the page."""
    lang: str
    title: str
    """Title of an article with a text; empty for other pages."""


def read_page(html: str, page: str, files: AbstractSet[str], root_path: str) -> PageFacts:
    """Read the anchors and links of a page.

    Args:
        html: The HTML of the page.
        page: Its path in the site.
        files: All files of the site.
        root_path: The path under which the site is served, with slashes at both ends.
    """
    anchors: set[str] = set()
    urls: set[str] = set()
    is_article = has_text = False
    # Most tags of a page occur several times.
    for attributes in map(_attributes, {tag[2] for tag in TAG.findall(html)}):
        if "id" in attributes:
            anchors.add(attributes["id"])
        urls.update(attributes[name] for name in _URL_ATTRIBUTES & attributes.keys())
        is_article |= attributes.get("data-kb") == "article"
        has_text |= "kb-text" in attributes.get("class", "").split()
    links: list[AnchorLink] = []
    problems: list[str] = []
    for url in sorted(urls):
        target = _resolve(url, page, root_path)
        if isinstance(target, str):
            problems += [target] if target else []
        elif target.file not in files:
            problems.append(f"'{url}' points to {target.file}, which does not exist")
        elif target.anchor:
            links.append(target)
    root = _HTML.search(html)
    # An article whose text could not be rendered has a page, but is not in search.
    title = _TITLE.search(html) if is_article and has_text else None
    return PageFacts(
        frozenset(anchors),
        tuple(links),
        tuple(problems),
        read_attributes(root[3]).get("lang", "") if root else "",
        text_of(title[3]) if title else "",
    )


def _resolve(url: str, page: str, root_path: str) -> AnchorLink | str:
    """Return the target of a URL, a sentence about its problem, or "" for URLs of other sites."""
    plain = _PLAIN.fullmatch(url)
    if plain and (file := _resolve_plain(plain, page)) is not None:
        return AnchorLink(url, file, plain["anchor"] or "")
    if is_absolute(url) and _BRACKETS.isdisjoint(url):
        return ""
    try:
        target = urlsplit(urljoin(f"{_ORIGIN}{root_path}{encode(page)}", url))
    except ValueError:
        return f"'{url}' is not a valid URL"
    if f"{target.scheme}://{target.netloc}" != _ORIGIN:
        return ""
    path = unquote(target.path)
    if not path.startswith(root_path):
        return f"'{url}' points outside the site"
    return AnchorLink(url, _file(path[len(root_path) :]), unquote(target.fragment))


def _resolve_plain(plain: re.Match[str], page: str) -> str | None:
    if not plain["up"] and not plain["path"]:
        return page
    folders = page.split("/")[:-1]
    steps = len(plain["up"]) // 3  # each is `../`
    if steps > len(folders):
        return None  # perhaps outside the site; `urljoin` decides
    above = folders[: len(folders) - steps]
    return _file("".join(f"{folder}/" for folder in above) + plain["path"])


def _file(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path
