# SPDX-License-Identifier: MIT
"""Read a published page: its anchors, its title and its broken links.

Only tags count, so that text about links is not taken for a link. Thousands of pages share the tags
of header, footer and lists, so parsed tags are cached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from kbgen.content.structure.urls import encode

# A start tag. Quoted attribute values may contain `>`.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
# Name, then one of three groups with the value: in double quotes, in single quotes, or bare.
_ATTRIBUTE = re.compile(r"""[\s"']([^\s"'>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMES = frozenset({"href", "src", "id", "action"})
_ORIGIN = "https://site.invalid"
"""Stands for the site's own host when relative URLs are resolved."""
_ABSOLUTE_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\[\]]*")
"""A URL with a scheme. Brackets may make it invalid; `urlsplit` decides about those."""
_ARTICLE = re.compile(r'data-kb="article".*\bclass="[^"]*\bkb-text\b', re.DOTALL)
"""An article with a text. One whose text could not be rendered has a page, but is not in search."""
_LANG = re.compile(r'<html\b[^>]*\slang="([^"]*)"')
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
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
    for tag in set(_TAG.findall(html)):  # most tags of a page occur several times
        for name, value in _attributes(tag):
            (anchors if name == "id" else urls).add(value)
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
    lang = _LANG.search(html)
    title = _TITLE.search(html) if _ARTICLE.search(html) else None
    return PageFacts(
        frozenset(anchors),
        tuple(links),
        tuple(problems),
        lang[1] if lang else "",
        " ".join(unescape(_MARKUP.sub("", title[1])).split()) if title else "",
    )


@lru_cache(maxsize=100_000)
def _attributes(tag: str) -> tuple[tuple[str, str], ...]:
    """Return (name, value) of the attributes that contain a URL or an anchor."""
    return tuple(_named(tag))


def _named(tag: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] in _NAMES:
            yield match[1], unescape(match[2] or match[3] or match[4] or "")


def _resolve(url: str, page: str, root_path: str) -> AnchorLink | str:
    """Return the target of a URL, a sentence about its problem, or "" for URLs of other sites."""
    plain = _PLAIN.fullmatch(url)
    if plain and (file := _resolve_plain(plain, page)) is not None:
        return AnchorLink(url, file, plain["anchor"] or "")
    if _ABSOLUTE_URL.fullmatch(url):
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
