# SPDX-License-Identifier: MIT
"""What each language is analysed with: one table.

`stemmer` is an algorithm of snowballstemmer, `dictionary` a dictionary of simplemma. A word's term is the stem of its
lemma: measured on en, ru, pl and de, both together are best or within noise of it, and the dictionary also supplies
the forms that no article contains. Figures: DECISIONS.md. A language that is not in the table gets folded tokens;
Chinese and Japanese get bigrams from the token pattern.
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
    """Keys of a Latin keyboard and what they type in this language's layout."""
    latin: str = ""
    """The schemes by which its words are typed in Latin letters (`transliteration.py`)."""


LANGUAGES: Final[dict[str, Language]] = {
    "ar": Language("arabic"),
    "bg": Language("", "bg", latin="bulgarian"),
    "ca": Language("catalan", "ca"),
    "cs": Language("czech", "cs"),
    "da": Language("danish", "da"),
    "de": Language("german", "de"),
    "el": Language("greek", "el", _GREEK, "greek"),
    "en": Language("english", "en"),
    "es": Language("spanish", "es"),
    "et": Language("estonian", "et"),
    "eu": Language("basque"),
    "fa": Language("persian"),
    "fi": Language("finnish", "fi"),
    "fr": Language("french", "fr"),
    "ga": Language("irish", "ga"),
    "he": Language("", "he", _HEBREW),
    "hi": Language("hindi", "hi"),
    "hr": Language("serbian", "hbs"),
    "hu": Language("hungarian", "hu"),
    "hy": Language("armenian", "hy"),
    "id": Language("indonesian", "id"),
    "it": Language("italian", "it"),
    "lt": Language("lithuanian", "lt"),
    "lv": Language("", "lv"),
    "nb": Language("norwegian", "nb"),
    "nl": Language("dutch", "nl"),
    "nn": Language("norwegian", "nn"),
    "no": Language("norwegian", "nb"),
    "pl": Language("polish", "pl"),
    "pt": Language("portuguese", "pt"),
    "ro": Language("romanian", "ro"),
    "ru": Language("russian", "ru", keyboard=_JCUKEN, latin="russian"),
    "sk": Language("", "sk"),
    "sl": Language("", "sl"),
    "sr": Language("serbian", "hbs", latin="serbian"),
    "sv": Language("swedish", "sv"),
    "tr": Language("turkish", "tr"),
    "uk": Language("", "uk", keyboard=_UKRAINIAN, latin="ukrainian"),
}

FOLDED_ONLY: Final = Language()


def language(lang: str) -> Language:
    """The table's row for `lang`, its region ignored (`pt-BR` → `pt`); folded tokens for a language it lacks."""
    return LANGUAGES.get(lang.lower().partition("-")[0].partition("_")[0], FOLDED_ONLY)
