# SPDX-License-Identifier: MIT
"""The table of languages: how the words of each one are analyzed.

`stemmer` is an algorithm of snowballstemmer, `dictionary` a dictionary of simplemma. A word's term
is the stem of its lemma. Measured on en, ru, pl and de, the two together are best or within noise
of the best, and the dictionary also supplies the forms that no article contains (figures in
DECISIONS.md). Languages outside the table get folded tokens. Scripts without spaces, such as Han
and Thai, get bigrams from the token pattern.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_JCUKEN: Final = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
_GREEK: Final = ("wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ")
_HEBREW: Final = ("ertyuiopasdfghjkl;zxcvbnm,.", "קראטוןםפשדגכעיחלךףזסבהנמצתץ")
_UKRAINIAN: Final = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхїфівапролджєячсмитьбю'")


@dataclass(frozen=True, slots=True)
class Language:
    """How words of one language become terms."""

    stemmer: str = ""
    dictionary: str = ""
    keyboard: tuple[str, str] = ("", "")
    """Keys of a Latin keyboard, and the letters they type in this language's layout."""
    latin: str = ""
    """Name of its transliteration schemes (`transliteration.py`)."""


LANGUAGES: Final[dict[str, Language]] = {
    "ar": Language("arabic", "ar"),
    "ast": Language("", "ast"),
    "bg": Language("", "bg", latin="bulgarian"),
    "bs": Language("serbian", "hbs"),
    "ca": Language("catalan", "ca"),
    "cs": Language("czech", "cs"),
    "cy": Language("", "cy"),
    "da": Language("danish", "da"),
    "de": Language("german", "de"),
    "el": Language("greek", "el", _GREEK, "greek"),
    "en": Language("english", "en"),
    "eo": Language("esperanto", "eo"),
    "es": Language("spanish", "es"),
    "et": Language("estonian", "et"),
    "eu": Language("basque"),
    "fa": Language("persian"),
    "fi": Language("finnish", "fi"),
    "fr": Language("french", "fr"),
    "ga": Language("irish", "ga"),
    "gd": Language("", "gd"),
    "gl": Language("", "gl"),
    "he": Language("", "he", _HEBREW),
    "hi": Language("hindi", "hi"),
    "hr": Language("serbian", "hbs"),
    "hu": Language("hungarian", "hu"),
    "hy": Language("armenian", "hy"),
    "id": Language("indonesian", "id"),
    "is": Language("", "is"),
    "it": Language("italian", "it"),
    "ka": Language("", "ka"),
    "la": Language("", "la"),
    "lb": Language("", "lb"),
    "lt": Language("lithuanian", "lt"),
    "lv": Language("", "lv"),
    "mk": Language("", "mk"),
    "ml": Language("", "ml"),
    "ms": Language("", "ms"),
    "nb": Language("norwegian", "nb"),
    "ne": Language("nepali"),
    "nl": Language("dutch", "nl"),
    "nn": Language("norwegian", "nn"),
    "no": Language("norwegian", "nb"),
    "pl": Language("polish", "pl"),
    "pt": Language("portuguese", "pt"),
    "ro": Language("romanian", "ro"),
    "ru": Language("russian", "ru", keyboard=_JCUKEN, latin="russian"),
    "se": Language("", "se"),
    "sk": Language("", "sk"),
    "sl": Language("", "sl"),
    "sq": Language("", "sq"),
    "sr": Language("serbian", "hbs", latin="serbian"),
    "sv": Language("swedish", "sv"),
    "sw": Language("", "sw"),
    "ta": Language("tamil"),
    "tl": Language("", "tl"),
    "tr": Language("turkish", "tr"),
    "uk": Language("", "uk", keyboard=_UKRAINIAN, latin="ukrainian"),
    "yi": Language("yiddish"),
}

FOLDED_ONLY: Final = Language()
"""The row of languages outside the table."""


def language(lang: str) -> Language:
    """Return the row of a language, or `FOLDED_ONLY`. Ignores the region (`pt-BR` → `pt`)."""
    return LANGUAGES.get(lang.lower().partition("-")[0].partition("_")[0], FOLDED_ONLY)
