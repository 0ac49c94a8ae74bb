# SPDX-License-Identifier: MIT
"""Find the article that a deleted or renamed file has become, by its text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kbgen.content.history.git_history import deletions, read_revisions
from kbgen.content.history.similarity import Texts, clear_winner
from kbgen.content.source.article_source import markdown_of, read_bytes
from kbgen.content.structure.urls import MARKDOWN_SUFFIXES
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbgen.settings.types import SiteSettings

_MIN_SHARE = 0.6


class RenamedFiles:
    """Finds today's articles that have the texts of deleted files."""

    def __init__(self, settings: SiteSettings, languages: Mapping[str, str]) -> None:
        """Prepare to search.

        Args:
            settings: The site's settings.
            languages: Path of each of today's articles → its language.
        """
        self._settings = settings
        self._languages = languages
        self._found: dict[tuple[str, str], str] = {}

    def now(self, path: str, lang: str) -> str:
        """Return the article of a language that has the text of a file that is gone, or nothing."""
        if (path, lang) not in self._found:
            self._found[path, lang] = self._find(path, lang)
        return self._found[path, lang]

    def _find(self, path: str, lang: str) -> str:
        endings = ("", *MARKDOWN_SUFFIXES, "/index.md")
        names = (f"{path.rstrip('/')}{ending}" for ending in endings)
        name = next((name for name in names if name in self.deleted), "")
        if not name:
            return ""
        data = read_revisions(self._settings.docs_dir, {name: self.deleted[name]}).get(name)
        candidates = [path for path, language in self._languages.items() if language == lang]
        shares = self._texts.shares(markdown_of(data), candidates) if data else {}
        return clear_winner(shares, _MIN_SHARE)

    @cached_property
    def deleted(self) -> dict[str, str]:
        """The last revision of each file that the content folder no longer has, by its path."""
        return deletions(self._settings.docs_dir)

    @cached_property
    def _texts(self) -> Texts:
        return Texts({path: current_text(path, self._settings) for path in self._languages})


def current_text(path: str, settings: SiteSettings) -> str:
    """Return the Markdown of an article of today; nothing if it cannot be read."""
    data = read_bytes(settings.docs_dir, path, settings.kbgen.limits.source_bytes, Problems(""))
    return markdown_of(data) if data is not None else ""
