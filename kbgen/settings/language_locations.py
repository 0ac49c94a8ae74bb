# SPDX-License-Identifier: MIT
"""Find where mkdocs.yml names each language of a site, for messages about a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kbgen.runtime.located_yaml import Located
from kbgen.settings.plugins import plain_name

_Place = tuple[Any, tuple[int, int]]
"""(language, (line, column))."""


def language_locations(
    tree: Mapping[str, Located], plugins: Iterable[tuple[str, Located]]
) -> dict[str, tuple[int, int]]:
    """Return the line and column of each language.

    A language is in the setting `languages`, in the settings of the plugin i18n, or in those of
    the theme; the first of these counts.
    """
    theme = dict(tree["theme"].items()) if "theme" in tree else {}
    places = [_place(theme["language"])] if "language" in theme else []
    for name, options in plugins:
        listed = dict(options.items()).get("languages")
        if listed and isinstance(listed.value, list):
            if plain_name(name) == "i18n":
                places[:0] = _locales(listed.value)
            if name == "kbgen":
                places[:0] = [_place(item) for item in listed.value]
    return {lang: place for lang, place in reversed(places) if isinstance(lang, str)}


def _place(item: Located) -> _Place:
    return item.value, (item.line, item.column)


def _locales(entries: Iterable[Located]) -> Iterator[_Place]:
    for entry in entries:
        options = dict(entry.items())
        if "locale" in options:
            yield _place(options["locale"])
