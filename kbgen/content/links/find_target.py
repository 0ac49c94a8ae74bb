# SPDX-License-Identifier: MIT
"""Find what the path in a link means.

In: the possible targets, an article, a path as a writer or another tool writes it. Out: a `Target`.
"""

from __future__ import annotations

from posixpath import dirname, normpath, splitext
from typing import TYPE_CHECKING

from kbgen.content.structure import urls

if TYPE_CHECKING:
    from kbgen.content.links.targets import Inventory, Target
    from kbgen.model import Article
    from kbgen.settings.types import SiteSettings


class TargetFinder:
    """Finds targets in a site."""

    def __init__(self, inventory: Inventory, settings: SiteSettings) -> None:
        """Prepare for the links of a site."""
        self._inventory = inventory
        self._settings = settings
        self._languages = settings.kbgen.languages
        self._default_language = settings.kbgen.languages[0]

    def find(self, article: Article, path: str) -> Target | None:
        """Return what a path in a link of an article means; None if it does not exist.

        Args:
            article: The article with the link.
            path: The path, without query and fragment.
        """
        folder = dirname(article.path)
        joined = normpath(f"{folder}/{path}" if folder else path)
        source = path.lstrip("/") if path.startswith("/") else joined
        if troubleshooter := self._inventory.troubleshooter(source, article.lang):
            return troubleshooter
        if path.startswith("/"):
            return self._absolute(path)
        # Writers link to files, to files of the default language, or to published URLs.
        return (
            self._in_own_language(article, joined)
            or self._at_path(joined)
            or self._in_default_language(article, joined)
            or self._inventory.at_output(
                normpath(f"{dirname(urls.url_to_output(article.url))}/{path}")
            )
        )

    def _in_own_language(self, article: Article, path: str) -> Target | None:
        """Find `refund.pl.md` for a Polish article that links to `refund.md`, as the plugin i18n.

        Without a translation, the target in the default language is found.
        """
        if not self._settings.language_suffixes or path.startswith(".."):
            return None
        stem, suffix = splitext(path)
        at_path = self._inventory.at_path
        for lang in (article.lang, self._default_language):
            names = (f"{stem}.{lang}{suffix}", f"{stem}._{lang}{suffix}", f"{path}/index.{lang}.md")
            if target := next(filter(None, map(at_path, map(normpath, names))), None):
                return target
            if lang == article.lang and (target := at_path("" if path == "." else path)):
                return target
        return None

    def _at_path(self, path: str) -> Target | None:
        if path.startswith(".."):
            return None
        target = self._inventory.at_path("" if path == "." else path)
        return target or self._folder(path)

    def _folder(self, path: str) -> Target | None:
        """Return the generated page of a folder of the content folder."""
        language, _, rest = path.partition("/")
        if language == self._default_language and len(self._languages) > 1:
            path = rest
        return self._inventory.at_output(
            "index.html" if path in ("", ".") else f"{path}/index.html"
        )

    def _in_default_language(self, article: Article, path: str) -> Target | None:
        """Find a target that only the default language has, usually an image."""
        if article.lang == self._default_language:
            return None
        rest = path.removeprefix(f"{article.lang}/")
        return self._inventory.at_path(
            f"{self._default_language}/{rest}"
        ) or self._inventory.at_path(rest)

    def _absolute(self, path: str) -> Target | None:
        """Find a path that starts with `/`.

        It may be relative to the host, to `site_url`, or to the content folder.
        """
        root = self._settings.own_root
        inside = [path[len(root) :]] if root != "/" and path.startswith(root) else []
        for candidate in (*inside, path.lstrip("/")):
            bare = candidate.rstrip("/")
            target = self._inventory.at_output(bare or "index.html") or self._inventory.at_path(
                bare
            )
            if target:
                return target
        return None
