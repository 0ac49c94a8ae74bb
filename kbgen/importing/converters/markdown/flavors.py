# SPDX-License-Identifier: MIT
"""Find out which tool a folder of Markdown was written for.

In: the files of a folder. Out: where its articles are, and how it makes addresses and anchors.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from posixpath import basename, dirname, join, normpath
from typing import Final

from kbgen.importing.source.data_files import mapping, text_of
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.slugs import github_slug, vitepress_slug


class Tool(StrEnum):
    """A tool whose folders are recognized."""

    HUGO = "Hugo"
    VITEPRESS = "VitePress"
    MDBOOK = "mdBook"
    GITBOOK = "GitBook"
    HEXO = "Hexo"
    WIKI = "wiki"
    PLAIN = "Markdown"


@dataclass(frozen=True, slots=True)
class Flavor:
    """What is known of a folder."""

    tool: Tool
    root: str = ""
    """The folder of the articles."""
    static: tuple[str, ...] = ()
    """Folders of other files that are at the top of the site."""
    summary: str = ""
    """The file with the curated order: `SUMMARY.md`, `_Sidebar.md`."""
    config: str = ""
    suffix: str = "/"
    """What ends an address: a slash, or `.html`."""
    slug: Callable[[str], str] = field(default=github_slug)


_HUGO: Final = re.compile(r"(?:.*/)?(?:hugo|config)\.(?:toml|ya?ml|json)")
_HUGO_FOLDER: Final = re.compile(r"(?:.*/)?config/_default/(?:hugo|config)\.(?:toml|ya?ml|json)")
_VITEPRESS: Final = re.compile(r"(?:(.*)/)?\.(vitepress|vuepress)/config\.[cm]?[jt]s")
_CLEAN_URLS: Final = re.compile(r"cleanUrls\s*:\s*true")


def recognize(tree: SourceTree) -> Flavor:
    """Return what is known of a folder."""
    finders = (_vitepress, _mdbook, _hugo, _gitbook, _hexo, _wiki)
    for find in finders:
        flavor = find(tree)
        if flavor is not None:
            return flavor
    return Flavor(Tool.PLAIN)


def _nearest(paths: list[str]) -> str:
    return min(paths, key=lambda path: (path.count("/"), path))


def _vitepress(tree: SourceTree) -> Flavor | None:
    matches = [match for match in map(_VITEPRESS.fullmatch, tree.files) if match]
    if not matches:
        return None
    match = min(matches, key=lambda match: match[0].count("/"))
    root, text = match[1] or "", tree.text(match[0]) or ""
    public = (join(root, "public"), join(root, f".{match[2]}", "public"))
    suffix = "/" if _CLEAN_URLS.search(text) else ".html"
    return Flavor(Tool.VITEPRESS, root, public, "", match[0], suffix, vitepress_slug)


def _mdbook(tree: SourceTree) -> Flavor | None:
    books = [path for path in tree.files if basename(path) == "book.toml"]
    if not books:
        return None
    config = _nearest(books)
    try:
        settings = tomllib.loads(tree.text(config) or "")
    except (tomllib.TOMLDecodeError, RecursionError):
        settings = {}
    root = _inside(dirname(config), text_of(mapping(settings.get("book")), "src", "src"))
    summary = join(root, "SUMMARY.md")
    return Flavor(Tool.MDBOOK, root, (), summary if summary in tree else "", config, suffix=".html")


def _hugo(tree: SourceTree) -> Flavor | None:
    configs = [path for path in tree.files if _HUGO.fullmatch(path) or _HUGO_FOLDER.fullmatch(path)]
    for config in sorted(configs, key=lambda path: (path.count("/"), path)):
        base = dirname(config).removesuffix("config/_default").rstrip("/")
        content = join(base, "content")
        if tree.below(content, ".md"):
            static = (join(base, "static"), join(base, "assets"))
            return Flavor(Tool.HUGO, content, static, "", config)
    if any(basename(path) == "_index.md" for path in tree.files):
        content = "content" if tree.below("content", ".md") else ""
        return Flavor(Tool.HUGO, content, ("static", "assets"))
    return None


def _gitbook(tree: SourceTree) -> Flavor | None:
    summaries = [path for path in tree.files if basename(path) == "SUMMARY.md"]
    marks = [path for path in tree.files if path.endswith(".gitbook.yaml") or "/book.json" in path]
    if not summaries and not marks and not any(".gitbook/" in path for path in tree.files):
        return None
    summary = _nearest(summaries) if summaries else ""
    return Flavor(Tool.GITBOOK, dirname(summary), (), summary)


def _hexo(tree: SourceTree) -> Flavor | None:
    if "_config.yml" not in tree or not tree.below("source/_posts", ".md"):
        return None
    return Flavor(Tool.HEXO, "source", (), "", "_config.yml")


def _wiki(tree: SourceTree) -> Flavor | None:
    sidebars = [path for path in tree.files if basename(path) == "_Sidebar.md"]
    homes = [path for path in tree.files if path in ("Home.md", "home.md")]
    if not sidebars and not (homes and _is_flat(tree)):
        return None
    root = dirname(_nearest(sidebars)) if sidebars else ""
    return Flavor(Tool.WIKI, root, (), _nearest(sidebars) if sidebars else "")


def _is_flat(tree: SourceTree) -> bool:
    """Tell whether most articles are at the top: those of a vault of Obsidian are in folders."""
    articles = tree.below("", ".md")
    return 2 * sum("/" in path for path in articles) <= len(articles)


def _inside(folder: str, path: str) -> str:
    joined = normpath(join(folder, path.lstrip("/")))
    return "" if joined == "." or joined.startswith("..") else joined
