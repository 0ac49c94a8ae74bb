# SPDX-License-Identifier: MIT
"""Languages are named, counted and dated as their readers do."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.site.planning.locales import (
    direction,
    enumeration,
    language_name,
    long_date,
    long_moment,
    number,
    parents,
    plural_form,
    plural_forms,
    usual_plural_forms,
)

NAMES = {
    "ar": "العربية", "bg": "Български", "ca": "Català", "cs": "Čeština", "da": "Dansk",
    "de": "Deutsch", "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti",
    "eu": "Euskara", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "he": "עברית",
    "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "id": "Bahasa Indonesia",
    "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული", "kk": "Қазақша", "ko": "한국어",
    "lt": "Lietuvių", "lv": "Latviešu", "mk": "Македонски", "nb": "Norsk bokmål",
    "nl": "Nederlands", "nn": "Norsk nynorsk", "no": "Norsk", "pl": "Polski", "pt": "Português",
    "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sq": "Shqip",
    "sr": "Српски", "sv": "Svenska", "sw": "Kiswahili", "th": "ไทย", "tr": "Türkçe", "uk": "Українська",
    "vi": "Tiếng Việt", "zh": "中文", "pt-BR": "Português (BR)", "zh-Hant": "中文 (HANT)", "tlh": "TLH",
}  # fmt: skip


@pytest.mark.parametrize("lang", NAMES)
def test_a_language_has_its_own_name(lang: str) -> None:
    assert language_name(lang) == NAMES[lang]


@pytest.mark.parametrize(
    ("lang", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("xx", "ltr")],
)
def test_a_language_has_its_direction(lang: str, way: str) -> None:
    assert direction(lang) == way


DATES = {
    "en": "3 November 2026", "en-US": "November 3, 2026", "en-GB": "3 November 2026", "de": "3. November 2026",
    "ru": "3 ноября 2026 г.", "pl": "3 listopada 2026", "es": "3 de noviembre de 2026", "hu": "2026. november 3.",
    "ar": "3 نوفمبر 2026", "ja": "2026年11月3日", "zh-CN": "2026年11月3日", "ko": "2026년 11월 3일", "xx": "3 November 2026",
}  # fmt: skip


@pytest.mark.parametrize("lang", DATES)
def test_a_date_is_written_as_in_a_text_of_the_language(lang: str) -> None:
    """Order, month in the right case, punctuation; English of no country puts the day first."""
    assert " ".join(long_date(lang, date(2026, 11, 3)).split()) == DATES[lang]


@pytest.mark.parametrize(
    ("lang", "moment", "written"),
    [
        ("en", "2027-03-15T16:00+01:00", "15 March 2027, 4:00 pm UTC+1"),
        ("de", "2027-03-15T16:05+00:00", "15. März 2027, 16:05 UTC"),
        ("ru", "2027-03-15T16:00-05:30", "15 марта 2027 г., 16:00 UTC-5:30"),
        ("pl", "2027-03-15T06:00+02:00", "15 marca 2027, 06:00 UTC+2"),
        ("zh", "2027-03-15T16:00+08:00", "2027年3月15日 16:00 UTC+8"),
    ],
)
def test_a_time_is_written_with_its_offset(lang: str, moment: str, written: str) -> None:
    """Readers in other time zones must see which time it is, also without scripts."""
    assert " ".join(long_moment(lang, datetime.fromisoformat(moment)).split()) == written


def test_a_number_has_the_separators_of_the_language_and_european_digits() -> None:
    numbers = {lang: number(lang, 12345) for lang in ("en", "de", "fr", "ar", "fa", "hi")}
    assert numbers == {
        "en": "12,345",
        "de": "12.345",
        "fr": "12\u202f345",
        "ar": "12,345",
        "fa": "12,345",
        "hi": "12,345",
    }


def test_a_list_is_written_as_in_a_text_of_the_language() -> None:
    lists = {lang: enumeration(lang, ("iOS", "Web", "Mac")) for lang in ("en", "de", "ar", "ja")}
    assert lists == {
        "en": "iOS, Web and Mac",
        "de": "iOS, Web und Mac",
        "ar": "iOS وWeb وMac",
        "ja": "iOS、Web、Mac",
    }
    assert enumeration("de", ()) == ""


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("pt-BR", ("pt-BR", "pt")),
        ("zh-CN", ("zh-CN", "zh")),
        ("zh-Hans", ("zh-Hans", "zh")),
        ("zh-TW", ("zh-TW",)),  # written in another script
        ("sr-Latn", ("sr-Latn",)),
        ("no", ("no", "nb")),
        ("nn", ("nn", "nb")),
        ("de", ("de",)),
        ("xx-YY", ("xx-YY", "xx")),
    ],
)
def test_a_language_has_parents_that_its_readers_can_read(
    lang: str, names: tuple[str, ...]
) -> None:
    assert parents(lang) == names


def test_a_catalog_needs_the_plural_forms_of_counts_that_occur() -> None:
    """French has a form for millions, which no help center counts."""
    assert plural_forms("fr") == {"one", "many", "other"}
    assert usual_plural_forms("fr") == {"one", "other"}
    assert usual_plural_forms("ar") == {"zero", "one", "two", "few", "many", "other"}
    assert usual_plural_forms("ja") == {"other"}


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("de", {1: "one", 5: "other"}),
        (
            "ru",
            {
                0: "many",
                1: "one",
                3: "few",
                5: "many",
                11: "many",
                12: "many",
                22: "few",
                101: "one",
                111: "many",
            },
        ),
        ("uk", {1: "one", 4: "few", 14: "many"}),
        (
            "pl",
            {
                0: "many",
                1: "one",
                3: "few",
                5: "many",
                12: "many",
                21: "many",
                22: "few",
                112: "many",
            },
        ),
        ("ja", {0: "other", 1: "other", 7: "other"}),
        ("pt-BR", {0: "one", 1: "one", 2: "other"}),
        ("cs", {1: "one", 3: "few", 5: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"}),
    ],
)
def test_plural_rules_are_those_of_cldr(lang: str, forms: dict[int, str]) -> None:
    """Samples of the CLDR tables; browsers are asked in `tests/contract/test_plural_forms.py`."""
    assert {count: plural_form(lang, count) for count in forms} == forms


@given(
    st.integers(min_value=-(10**9), max_value=10**9),
    st.sampled_from(["en", "ru", "pl", "zh", "ga", "xx", "", "-"]),
)
def test_every_number_has_a_form(count: int, lang: str) -> None:
    """Any number in any language has one of the categories, also in one that does not exist."""
    assert plural_form(lang, count) in {"zero", "one", "two", "few", "many", "other"}
