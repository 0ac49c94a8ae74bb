# SPDX-License-Identifier: MIT
"""Which language a file belongs to and where it stands in that language.

In: the languages of the settings and the folders that exist. Out: a `Layout`, which turns every path into a `Place`;
KB306 for languages that nothing is written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.structure.urls import is_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Place:
    """A file's place among the languages."""

    lang: str
    path: str
    """Less the language folder: the same for all translations."""
    prefix: str
    """What its output path begins with: empty for the default language, else `pl/`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the languages of a site lie in its content folder."""

    languages: tuple[str, ...]
    folders: frozenset[str]
    """Languages that have a folder of their own."""
    root_language: str
    """The language whose articles lie straight in the content folder; empty when each has a folder."""

    def place(self, path: str) -> Place | None:
        """The place of an article; None when it lies outside all languages."""
        folder, slash, rest = path.partition("/")
        if slash and folder in self.folders:
            return Place(folder, rest, self._prefix(folder))
        if self.root_language:
            return Place(self.root_language, path, self._prefix(self.root_language))
        return None

    def asset_output(self, path: str) -> str:
        """The output path of an asset: the default language's folder is stripped, everything else stays."""
        folder, slash, rest = path.partition("/")
        return rest if slash and folder in self.folders and folder == self.languages[0] else path

    def source_folder(self, lang: str) -> str:
        """Where a language's files begin: `pl/`, or empty."""
        return f"{lang}/" if lang in self.folders else ""

    def missing(self) -> tuple[str, ...]:
        """Languages of the settings that have no place to write in."""
        return tuple(lang for lang in self.languages if lang not in self.folders and lang != self.root_language)

    def _prefix(self, lang: str) -> str:
        return "" if lang == self.languages[0] else f"{lang}/"


def find_layout(languages: tuple[str, ...], paths: Iterable[str]) -> Layout:
    """Tell how the languages lie.

    One language lies straight in the content folder. Of several, each has a folder, except that one may lie straight in
    the content folder: the first without a folder, if there are articles outside the language folders.
    """
    if len(languages) == 1:
        return Layout(languages, frozenset(), languages[0])
    paths = list(paths)
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    folders = frozenset(languages) & tops
    without = [lang for lang in languages if lang not in folders]
    outside = any(is_markdown(path) and path.partition("/")[0] not in folders for path in paths)
    return Layout(languages, folders, without[0] if without and outside else "")
