# SPDX-License-Identifier: MIT
"""Index the possible targets of links: every article, asset and generated page of a site.

In: a `KnowledgeBase`. Out: an `Inventory` that finds targets by path in the content folder or in
the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import splitext
from typing import TYPE_CHECKING
from unicodedata import normalize

from kbgen.content.source.theme_files import theme_files
from kbgen.content.structure import urls
from kbgen.content.structure.site_urls import SERVICES, service_url
from kbgen.content.structure.urls import MARKDOWN_SUFFIXES
from kbgen.model import Status

if TYPE_CHECKING:
    from kbgen.model import KnowledgeBase
    from kbgen.settings.types import SiteSettings


@dataclass(frozen=True, slots=True)
class Target:
    """A possible target of a link."""

    url: str
    article: str = ""
    """Path of the article; empty for assets and generated pages."""
    asset: str = ""
    """Path of the asset; empty for pages."""
    lang: str = ""
    """Empty for assets and hidden articles."""
    hidden: str = ""
    """The reason why the target is not in this build: `draft` or `audience`; otherwise empty."""
    left_out: str = ""
    """The reason why the file is not published, as a phrase; otherwise empty."""
    gone: str = ""
    """For a withdrawn or expired article, what happened to it, as a phrase; otherwise empty."""

    @property
    def is_asset(self) -> bool:
        """Tell whether the target is a file that is copied."""
        return bool(self.asset)


def composed(path: str) -> str:
    """Return a path with composed letters.

    File names that a Mac wrote have `o` and a diaeresis where writers type `ö`.
    """
    return path if path.isascii() else normalize("NFC", path)


class Inventory:
    """The possible targets of links, by path and by output path."""

    def __init__(self, kb: KnowledgeBase, settings: SiteSettings) -> None:
        self._by_path: dict[str, Target] = {}
        self._by_output: dict[str, Target] = {}
        self._by_folded_path: dict[str, str] | None = None
        self._troubleshooters: dict[str, dict[str, Target]] = {}
        self._directory_urls = settings.use_directory_urls
        for article in kb.articles:
            target = Target(article.url, article.path, lang=article.lang)
            self._add(article.path, urls.url_to_output(article.url), target)
        for article in kb.gone:
            gone = "is withdrawn" if article.status is Status.WITHDRAWN else "has expired"
            target = Target(article.url, article.path, lang=article.lang, gone=gone)
            self._add(article.path, urls.url_to_output(article.url), target)
        for path, output in kb.assets:
            self._add(path, output, Target(urls.encode(output), asset=path))
        for path, reason in kb.hidden.items():
            self._by_path.setdefault(composed(path), Target("", path, hidden=reason))
        for path, reason in kb.left_out_files.items():
            self._by_path.setdefault(composed(path), Target("", left_out=reason))
        for page in kb.pages:
            if not page.is_elsewhere:
                self._add(page.path, urls.url_to_output(page.url), Target(page.url, lang=page.lang))
        self._add_shelves(kb)
        self._add_troubleshooters(kb)
        for lang in kb.languages:
            for name in SERVICES:
                url = service_url(settings, lang, name)
                self._by_output.setdefault(urls.url_to_output(url), Target(url, lang=lang))
        for output in theme_files(settings.custom_dir):
            target = Target(urls.encode(output), asset=output)
            self._by_path.setdefault(output, target)
            self._by_output.setdefault(output, target)

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the paths of the articles in this build."""
        return tuple(
            target.article
            for target in self._by_path.values()
            if target.article and not target.hidden and not target.gone
        )

    @property
    def assets(self) -> tuple[str, ...]:
        """Return the paths of the files that are copied."""
        return tuple(target.asset for target in self._by_path.values() if target.is_asset)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Return the output paths of all pages and files."""
        return tuple(self._by_output)

    def in_other_case(self, path: str) -> str:
        """Return the article or asset whose path differs in letter case only; empty without one."""
        if self._by_folded_path is None:
            self._by_folded_path = {
                composed(name).casefold(): name for name in (*self.articles, *self.assets)
            }
        return self._by_folded_path.get(composed(path).casefold(), "")

    def at_path(self, path: str) -> Target | None:
        """Find the target that a path of the content folder names.

        It may name a file, a folder, or an article without its suffix or with another one.
        """
        path = composed(path)
        stem, suffix = splitext(path)
        stems = [path] if suffix not in (".html", ".htm") else [path, stem]
        for candidate in stems:
            for ending in ("", *MARKDOWN_SUFFIXES, "/index.md", "/README.md"):
                if target := self._by_path.get(f"{candidate}{ending}".lstrip("/")):
                    return target
        return None

    def at_output(self, path: str) -> Target | None:
        """Find a page by its path, with or without `index.html`, `.html` or a final slash."""
        path = composed(path)
        stem = splitext(path)[0] if path.endswith((".html", ".md")) else path
        for candidate in (path, f"{stem}/index.html", f"{stem}.html"):
            if target := self._by_output.get(candidate.lstrip("/")):
                return target
        return None

    def troubleshooter(self, path: str, lang: str) -> Target | None:
        """Find a troubleshooter by its file, in a language or else in the default language."""
        targets = self._troubleshooters.get(composed(path), {})
        return targets.get(lang) or next(iter(targets.values()), None)

    def _add_troubleshooters(self, kb: KnowledgeBase) -> None:
        """Add the pages of troubleshooters."""
        for tree in kb.troubleshooters:
            target = Target(tree.url, lang=tree.lang)
            self._troubleshooters.setdefault(tree.path, {})[tree.lang] = target
            for step in tree.steps:
                output = urls.url_to_output(step.url)
                self._by_output.setdefault(output, Target(step.url, lang=tree.lang))

    def _add(self, path: str, output: str, target: Target) -> None:
        self._by_path[composed(path)] = target
        self._by_output[composed(output)] = target

    def _add_shelves(self, kb: KnowledgeBase) -> None:
        """Add the generated pages of folders without an `index.md`, and each language's home."""
        for lang in kb.languages:
            prefix = "" if lang == kb.languages[0] else f"{lang}/"
            folders = [""]
            for category in kb.categories.get(lang, ()):
                folders += [category.path, *(section.path for section in category.sections)]
            for folder in folders:
                url = urls.folder_url(
                    (prefix + folder).rstrip("/"), directory_urls=self._directory_urls
                )
                output = composed(urls.url_to_output(url))
                self._by_output.setdefault(output, Target(url, lang=lang))
