# SPDX-License-Identifier: MIT
"""Language data for pages, from CLDR through Babel: name, direction, plural forms, months.

Browsers have the same data (`Intl.PluralRules`). An unknown language uses the rules of English.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

_FALLBACK: Final = "en"
_NAMES: Final = {"id": "Bahasa Indonesia", "kk": "Қазақша"}
"""Native names that differ from those in CLDR."""


def language_name(lang: str) -> str:
    """Return a language's native name, with the region in parentheses, if any.

    An unknown language gives its code in capitals.
    """
    base, _, region = lang.partition("-")
    locale = _locale(base)
    native = _NAMES.get(base) or (locale and locale.get_language_name(base)) or base.upper()
    name = native[:1].title() + native[1:]
    return f"{name} ({region.upper()})" if region else name


def direction(lang: str) -> str:
    """Return the writing direction: `rtl` or `ltr`."""
    return _locale_or_fallback(lang).text_direction


def month_name(lang: str, month: int) -> str:
    """Return the name of a month in the form that dates use: `ноября`."""
    name: str = _locale_or_fallback(lang).months["format"]["wide"][month]
    return name


@lru_cache(maxsize=4096)
def plural_form(lang: str, count: int) -> str:
    """Return the CLDR plural category of a count: `zero`, `one`, `two`, `few`, `many`, `other`."""
    return _locale_or_fallback(lang).plural_form(abs(count))


def _locale_or_fallback(lang: str) -> Locale:
    locale = _locale(lang) or _locale(lang.partition("-")[0]) or _locale(_FALLBACK)
    assert locale is not None, "Babel has English"
    return locale


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # a slow import, and most builds render no page

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
