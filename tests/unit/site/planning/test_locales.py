# SPDX-License-Identifier: MIT
"""Languages are named, counted and dated as their readers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.site.planning.locales import direction, language_name, month_name, plural_form

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


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        (
            "en",
            "January February March April May June July August September October November December",
        ),
        ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        (
            "pl",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        ),
    ],
)
def test_months_are_named_as_in_dates(lang: str, names: str) -> None:
    assert " ".join(month_name(lang, month) for month in range(1, 13)) == names


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
