# SPDX-License-Identifier: MIT
"""Determine the language of a file and its path within that language.

In: the languages of the settings and the folders that exist. Out: a `Layout`, which converts every
path to a `LocalizedPath`, and lists the languages without articles (KB306).
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import splitext
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
    has_suffixes: bool = False
    """Whether `refund.pl.md` is the Polish `refund.md`. No language has a folder then."""
    present: frozenset[str] = frozenset()
    """Languages with an article, if languages have suffixes."""

    def locate(self, path: str) -> LocalizedPath | None:
        """Return the language and path of an article; None outside all language folders."""
        if self.has_suffixes:
            lang, plain = split_suffix(path, self.languages)
            lang = lang or self.root_language
            return LocalizedPath(lang, plain, self._prefix(lang))
        folder, slash, rest = path.partition("/")
        if slash and folder in self.folders:
            return LocalizedPath(folder, rest, self._prefix(folder))
        if self.root_language:
            return LocalizedPath(self.root_language, path, self._prefix(self.root_language))
        return None

    def asset_output(self, path: str) -> str:
        """Return the output path of an asset: its path without the default language's folder."""
        if self.has_suffixes:
            lang, plain = split_suffix(path, self.languages)
            return self._prefix(lang) + plain if lang else path
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
        """Return the languages in the settings that have no article or no folder."""
        if self.has_suffixes:
            return tuple(lang for lang in self.languages if lang not in self.present)
        return tuple(
            lang
            for lang in self.languages
            if lang not in self.folders and lang != self.root_language
        )

    def _prefix(self, lang: str) -> str:
        return "" if lang == self.languages[0] else f"{lang}/"


def split_suffix(path: str, languages: Iterable[str]) -> tuple[str, str]:
    """Return the language in a file's name, and the path without it: `a.pl.md` → `pl`, `a.md`.

    The language is empty if the name has none. `a._pl.md` is accepted, too.
    """
    stem, suffix = splitext(path)
    for lang in languages:
        for ending in (f".{lang}", f"._{lang}"):
            if stem.endswith(ending) and not stem.endswith(f"/{ending}") and stem != ending:
                return lang, stem.removesuffix(ending) + suffix
    return "", path


def find_layout(
    languages: tuple[str, ...], paths: Iterable[str], *, has_suffixes: bool = False
) -> Layout:
    """Determine which languages have a folder.

    The articles of a single language are directly in the content folder. With several languages,
    each has its own folder; articles outside those belong to the first language without a folder.

    Args:
        languages: The languages of the site.
        paths: The files of the content folder.
        has_suffixes: Whether the names of files tell the language.
    """
    if has_suffixes:
        found = {split_suffix(path, languages)[0] for path in paths if is_markdown(path)}
        present = frozenset(lang or languages[0] for lang in found)
        return Layout(languages, frozenset(), languages[0], has_suffixes=True, present=present)
    if len(languages) == 1:
        return Layout(languages, frozenset(), languages[0])
    paths = list(paths)
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    folders = frozenset(languages) & tops
    without = [lang for lang in languages if lang not in folders]
    outside = any(is_markdown(path) and path.partition("/")[0] not in folders for path in paths)
    return Layout(languages, folders, without[0] if without and outside else "")
