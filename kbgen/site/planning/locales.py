# SPDX-License-Identifier: MIT
"""Language data for pages, from CLDR through Babel: name, direction, plural forms, dates, lists.

Browsers have the same data (`Intl`). An unknown language uses the rules of English.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from babel import Locale

_FALLBACK: Final = "en"
_NORWEGIAN: Final = {"no": "nb", "nn": "nb"}
"""Languages whose readers read another one."""
_WORLD_ENGLISH: Final = "en-001"
"""English of no country, with the day first: `3 November 2026`. CLDR takes `en` for American."""
_COUNTS: Final = 200
"""A help center has fewer than a million articles. Up to there, these counts have every form."""
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


@lru_cache(maxsize=256)
def direction(lang: str) -> str:
    """Return the writing direction: `rtl` or `ltr`."""
    return _locale_or_fallback(lang).text_direction


def parents(lang: str) -> tuple[str, ...]:
    """Return the languages whose texts readers of a language can read, the language itself first.

    `pt-BR` → `pt`, `zh-CN` → `zh`, `nn` → `nb`. `zh-TW` has no parent: it has another script.
    """
    base = lang.partition("-")[0]
    same = base if _script(lang) == _script(base) else lang
    return tuple(dict.fromkeys((lang, same, _NORWEGIAN.get(same, same))))


@lru_cache(maxsize=4096)
def long_date(lang: str, day: date) -> str:
    """Format a date as the language writes it in a text: `3 ноября 2026 г.`."""
    from babel.dates import format_date

    return format_date(day, "long", locale=_locale_for_texts(lang))


@lru_cache(maxsize=1024)
def long_moment(lang: str, value: datetime) -> str:
    """Format a time with its offset from UTC: `15 March 2027, 16:00 UTC+1`."""
    from babel.dates import format_time, get_datetime_format

    locale = _locale_for_texts(lang)
    time = format_time(value.time(), "short", locale=locale)
    pattern = str(get_datetime_format("medium", locale=locale))
    written = pattern.replace("{1}", long_date(lang, value.date())).replace("{0}", time)
    minutes = round((value.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
    return f"{written} UTC{offset if minutes else ''}"


@lru_cache(maxsize=4096)
def number(lang: str, value: int) -> str:
    """Format a whole number with the separators of the language, and with European digits.

    Articles, codes, and phone numbers have these digits, also in Arabic and Persian.
    """
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale_or_fallback(lang))


def enumeration(lang: str, items: Sequence[str]) -> str:
    """Join texts as the language lists them: `iOS, Android und Web`."""
    from babel.lists import format_list

    return format_list(items, locale=_locale_for_texts(lang))


@lru_cache(maxsize=64)
def plural_forms(lang: str) -> frozenset[str]:
    """Return every plural category of the language."""
    return frozenset(_locale_or_fallback(lang).plural_form.tags) | {"other"}


@lru_cache(maxsize=64)
def usual_plural_forms(lang: str) -> frozenset[str]:
    """Return the plural categories of counts that occur; French has another for a million."""
    return frozenset(plural_form(lang, count) for count in range(_COUNTS)) | {"other"}


@lru_cache(maxsize=4096)
def plural_form(lang: str, count: int) -> str:
    """Return the CLDR plural category of a count: `zero`, `one`, `two`, `few`, `many`, `other`."""
    return _locale_or_fallback(lang).plural_form(abs(count))


def _locale_for_texts(lang: str) -> Locale:
    locale = _locale_or_fallback(lang)
    return _locale_or_fallback(_WORLD_ENGLISH) if str(locale) == _FALLBACK else locale


def _locale_or_fallback(lang: str) -> Locale:
    locale = _locale(lang) or _locale(lang.partition("-")[0]) or _locale(_FALLBACK)
    assert locale is not None, "Babel has English"
    return locale


@lru_cache(maxsize=256)
def _script(lang: str) -> str:
    """Return the script in which a language is usually written, such as `Hans`."""
    from babel.core import get_global

    locale = _locale(lang)
    if locale is None or locale.script:
        return (locale.script if locale else None) or ""
    likely = get_global("likely_subtags")
    tag = str(likely.get(str(locale)) or likely.get(locale.language) or "")
    return next((part for part in tag.split("_") if len(part) == 4), "")


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # a slow import, and most builds render no page

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
