# SPDX-License-Identifier: MIT
"""Find the languages of a folder: `en/`, `ru/` next to each other, or `refund.ru.md`.

In: the paths of the articles. Out: the language of each, and its path without the language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from posixpath import dirname, join, splitext
from typing import Final

from kbgen.importing.source.language_codes import is_language_code

_SUFFIX: Final = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")
_MANY: Final = 3
_NEARLY_ALL: Final = 0.9
_SHARED: Final = 0.2
"""Part of a language's articles that another language must have, too."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a folder."""

    codes: tuple[str, ...] = ()
    """The default language first; empty if there is one language."""
    folders: frozenset[str] = frozenset()
    """Languages with a folder of their own."""
    suffixes: frozenset[str] = frozenset()
    """Languages that file names end in."""

    def split(self, path: str) -> tuple[str, str]:
        """Return the language of an article, empty for the default one, and the path without it."""
        first, slash, rest = path.partition("/")
        if slash and first in self.folders:
            return self._code(first), rest
        stem, ending = splitext(path)
        match = _SUFFIX.fullmatch(stem.rpartition("/")[2])
        if match and match[2] in self.suffixes:
            return self._code(match[2]), join(dirname(path), f"{match[1]}{ending}")
        return "", path

    def _code(self, written: str) -> str:
        code = written.replace("_", "-")
        return "" if self.codes and code == self.codes[0] else code


def find_languages(paths: Collection[str], default: str = "") -> Languages:
    """Return the languages of the articles of a folder.

    Args:
        paths: Paths below the folder.
        default: The default language, if a setting names it.
    """
    folders = _folders(paths)
    suffixes = _suffixes(paths)
    if not folders and not suffixes:
        return Languages()
    found = {name.replace("_", "-") for name in folders} | suffixes
    at_top = any(
        Languages(folders=folders, suffixes=suffixes).split(path)[1] == path for path in paths
    )
    counts = Counter(path.split("/")[0] for path in paths)
    covers = sum(counts[name] for name in folders) >= _NEARLY_ALL * len(paths)
    if not default and folders and (covers or not at_top):
        default = "en" if "en" in found else counts.most_common(1)[0][0]
    default = default or ("en" if "en" not in found or not folders else "")
    if not default:
        default = counts.most_common(1)[0][0]
    others = sorted(found - {default})
    codes = (default, *others)
    return Languages(codes, folders, suffixes) if len(codes) > 1 else Languages()


def _folders(paths: Collection[str]) -> frozenset[str]:
    """Return the folders of languages: their articles have counterparts in another one."""
    inside: dict[str, set[str]] = {}
    for path in paths:
        first, slash, rest = path.partition("/")
        is_language = bool(slash) and is_language_code(first)
        inside.setdefault(first if is_language else "", set()).add(rest if is_language else path)
    names = [name for name in inside if name]
    if len(names) >= _MANY and sum(len(inside[name]) for name in names) >= _NEARLY_ALL * len(paths):
        return frozenset(names)  # the names of translated files may be translated, too
    return frozenset(
        name
        for name in names
        if any(
            len(inside[name] & inside[other]) >= max(1, _SHARED * len(inside[name]))
            for other in inside
            if other != name
        )
    )


def _suffixes(paths: Collection[str]) -> frozenset[str]:
    """Return the languages in file names: `refund.ru.md` next to `refund.md` or `refund.en.md`."""
    known = set(paths)
    groups: dict[str, set[str]] = {}
    for path in paths:
        stem, ending = splitext(path)
        match = _SUFFIX.fullmatch(stem.rpartition("/")[2])
        if match and is_language_code(match[2]):
            groups.setdefault(join(dirname(path), f"{match[1]}{ending}"), set()).add(match[2])
    return frozenset(
        code for base, codes in groups.items() if base in known or len(codes) > 1 for code in codes
    )
