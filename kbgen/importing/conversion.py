# SPDX-License-Identifier: MIT
"""Define what a converter returns, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, splitext
from typing import Any, Protocol

from kbgen.importing.findings import Findings
from kbgen.importing.source.tree import SourceTree


@dataclass(slots=True)
class ImportedArticle:
    """One converted article.

    Links in `body` stay as they were written, relative to the file or to its old address:
    `assembly` rewrites them.
    """

    source: str
    """Path in the imported folder."""
    target: str
    """Where it belongs in the content folder, without the language folder: `billing/refund.md`.

    `assembly` makes the name publishable and unique, so any text is safe here.
    """
    fields: dict[str, Any]
    """Front matter with kbgen's names. `order` may have any number; `assembly` ranks fractions."""
    body: str
    """Markdown. Converters keep the number of lines, so that findings name the right ones."""
    body_line: int = 1
    """The line of the file on which `body` begins."""
    addresses: tuple[str, ...] = ()
    """Addresses on the old site below its root, `docs/refund/` or `refund.html`, the current one
    first. Those that differ from the new address become `redirect_from`."""
    lang: str = ""
    """Empty for the default language."""


@dataclass(frozen=True, slots=True)
class ImportedCategory:
    """The title, summary and order of a folder."""

    folder: str
    """As in `ImportedArticle.target`."""
    fields: dict[str, Any]
    """`title`, `summary`, `order`; those that are known."""
    lang: str = ""


@dataclass(slots=True)
class NavEntry:
    """An entry of the order that people curated: an article, an external link, or a section."""

    title: str
    """Empty if the article's own title is meant."""
    target: str = ""
    """Source of an article, or an external URL; empty for a section without its own page."""
    children: list[NavEntry] = field(default_factory=list)


@dataclass(slots=True)
class Conversion:
    """What a converter makes of a folder."""

    articles: list[ImportedArticle] = field(default_factory=list)
    categories: list[ImportedCategory] = field(default_factory=list)
    navigation: list[NavEntry] = field(default_factory=list)
    """Order and sections that differ from the folders; becomes `nav`. Empty: folders decide."""
    languages: tuple[str, ...] = ()
    """The default language first; empty if the folder has one language."""
    roots: Mapping[str, str] = field(default_factory=dict)
    """Folder of the imported tree → folder of the content folder: `{"docs": "", "static": ""}`.

    Tells where used files belong, and where a link that begins with `/` can lead. A file outside
    of all keeps its path.
    """
    link_prefixes: Mapping[str, str] = field(default_factory=dict)
    """Beginning of a link → the folder that it means: `{"@site/": "", "~/": ""}`."""
    links_from_roots: bool = False
    """Whether a relative link that leads nowhere from its file may begin at a root."""
    page_named: Callable[[str], str] | None = None
    """Finds the file that the name of a page means, as wikis do; empty without one."""
    base_url: str = ""
    """Path of the old site that links may begin with, such as `/project/`."""
    host: str = ""
    """Where links that begin with `/` lead if the folder has no such file; empty if unknown."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old addresses whose new page is on another site → its URL."""
    slug: Callable[[str], str] | None = None
    """Makes the anchor that a heading had on the old site (`slugs` has the known ways).

    None: headings get kbgen's anchors."""


def article_target(path: str) -> str:
    """Return the target of a file: its path with the ending of kbgen; a README is an index."""
    stem = splitext(path)[0]
    if basename(stem).lower() in ("readme", "index"):
        stem = join(dirname(stem), "index")
    return f"{stem}.md"


class Converter(Protocol):
    """Converts the folder of one generator."""

    def __call__(self, tree: SourceTree, findings: Findings) -> Conversion:
        """Convert a folder; never raises for what a file contains."""
        ...
