# SPDX-License-Identifier: MIT
"""Determine the language of a file and its path within that language.

In: the languages of the settings and the folders that exist. Out: a `Layout`, which converts every
path to a `LocalizedPath`, and lists the languages without articles (KB306).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.structure.urls import folder_url, is_markdown, output_to_url, page_output

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class LocalizedPath:
    """The language of a file, and its path within that language."""

    lang: str
    path: str
    """Path without the language folder: the same for all translations."""
    prefix: str
    """Prefix of the output path: empty for the default language, otherwise as in `pl/`."""

    def url(self, *, directory_urls: bool) -> str:
        """Return the URL of the article, unless a plugin moves it."""
        output = self.prefix + page_output(self.path, directory_urls=directory_urls)
        return output_to_url(output, directory_urls=directory_urls)


@dataclass(frozen=True, slots=True)
class Layout:
    """The language folders of a site."""

    languages: tuple[str, ...]
    folders: frozenset[str]
    """Languages with their own folder."""
    root_language: str
    """The language whose articles are directly in the content folder; empty if all have folders."""

    def locate(self, path: str) -> LocalizedPath | None:
        """Return the language and path of an article; None outside all language folders."""
        folder, slash, rest = path.partition("/")
        if slash and folder in self.folders:
            return LocalizedPath(folder, rest, self._prefix(folder))
        if self.root_language:
            return LocalizedPath(self.root_language, path, self._prefix(self.root_language))
        return None

    def asset_output(self, path: str) -> str:
        """Return the output path of an asset: its path without the default language's folder."""
        folder, slash, rest = path.partition("/")
        return rest if slash and folder in self.folders and folder == self.languages[0] else path

    def source_folder(self, lang: str) -> str:
        """Return the source folder of a language with a final slash, as in `pl/`, or empty."""
        return f"{lang}/" if lang in self.folders else ""

    def folder_url(self, lang: str, folder: str, *, directory_urls: bool) -> str:
        """Return the URL of a folder's page; the folder is without the language folder."""
        path = f"{self._prefix(lang)}{folder}".rstrip("/")
        return folder_url(path, directory_urls=directory_urls)

    def missing(self) -> tuple[str, ...]:
        """Return the languages in the settings that have no folder."""
        return tuple(
            lang
            for lang in self.languages
            if lang not in self.folders and lang != self.root_language
        )

    def _prefix(self, lang: str) -> str:
        return "" if lang == self.languages[0] else f"{lang}/"


def find_layout(languages: tuple[str, ...], paths: Iterable[str]) -> Layout:
    """Determine which languages have a folder.

    The articles of a single language are directly in the content folder. With several languages,
    each has its own folder; articles outside those belong to the first language without a folder.
    """
    if len(languages) == 1:
        return Layout(languages, frozenset(), languages[0])
    paths = list(paths)
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    folders = frozenset(languages) & tops
    without = [lang for lang in languages if lang not in folders]
    outside = any(is_markdown(path) and path.partition("/")[0] not in folders for path in paths)
    return Layout(languages, folders, without[0] if without and outside else "")
