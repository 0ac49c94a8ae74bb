# SPDX-License-Identifier: MIT
"""Find the redirect of an old address to which a writer still links.

In: the redirects of a site, an article, a path as a writer or another tool writes it. Out: the
address to which it leads today.
"""

from __future__ import annotations

from posixpath import dirname, normpath, splitext
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kbgen.content.links.targets import composed
from kbgen.content.structure import urls
from kbgen.content.structure.language_folders import split_suffix
from kbgen.runtime.addresses import is_absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.model import Article, KnowledgeBase
    from kbgen.settings.types import SiteSettings


class RedirectedLinks:
    """Knows where the old addresses of a site lead."""

    def __init__(self, kb: KnowledgeBase, settings: SiteSettings) -> None:
        """Prepare for the links of a site."""
        self._settings = settings
        self._languages = kb.languages
        self._new: dict[tuple[str, str], str] = {}
        for redirect in kb.redirects:
            url, _, anchor = redirect.old.partition("#")
            self._new[composed(urls.url_to_output(url)), unquote(anchor)] = redirect.new

    def new_address(self, article: Article, path: str, fragment: str) -> str:
        """Return where a link to an old address leads; empty if the address has no redirect.

        The result has the anchor to which the fragment leads, unless no redirect names one.

        Args:
            article: The article with the link.
            path: The decoded path of the link.
            fragment: The decoded fragment; empty when the link has none.
        """
        for output in self._outputs(article, path) if self._new else ():
            if new := self.new_place(output, fragment) or self._new.get((output, "")):
                return self._with_anchor(new, fragment)
        return ""

    def new_place(self, output: str, anchor: str) -> str:
        """Return where an anchor of a page leads; empty if it has no redirect of its own."""
        return self._new.get((composed(output), anchor), "") if anchor else ""

    def _with_anchor(self, new: str, fragment: str) -> str:
        """Return a new address with the fragment of the link, if the address has none."""
        if "#" in new or not fragment:
            return new
        moved_on = "" if is_absolute(new) else self.new_place(urls.url_to_output(new), fragment)
        return moved_on or f"{new}#{urls.encode_fragment(fragment)}"

    def _outputs(self, article: Article, path: str) -> Iterator[str]:
        """Yield the output paths of the pages that a path may mean, most likely first."""
        is_folder = path.endswith("/")
        for name in self._names(article, path):
            plain = normpath(name).lstrip("/")
            if plain.startswith(".."):
                continue
            yield from map(composed, _outputs_of("" if plain == "." else plain, is_folder))

    def _names(self, article: Article, path: str) -> Iterator[str]:
        root = self._settings.own_root
        if path.startswith("/"):
            if path.startswith(root):
                yield path.removeprefix(root)
            yield from self._in_site(article, path.lstrip("/"))
            return
        # As `TargetFinder`: files first, then published addresses.
        yield from self._in_site(article, f"{dirname(article.path)}/{path}".lstrip("/"))
        yield f"{dirname(urls.url_to_output(article.url))}/{path}"

    def _in_site(self, article: Article, path: str) -> Iterator[str]:
        """Yield the place in the site of a path in the content folder."""
        path = normpath(path)
        first = self._languages[0]
        if self._settings.language_suffixes:
            lang, path = split_suffix(path, self._languages)
            lang = lang or article.lang
            if lang != first:
                yield f"{lang}/{path}"
        elif len(self._languages) > 1:
            path = path.removeprefix(f"{first}/")
        yield path
        if article.lang != first:
            yield path.removeprefix(f"{article.lang}/")


def _outputs_of(path: str, is_folder: bool) -> tuple[str, ...]:
    """Return the output paths of a page: with or without `index.html`, `.html` or `.md`."""
    if not path:
        return ("index.html",)
    stem, suffix = splitext(path)
    if urls.is_markdown(path):
        folder = dirname(path)
        if urls.is_index(path):
            return (f"{folder}/index.html" if folder else "index.html",)
        return (f"{stem}/index.html", f"{stem}.html")
    if suffix in (".html", ".htm"):
        return (path, f"{stem}/index.html", f"{stem}.html")
    return (f"{path}/index.html",) if is_folder else (f"{path}/index.html", f"{path}.html")
