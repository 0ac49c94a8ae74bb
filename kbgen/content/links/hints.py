# SPDX-License-Identifier: MIT
"""Word the hint for a link or image whose target does not exist.

In: the possible targets, one link. Out: one sentence that says what was probably meant, or an empty
string.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from posixpath import dirname, normpath, relpath, splitext
from typing import TYPE_CHECKING

from kbgen.content.history.renamed_files import RenamedFiles
from kbgen.content.links.nearest import Nearest
from kbgen.content.source.leading_heading import comparable
from kbgen.content.structure.urls import encode
from kbgen.runtime.addresses import EMAIL_ADDRESS

if TYPE_CHECKING:
    from kbgen.content.links.targets import Inventory
    from kbgen.model import Article, KnowledgeBase, LinkReference
    from kbgen.settings.types import SiteSettings

# A host without `https://`: `www.example.com`, `example.com/price`.
_HOST = re.compile(r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+\.(?:com|org|net|io|dev|eu))(?:[/?#].*)?")
# Notion's exports add it to the names of files.
_EXPORT_DIGEST = re.compile(r"[ _-][0-9a-f]{32}(?=\.\w+$)")
_QUOTES = "“”„‟«»‘’\"'"
# A link in the template language of another tool: `{%slug name%}`, `{% link path.md %}`.
_TAG = re.compile(r"\{%-?\s*\w+\s+(.+?)\s*-?%\}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{4,}[0-9]")
_NETWORK_DRIVE = "Put the file in the content folder: readers cannot open a network drive."
BY_TEXT = "It has the text of that file."
"""Ends a hint that depends on the texts of other articles."""
_PAGE_SUFFIXES = frozenset({"", ".md", ".markdown", ".html", ".htm"})


class TargetHints:
    """Knows the files of a site and the titles of its articles."""

    def __init__(self, kb: KnowledgeBase, inventory: Inventory, settings: SiteSettings) -> None:
        """Prepare for the links of a site."""
        self._settings = settings
        self._kb = kb
        self._inventory = inventory

    def of(self, article: Article, path: str, link: LinkReference) -> str:
        """Return the hint for a link of an article.

        Args:
            article: The article with the link.
            path: The decoded path of its target.
            link: The link or image.
        """
        if not link.is_image and _HOST.fullmatch(path):
            return f"Write the whole address: https://{path}"
        if not link.is_image and EMAIL_ADDRESS.fullmatch(path):
            return f"Write mailto:{path}"
        if not link.is_image and _PHONE.fullmatch(path):
            return f"Write tel:{re.sub('[^+0-9]', '', path)}"
        if path[:1] in _QUOTES or path[-1:] in _QUOTES:
            return f"Remove the quotation marks: {path.strip(_QUOTES)}"
        is_windows_path = path.startswith("\\")
        folder = dirname(article.path)
        path = _TAG.sub(r"\1", path).replace("\\", "/")  # Windows writes paths with backslashes
        wanted = (
            path.lstrip("/")
            if path.startswith("/")
            else normpath(f"{folder}/{path}" if folder else path)
        )
        same = self._inventory.in_other_case(wanted)
        if same and same != wanted:
            return f"Did you mean {relpath(same, folder or '.')}? Letter case matters."
        if not link.is_image and (renamed := self._renamed.now(wanted, article.lang)):
            return f"Did you mean {relpath(renamed, folder or '.')}? {BY_TEXT}"
        wanted = _EXPORT_DIGEST.sub("", wanted)
        near = self._names(wanted, link).to(wanted, without=article.path)
        if self._is_translation(near, wanted, article):
            near = ""
        if not near and not link.is_image:
            near = self._titled(article, link.text)
        if near:
            return f"Did you mean {relpath(near, folder or '.')}?"
        return _NETWORK_DRIVE if is_windows_path else ""

    def of_redirected(self, article: Article, new: str) -> str:
        """Return the hint for a link to an old address, which leads to a new one."""
        url, mark, anchor = new.partition("#")
        folder = dirname(article.path) or "."
        files = (*((item.url, item.path) for item in self._kb.articles), *self._asset_files)
        path = next((path for address, path in files if address == url), "")
        if path:
            new = f"{relpath(path, folder)}{mark}{anchor}"
        elif "://" not in new:
            new = f"{self._settings.own_root}{new}"
        return f"The address is redirected. Link to {new}."

    def instead_of(self, path: str) -> str:
        """Return the hint for a link to an article that has expired or is withdrawn."""
        for article in (*self._kb.gone, *self._kb.articles):
            if article.path == path:
                wanted = [*article.replaced_by]
                found = (
                    other.path
                    for other in self._kb.articles
                    if other.id in wanted and other.lang == article.lang
                )
                if new := next(found, ""):
                    return f"Link to {new}, which replaces it."
        return "Link to another article, or remove the link."

    @cached_property
    def _asset_files(self) -> tuple[tuple[str, str], ...]:
        return tuple((encode(output), path) for path, output in self._kb.assets)

    def _names(self, wanted: str, link: LinkReference) -> Nearest:
        if link.is_image:
            return self._assets
        is_page = splitext(wanted)[1].lower() in _PAGE_SUFFIXES
        return self._articles if is_page else self._files

    def _is_translation(self, near: str, wanted: str, article: Article) -> bool:
        """Tell whether a name is that of an article in a language that the link does not want."""
        lang = self._languages.get(near, article.lang)
        return lang != article.lang and not wanted.startswith(f"{lang}/")

    @cached_property
    def _renamed(self) -> RenamedFiles:
        return RenamedFiles(self._settings, self._languages)

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {article.path: article.lang for article in self._kb.articles}

    @cached_property
    def _assets(self) -> Nearest:
        return Nearest(self._inventory.assets)

    @cached_property
    def _articles(self) -> Nearest:
        return Nearest(self._inventory.articles)

    @cached_property
    def _files(self) -> Nearest:
        return Nearest((*self._inventory.articles, *self._inventory.assets))

    def _titled(self, article: Article, words: str) -> str:
        """Return the path of the only other article with these words as its title.

        A file that was renamed keeps its title, and links often name it.
        """
        if not words.strip():
            return ""
        titled = self._paths_by_title.get((article.lang, comparable(words)), [])
        others = [path for path in titled if path != article.path]
        return others[0] if len(others) == 1 else ""

    @cached_property
    def _paths_by_title(self) -> dict[tuple[str, str], list[str]]:
        """Return the paths of articles by language and title."""
        # Cached: a site may have a thousand dead links.
        paths: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for article in self._kb.articles:
            paths[article.lang, comparable(article.title)].append(article.path)
        return paths
