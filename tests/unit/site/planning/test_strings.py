# SPDX-License-Identifier: MIT
"""The catalogs of interface strings, and their loader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale

from kbgen.errors import InternalError
from kbgen.site.planning.strings import load_strings

THEME = Path(__file__).parents[4] / "theme"
LANGUAGES = sorted(path.stem for path in (THEME / "strings").glob("*.yml"))
FORMS = {lang: Locale.parse(lang).plural_form.tags | {"other"} for lang in LANGUAGES}
BLAME = {
    "en": r"simply|\bjust\b|\beas(?:y|ily)\b|invalid|oops|obviously",
    "ru": r"просто|легко|неверн|недопустим|очевидно|(?<=[\w,] )В(?:ы|ас|ам|аш)",
    "pl": r"po prostu|łatwo|nieprawidłow|oczywiście|\bPan\b|\bPani\b",
    "ar": r"ببساطة|بسهولة|غير صالح|بديهي",
    "cs": r"jednoduše|\bprostě\b|snadn|neplatn|samozřejmě|(?<=[\w,] )V(?:y|ás|ám|áš)\b",
    "da": r"simpelthen|\bbare\b|\bnemt\b|ugyldig|selvfølgelig",
    "de": r"\beinfach|\bleicht|ungültig|offensichtlich|selbstverständlich",
    "es": r"simplemente|fácil|inválid|no válid|\bobvi|\bt[uú]s?\b",
    "fi": r"yksinkertaisesti|\bhelpo|virheelli|tietysti",
    "fr": r"simplement|facile|\binvalide|évidemment|\bt(?:u|on|es)\b",
    "it": r"semplicemente|facil|non valid|ovviamente|\bt(?:u|uo|ua|uoi|ue)\b",
    "ja": r"簡単|無効|単に|もちろん",
    "ko": r"간단|쉽게|잘못|무효|당연",
    "nb": r"\benkelt|\bbare å\b|\blett\b|ugyldig|selvfølgelig",
    "nl": r"\bgewoon|simpel|makkelijk|ongeldig|uiteraard|\bu\b|\buw\b",
    "pt": r"simplesmente|fácil|inválid|óbvi",
    "sv": r"\benkelt|\blätt\b|ogiltig|självklart",
    "tr": r"sadece|kolay|geçersiz|elbette",
    "uk": r"просто|легко|неправильн|недійсн|очевидно|(?<=[\w,] )В(?:и|ас|ам|аш)",
    "zh": r"简单|无效|显然|你",
}


QUOTES = {
    "ar": "«»",
    "cs": "„“",
    "da": "”",
    "de": "„“",
    "en": "“”’",
    "es": "«»",
    "fi": "”",
    "fr": "«»’",
    "it": "«»’",
    "ja": "",
    "ko": "“”",
    "nb": "«»",
    "nl": "“”’",
    "pl": "„”",
    "pt": "“”",
    "ru": "«»",
    "sv": "”",
    "tr": "“”",
    "uk": "«»’",
    "zh": "“”",
}
IN_WORDS = {"zero", "one", "two"}
"""Plural forms that can name the count in words: Arabic has a dual."""


def stem(key: str) -> str:
    """A key without its plural form."""
    return re.sub(r"\.(?:zero|one|two|few|many|other)$", "", key)


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_there_are_catalogs_in_twenty_languages() -> None:
    """The languages that most help centers need come with kbgen."""
    assert set(LANGUAGES) >= set(QUOTES)
    assert len(QUOTES) == 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogs_have_the_same_keys(lang: str) -> None:
    """No catalog lacks a string or keeps a dead one; plural forms are those its language needs."""
    english, own = load_strings("en", THEME), load_strings(lang, THEME)
    plural = {stem(key) for key in english if key.endswith(".other")}
    expected = {key for key in english if stem(key) not in plural}
    expected |= {f"{key}.{form}" for key in plural for form in FORMS[lang]}
    assert set(own) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogs_have_the_same_places(lang: str) -> None:
    """A `{name}` of the English string is in every translation and every plural form.

    Arabic writes the count of `zero`, `one`, and `two` in words.
    """
    english = {stem(key): places(text) for key, text in load_strings("en", THEME).items()}
    own = load_strings(lang, THEME)
    given = {key: places(text) for key, text in own.items()}
    if lang == "ar":
        for key in given:
            if key.rpartition(".")[2] in IN_WORDS and "count" in english[stem(key)]:
                given[key] |= {"count"}
    assert given == {key: english[stem(key)] for key in own}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_string_blames_or_belittles(lang: str) -> None:
    """No "simply", no "invalid"; Russian «вы» without a capital, Dutch without "u"."""
    found = {
        key: text for key, text in load_strings(lang, THEME).items() if re.search(BLAME[lang], text)
    }
    assert found == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(lang: str) -> None:
    """English “ ”, Russian « », Polish „ ”; never the typewriter's."""
    text = "".join(load_strings(lang, THEME).values())
    assert set(re.findall(r"[\"'“”„«»‘’]", text)) <= set(QUOTES[lang])


def test_french_marks_never_begin_a_line() -> None:
    """A no-break space keeps `:`, `;`, `!`, `?`, and guillemets with their words."""
    found = [text for text in load_strings("fr", THEME).values() if re.search(r" [:;!?»]|« ", text)]
    assert found == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_catalogs_are_translated(lang: str) -> None:
    """Few words are the same in two languages: `Menu`, `Status`. More would be forgotten ones."""
    english, own = load_strings("en", THEME), load_strings(lang, THEME)
    same = [key for key in own if own[key] == english.get(key)]
    assert len(same) < len(own) / 20, same


def test_a_language_without_a_catalog_speaks_english() -> None:
    """Strings and plural rules are English then."""
    assert load_strings("hu", THEME) == load_strings("en", THEME)


def write(folder: Path, **catalogs: str) -> Path:
    (folder / "strings").mkdir()
    for name, text in catalogs.items():
        (folder / "strings" / f"{name.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_missing_key_comes_from_english(tmp_path: Path) -> None:
    """A hole is filled; plural forms of two languages are never mixed under one key."""
    theme = write(
        tmp_path,
        en="lang: en\na: A\nb: B\nn.one: one\nn.other: others\n",
        pl="lang: pl\na: Ą\nn.few: kilka\nn.other: inne\n",
    )
    assert load_strings("pl", theme) == {
        "lang": "pl",
        "a": "Ą",
        "b": "B",
        "n.few": "kilka",
        "n.other": "inne",
    }


def test_a_region_uses_its_own_catalog_or_that_of_its_language(tmp_path: Path) -> None:
    """`pt-BR` before `pt`, `pt` before English."""
    theme = write(tmp_path, en="lang: en\n", pt="lang: pt\n", pt_BR="lang: pt-BR\n")
    assert load_strings("pt-BR", theme)["lang"] == "pt-BR"
    assert load_strings("pt-AO", theme)["lang"] == "pt"
    assert load_strings("fr-CA", theme)["lang"] == "en"


@pytest.mark.parametrize("text", ["- a\n", "a: {b: c}\n", "a: 1\n", "a: [\n"])
def test_a_broken_catalog_is_a_defect_with_its_name(text: str, tmp_path: Path) -> None:
    """Not a traceback of the YAML reader."""
    with pytest.raises(InternalError, match=r"en\.yml"):
        load_strings("en", write(tmp_path, en=text))


def test_a_theme_without_english_is_a_defect(tmp_path: Path) -> None:
    """The fallback must be there."""
    with pytest.raises(InternalError, match=r"en\.yml"):
        load_strings("en", tmp_path)
