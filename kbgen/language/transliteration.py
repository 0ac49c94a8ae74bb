# SPDX-License-Identifier: MIT
"""Cyrillic and Greek words in Latin letters: as people type them, and as ids spell them.

In: a folded word. Out: its folded Latin spellings in the common schemes: English phonetics
(BGN/PCGN, `nastroyka`), passports (ICAO, `nastroika`), scholars and chats (`nastrojka`, `hod`). At
build time the spellings become further forms of the word's term, so the browser needs no
transliteration.

`transliterate` takes any text and knows one spelling, that of passports, which is the shortest.
"""

from __future__ import annotations

from typing import Final

from kbgen.language.fold import LATIN, plain_letters

_COMMON: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e",
    "з": "z", "и": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "ц": "ts", "ч": "ch", "ш": "sh",
}  # fmt: skip
_RUSSIAN: Final = _COMMON | {"ы": "y", "э": "e", "ъ": "", "ь": ""}
_PASSPORT: Final = _RUSSIAN | {
    "ж": "zh", "й": "i", "х": "kh", "щ": "shch", "ю": "iu", "я": "ia",
}  # fmt: skip
_RUSSIAN_SCHEMES: Final = (
    _RUSSIAN | {"ж": "zh", "й": "y", "х": "kh", "щ": "shch", "ю": "yu", "я": "ya"},
    _PASSPORT,
    _RUSSIAN | {"ж": "j", "й": "j", "х": "h", "ц": "c", "щ": "sch", "ю": "ju", "я": "ja"},
    _RUSSIAN | {"ж": "zh", "й": "y", "х": "h", "щ": "sch", "ю": "u", "я": "ya"},
)
_UKRAINIAN: Final = _COMMON | {
    "г": "h", "ґ": "g", "є": "ye", "и": "y", "і": "i", "ї": "yi",
    "ж": "zh", "х": "kh", "щ": "shch", "ь": "", "'": "",
}  # fmt: skip
_SERBIAN: Final = _COMMON | {
    "ђ": "dj", "ж": "z", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
    "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
}  # fmt: skip
_GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z",
    "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r",
    "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch",
    "ψ": "ps", "ω": "o",
}  # fmt: skip

SCHEMES: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "russian": _RUSSIAN_SCHEMES,
    "ukrainian": (
        _UKRAINIAN | {"й": "y", "ю": "yu", "я": "ya"},
        _UKRAINIAN | {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"},
        _UKRAINIAN | {"є": "je", "ї": "ji", "й": "j", "х": "h", "ц": "c", "ю": "ju", "я": "ja"},
    ),
    "bulgarian": (
        _COMMON
        | {"ж": "zh", "й": "y", "х": "h", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya"},
        _COMMON
        | {
            "ж": "j",
            "й": "i",
            "х": "h",
            "ц": "c",
            "щ": "sht",
            "ъ": "u",
            "ь": "i",
            "ю": "iu",
            "я": "ia",
        },
    ),
    "serbian": (_SERBIAN,),
    "greek": (
        _GREEK,
        _GREEK | {"β": "b", "η": "h", "θ": "8", "ξ": "ks", "υ": "u", "χ": "x", "ω": "w"},
    ),
}

# Ids never change, so this table must not either. That is why it has `d` for ђ, and lacks ŧ, ŋ
# and ĸ, which search came to know later.
_ID_LETTERS: Final = str.maketrans(
    _PASSPORT
    | {"є": "ie", "і": "i", "ґ": "g", "ђ": "d"}
    | {letter: _SERBIAN[letter] for letter in "јљњћџ"}
    | {letter: LATIN[letter] for letter in "łøđðþßæœıħ"}
)


def latin_spellings(word: str, schemes: str) -> tuple[str, ...]:
    """Return the Latin spellings of a folded word, the most common first.

    Words of less than three letters, and words with letters outside the scheme, have none.
    """
    if len(word) < 3:
        return ()
    spellings = (_spell(word, scheme) for scheme in SCHEMES.get(schemes, ()))
    return tuple(dict.fromkeys(spelling for spelling in spellings if len(spelling) > 2))


def _spell(word: str, scheme: dict[str, str]) -> str:
    letters = [scheme.get(letter) for letter in word]
    return "" if None in letters else "".join(letter for letter in letters if letter)


def transliterate(text: str) -> str:
    """Transliterate Latin, Cyrillic and compatible letters to lower-case Latin; keep others."""
    return text.lower() if text.isascii() else plain_letters(text.lower(), _ID_LETTERS)
