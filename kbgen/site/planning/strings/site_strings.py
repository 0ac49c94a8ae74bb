# SPDX-License-Identifier: MIT
"""The interface strings of a site, language by language, and what is wrong with them.

A language that falls back to English for some texts gets one warning, at its place in mkdocs.yml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.source.walk import DATA_FOLDER
from kbgen.model import Diagnostic, diagnostic
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.strings.catalogs import english_catalog
from kbgen.site.planning.strings.keys import fallbacks, text_names
from kbgen.site.planning.strings.load import load_strings
from kbgen.site.planning.strings.own import FILE_KIND, read_own_strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class SiteStrings:
    """The interface strings of a site."""

    by_language: Mapping[str, dict[str, str]]
    diagnostics: tuple[Diagnostic, ...]


def site_strings(settings: SiteSettings) -> SiteStrings:
    """Load the interface strings of every language of a site."""
    own = read_own_strings(settings, english_catalog(theme_dir()))
    strings = {
        lang: load_strings(lang, theme_dir(), own.texts.get(lang, {}))
        for lang in settings.kbgen.languages
    }
    warnings = (_fallback_warning(settings, lang, texts) for lang, texts in strings.items())
    return SiteStrings(strings, (*own.diagnostics, *filter(None, warnings)))


def strings_file(settings: SiteSettings, lang: str) -> str:
    """Return the path of a site's own strings, as messages show it."""
    return settings.display_path(f"{DATA_FOLDER}/{FILE_KIND}.{lang}.yml")


def _fallback_warning(
    settings: SiteSettings, lang: str, strings: Mapping[str, str]
) -> Diagnostic | None:
    missing = fallbacks(strings)
    if not missing:
        return None
    line, column = settings.kbgen.language_locations.get(lang, (1, 1))
    return diagnostic(
        "KB713",
        settings.config_file.name,
        f"{len(missing)} of {len(text_names(strings))} interface texts are English in '{lang}'",
        line=line,
        column=column,
        hint=f"Translate them in {strings_file(settings, lang)}; `kbgen strings {lang}` begins it.",
    )
