# SPDX-License-Identifier: MIT
"""What the site publishes for its redirects: pages at old addresses, old anchors, and a table.

In: valid redirects, and the pages at their targets. Out: the data of the pages, and the content of
`kb-redirects.json`, from which hosts can make redirects of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from kbgen.content.structure.urls import url_to_output
from kbgen.model import Link, MovedAnchor, PageInput, Redirect

REDIRECTS_FILE: Final = "kb-redirects.json"


@dataclass(slots=True)
class OldPage:
    """An address that has redirects: the page itself, or parts of it."""

    url: str
    new: str | None = None
    """Where the page as a whole leads; None if the page still exists."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Old anchor, decoded → where it leads."""


def old_pages(redirects: Iterable[Redirect]) -> tuple[OldPage, ...]:
    """Group redirects by the page of their old address."""
    pages: dict[str, OldPage] = {}
    for redirect in redirects:
        url, mark, anchor = redirect.old.partition("#")
        page = pages.setdefault(url, OldPage(url))
        if mark:
            page.anchors[unquote(anchor)] = redirect.new
        else:
            page.new = redirect.new
    return tuple(pages.values())


def target_link(url: str, pages: Mapping[str, PageInput]) -> Link:
    """Return a link to a target, with the title of its page, or its address without one."""
    page = pages.get(url_to_output(url.partition("#")[0]))
    if page is None:
        return Link(unquote(url), url)
    return Link(page.gone.title if page.gone else page.title, url)


def moved_anchors(old: OldPage, pages: Mapping[str, PageInput]) -> tuple[MovedAnchor, ...]:
    """Return the old anchors of a page with links to where they lead."""
    links = ((anchor, target_link(url, pages)) for anchor, url in sorted(old.anchors.items()))
    return tuple(MovedAnchor(anchor, link.url, link.title) for anchor, link in links)


def redirects_file(redirects: Iterable[Redirect], root_path: str) -> bytes:
    """Return the table of redirects: from paths of the host, to paths or URLs."""
    rows = [
        {"from": root_path + item.old, "to": item.new if item.is_external else root_path + item.new}
        for item in redirects
    ]
    return (json.dumps(rows, indent=1, ensure_ascii=True) + "\n").encode()
