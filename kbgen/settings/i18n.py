# SPDX-License-Identifier: MIT
"""Read the settings of the plugin i18n (mkdocs-static-i18n) as the languages of a site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kbgen.runtime.located_yaml import Located
from kbgen.settings.local_texts import is_language_code
from kbgen.settings.nav import plain_title
from kbgen.settings.plugins import plain_name


@dataclass(frozen=True, slots=True)
class PluginLanguages:
    """The languages of the plugin."""

    languages: tuple[str, ...] = ()
    """The default language first; empty without the plugin."""
    has_suffixes: bool = False
    """Whether `refund.pl.md` is the Polish `refund.md`. Otherwise, languages have folders."""
    translations: Mapping[str, dict[str, str]] = field(default_factory=dict)
    """Language → title in `nav` → title in this language."""
    falls_back: bool = False
    """Whether the plugin publishes the page of the default language where there is no translation.
    """


def plugin_languages(plugins: Iterable[tuple[str, Located]]) -> PluginLanguages:
    """Return the languages that the plugin i18n builds, in its order, the default one first."""
    options = next((item.plain() for name, item in plugins if plain_name(name) == "i18n"), None)
    listed = options.get("languages") if isinstance(options, dict) else None
    entries = [
        entry
        for entry in (listed if isinstance(listed, list) else ())
        if isinstance(entry, dict)
        and is_language_code(str(entry.get("locale")))
        and entry.get("build") is not False
    ]
    if not isinstance(options, dict) or not entries:
        return PluginLanguages()
    entries.sort(key=lambda entry: entry.get("default") is not True)  # stable
    return PluginLanguages(
        tuple(dict.fromkeys(str(entry["locale"]) for entry in entries)),
        (options.get("docs_structure") or "suffix") == "suffix",
        {str(entry["locale"]): _words(entry.get("nav_translations")) for entry in entries},
        options.get("fallback_to_default") is not False,
    )


def _words(value: Any) -> dict[str, str]:
    words = value if isinstance(value, dict) else {}
    return {plain_title(str(key)): plain_title(str(word)) for key, word in words.items()}
