# SPDX-License-Identifier: MIT
"""One published page → its anchors, its title, and which of its links lead nowhere.

It looks at tags only, so that text about links is none. The same tags stand in the header, the footer and the lists of
thousands of pages: what was once taken apart is remembered.
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

_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""[\s"']([^\s"'>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMES = frozenset({"href", "src", "id", "action"})
_ORIGIN = "https://site.invalid"
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\[\]]*")
"""An address with a scheme; brackets may make it none, so let the careful way tell."""
_ARTICLE = re.compile(r'data-kb="article".*\bclass="[^"]*\bkb-text\b', re.DOTALL)
"""An article that has a text: one whose text could not be rendered is a page, and is not in search."""
_LANG = re.compile(r'<html\b[^>]*\slang="([^"]*)"')
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_PLAIN = re.compile(
    r"(?P<up>(?:\.\./)*)(?P<path>(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?)(?:\#(?P<anchor>[\w.-]*))?", re.ASCII
)
"""A relative address without anything that has to be decoded; most are."""


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a part of a page."""

    url: str
    """As it stands on the page."""
    file: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page gives and wants."""

    anchors: frozenset[str]
    links: tuple[AnchorLink, ...]
    """Those that can be followed only when all pages are known."""
    problems: tuple[str, ...]
    """Links that lead nowhere, or to no address; one sentence each, without the page."""
    lang: str
    title: str
    """Of an article that has a text; empty for other pages."""


def read_page(html: str, page: str, files: AbstractSet[str], root_path: str) -> PageFacts:
    """Take a page apart.

    Args:
        html: its text.
        page: its path in the site.
        files: every file of the site.
        root_path: under which the site is served, with slashes at both ends.
    """
    anchors: set[str] = set()
    urls: set[str] = set()
    for tag in set(_TAG.findall(html)):
        for name, value in _attributes(tag):
            (anchors if name == "id" else urls).add(value)
    links: list[AnchorLink] = []
    problems: list[str] = []
    for url in sorted(urls):
        found = _resolve(url, page, root_path)
        if isinstance(found, str):
            problems += [found] if found else []
        elif found.file not in files:
            problems.append(f"'{url}' leads to {found.file}, which is not there")
        elif found.anchor:
            links.append(found)
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
    """(name, value) of the attributes of a tag that name something."""
    return tuple(_named(tag))


def _named(tag: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] in _NAMES:
            yield match[1], unescape(match[2] or match[3] or match[4] or "")


def _resolve(url: str, page: str, root_path: str) -> AnchorLink | str:
    """Where an address leads; a problem; or nothing, when it is none of the site's."""
    plain = _PLAIN.fullmatch(url)
    if plain and (found := _resolve_plain(plain, page)) is not None:
        return AnchorLink(url, found, plain["anchor"] or "")
    if _ELSEWHERE.fullmatch(url):
        return ""
    try:
        target = urlsplit(urljoin(f"{_ORIGIN}{root_path}{encode(page)}", url))
    except ValueError:
        return f"'{url}' is not an address"
    if f"{target.scheme}://{target.netloc}" != _ORIGIN:
        return ""
    path = unquote(target.path)
    if not path.startswith(root_path):
        return f"'{url}' leads out of the site"
    return AnchorLink(url, _file(path[len(root_path) :]), unquote(target.fragment))


def _resolve_plain(plain: re.Match[str], page: str) -> str | None:
    if not plain["up"] and not plain["path"]:
        return page
    folders = page.split("/")[:-1]
    steps = len(plain["up"]) // 3
    if steps > len(folders):
        return None  # out of the site, perhaps: let the careful way tell
    above = folders[: len(folders) - steps]
    return _file("".join(f"{folder}/" for folder in above) + plain["path"])


def _file(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path
