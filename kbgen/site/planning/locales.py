# SPDX-License-Identifier: MIT
"""What pages need to know of a language, from CLDR through Babel: name, direction, plural forms, months.

Browsers have the same data (`Intl.PluralRules`). A language that CLDR does not know counts as English does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

_FALLBACK: Final = "en"
_NAMES: Final = {"id": "Bahasa Indonesia", "kk": "Қазақша"}
"""Where CLDR's name for itself is another one than sites use."""


def language_name(lang: str) -> str:
    """Return the language's name in itself; the code in capitals when it is not known; a region follows in brackets."""
    base, _, region = lang.partition("-")
    known = _locale(base)
    own = _NAMES.get(base) or (known and known.get_language_name(base)) or base.upper()
    name = own[:1].title() + own[1:]
    return f"{name} ({region.upper()})" if region else name


def direction(lang: str) -> str:
    """Return `rtl` or `ltr`."""
    return _known_locale(lang).text_direction


def month_name(lang: str, month: int) -> str:
    """Return the name of a month as it stands in a date: `ноября`."""
    name: str = _known_locale(lang).months["format"]["wide"][month]
    return name


@lru_cache(maxsize=4096)
def plural_form(lang: str, count: int) -> str:
    """Return the CLDR plural category of a whole number: `zero`, `one`, `two`, `few`, `many` or `other`."""
    return _known_locale(lang).plural_form(abs(count))


def _known_locale(lang: str) -> Locale:
    known = _locale(lang) or _locale(lang.partition("-")[0]) or _locale(_FALLBACK)
    assert known is not None, "English, which Babel has"
    return known


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # here: most builds render no page

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
