# SPDX-License-Identifier: MIT
"""What the site publishes for its redirects: pages at old addresses, old anchors, and a table.

In: valid redirects, and the pages at their targets. Out: the data of the pages, and the content of
`kb-redirects.json`, from which hosts can make redirects of their own. The redirects of plugins are
in it, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin

from kbgen.content.structure.urls import output_to_url, url_to_output
from kbgen.model import Link, MovedAnchor, PageInput, Redirect

if TYPE_CHECKING:
    from kbgen.settings import SiteSettings

REDIRECTS_FILE: Final = "kb-redirects.json"
# What the plugin `redirects` writes at an old address.
_REFRESH: Final = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)">')


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
    return Link(page.gone.title if page.gone else page.title, url, lang=page.lang)


def moved_anchors(old: OldPage, pages: Mapping[str, PageInput]) -> tuple[MovedAnchor, ...]:
    """Return the old anchors of a page with links to where they lead."""
    links = ((anchor, target_link(url, pages)) for anchor, url in sorted(old.anchors.items()))
    return tuple(MovedAnchor(anchor, link.url, link.title, link.lang) for anchor, link in links)


def redirects_file(
    redirects: Iterable[Redirect], plugin_files: Mapping[str, bytes], settings: SiteSettings
) -> bytes:
    """Return the table of redirects: from paths of the host, to paths or URLs; empty without any.

    Args:
        redirects: kbgen's own.
        plugin_files: Output path → content of files that plugins add, some of which may redirect.
        settings: The site's settings.
    """
    root = settings.root_path
    rows = {root + item.old: urljoin(root, item.new) for item in redirects}
    for path, data in plugin_files.items():
        match = _REFRESH.search(data) if path.endswith(".html") else None
        if match:
            old = root + output_to_url(path, directory_urls=settings.use_directory_urls)
            # A plugin's redirect gives way to one of kbgen.
            rows.setdefault(old, urljoin(old, unescape(match[1].decode("utf-8", "replace"))))
    table = [{"from": old, "to": new} for old, new in sorted(rows.items())]
    return (json.dumps(table, indent=1, ensure_ascii=True) + "\n").encode() if table else b""
