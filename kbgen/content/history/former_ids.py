# SPDX-License-Identifier: MIT
"""Find the article that had an id before its file was moved.

Without an `id` field, the id comes from the path, so moving a file changes it. Fields, search
promises and votes that name the old id then lose the article.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kbgen.content.history.renamed_files import RenamedFiles
from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.language_folders import find_layout
from kbgen.content.structure.urls import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kbgen.content.structure.language_folders import Layout
    from kbgen.model import Article, KnowledgeBase
    from kbgen.settings.types import SiteSettings

HAS_MOVED: Final = "Its article has moved to"
"""Begins a hint that depends on the texts of other articles."""


class FormerIds:
    """Knows the ids of files that the content folder no longer has."""

    def __init__(self, kb: KnowledgeBase, settings: SiteSettings) -> None:
        """Prepare to search; Git is only asked for the first id that is unknown."""
        self._kb = kb
        self._settings = settings
        self._articles = {article.path: article for article in kb.articles}

    def hint(self, name: str) -> str:
        """Return what to do about a name whose article has moved; nothing without evidence.

        Args:
            name: An id, or the path of a file in the content folder.
        """
        is_path = is_markdown(name)
        article = self._of_path(name) if is_path else self._of_id(name)
        if article is None or article.id == name:
            return ""
        moved = f"{HAS_MOVED} {self._settings.display_path(article.path)}."
        if is_path:
            return f"{moved} Name {article.id} here."
        keeps = f"Write `id: {name}` there, which also keeps its votes"
        return f"{moved} {keeps}, or name {article.id} here."

    def _of_path(self, path: str) -> Article | None:
        for lang in self._kb.languages:
            folders = dict.fromkeys(("", self._layout.source_folder(lang)))
            for folder in folders:
                if new := self._renamed.now(f"{folder}{path}", lang):
                    return self._articles[new]
        return self._redirected.get(id_from_path(path))

    def _of_id(self, identifier: str) -> Article | None:
        found = (self._renamed.now(*file) for file in self._files.get(identifier, ()))
        new = next(filter(None, found), "")
        return self._articles[new] if new else self._redirected.get(identifier)

    @cached_property
    def _layout(self) -> Layout:
        languages = self._settings.kbgen.languages
        paths = tuple(self._articles)
        return find_layout(languages, paths, has_suffixes=self._settings.language_suffixes)

    @cached_property
    def _renamed(self) -> RenamedFiles:
        languages = {path: article.lang for path, article in self._articles.items()}
        return RenamedFiles(self._settings, languages)

    @cached_property
    def _files(self) -> Mapping[str, list[tuple[str, str]]]:
        """Id → (path, language) of the deleted files that had it."""
        files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for path in filter(is_markdown, self._renamed.deleted):
            if localized := self._layout.locate(path):
                files[id_from_path(localized.path)].append((path, localized.lang))
        return files

    @cached_property
    def _redirected(self) -> dict[str, Article]:
        """Id of the file that had an old address → the article that it leads to."""
        by_url = {article.url: article for article in self._kb.articles}
        return {old: by_url[new] for old, new in self._redirects() if new in by_url}

    def _redirects(self) -> Iterator[tuple[str, str]]:
        for redirect in self._kb.redirects:
            path = unquote(redirect.old).rstrip("/").removesuffix(".html").removesuffix("/index")
            for lang in self._kb.languages[1:]:
                path = path.removeprefix(f"{lang}/")
            if path and "#" not in path:
                yield id_from_path(f"{path}.md"), redirect.new
