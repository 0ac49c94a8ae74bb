# SPDX-License-Identifier: MIT
"""What each language is analysed with: one table.

`stemmer` is an algorithm of snowballstemmer, `dictionary` a dictionary of simplemma. With both, a word's term is the
stem of its lemma. A language that is not in the table gets folded tokens; Chinese and Japanese get bigrams from the
token pattern. Which of the libraries a measured language uses, with figures: DECISIONS.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_JCUKEN: Final = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
_UKRAINIAN: Final = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхїфівапролджєячсмитьбю'")


@dataclass(frozen=True, slots=True)
class Language:
    """How words of one language become terms."""

    stemmer: str = ""
    dictionary: str = ""
    lemmatise: bool = False
    """True when the dictionary decides terms; it always supplies the other inflected forms."""
    keyboard: tuple[str, str] = ("", "")
    """Keys of a Latin keyboard and what they type in this language's layout."""


LANGUAGES: Final[dict[str, Language]] = {
    "ar": Language("arabic"),
    "bg": Language("", "bg", lemmatise=True),
    "ca": Language("catalan", "ca"),
    "cs": Language("czech", "cs", lemmatise=True),
    "da": Language("danish", "da"),
    "de": Language("german", "de"),
    "el": Language("greek", "el"),
    "en": Language("english", "en"),
    "es": Language("spanish", "es"),
    "et": Language("estonian", "et"),
    "eu": Language("basque"),
    "fa": Language("persian"),
    "fi": Language("finnish", "fi"),
    "fr": Language("french", "fr"),
    "ga": Language("irish", "ga"),
    "he": Language("", "he", lemmatise=True),
    "hi": Language("hindi", "hi"),
    "hr": Language("serbian", "hbs"),
    "hu": Language("hungarian", "hu"),
    "hy": Language("armenian", "hy"),
    "id": Language("indonesian", "id"),
    "it": Language("italian", "it"),
    "lt": Language("lithuanian", "lt"),
    "lv": Language("", "lv", lemmatise=True),
    "nb": Language("norwegian", "nb"),
    "nl": Language("dutch", "nl"),
    "nn": Language("norwegian", "nn"),
    "no": Language("norwegian", "nb"),
    "pl": Language("polish", "pl", lemmatise=True),
    "pt": Language("portuguese", "pt"),
    "ro": Language("romanian", "ro"),
    "ru": Language("russian", "ru", lemmatise=True, keyboard=_JCUKEN),
    "sk": Language("", "sk", lemmatise=True),
    "sl": Language("", "sl", lemmatise=True),
    "sr": Language("serbian", "hbs"),
    "sv": Language("swedish", "sv"),
    "tr": Language("turkish", "tr"),
    "uk": Language("", "uk", lemmatise=True, keyboard=_UKRAINIAN),
}

FOLDED_ONLY: Final = Language()


def language(lang: str) -> Language:
    """The table's row for `lang`, its region ignored (`pt-BR` → `pt`); folded tokens for a language it lacks."""
    return LANGUAGES.get(lang.lower().partition("-")[0].partition("_")[0], FOLDED_ONLY)
