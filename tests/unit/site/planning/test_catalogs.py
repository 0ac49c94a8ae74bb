# SPDX-License-Identifier: MIT
"""A lint of every catalog of interface strings: complete, in its language, and in its typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from optional_packages import required

from kbgen.site.planning.locales import plural_forms, usual_plural_forms
from kbgen.site.planning.strings.keys import placeholders, plural_names, split_form, text_names

FOLDER = Path(__file__).parents[4] / "theme" / "strings"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yml"))
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
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
"""Words that blame or belittle readers."""
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
    "ja": "「」",
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
"""Quotation marks and apostrophes of each language."""
MARKS = "\"'“”„«»‘’‚「」『』"
SHARED = 0.05
"""Share of texts that may be the same as in English: words such as “Status” and “Menu”."""
LONG, LONG_IN_SIGNS = 40, 15
"""Number of characters from which the language of a text is guessed: shorter ones are ambiguous."""
SIGNS = {"ja", "ko", "zh"}
"""Languages in which a character is a syllable or a word."""
SURE = 0.8
"""Probability from which a guess counts. Only neighbors are guessed wrong below it, such as Swedish as Norwegian."""
GUESSED_AS = {"nb": "no"}
"""Language → its code in py3langid."""


def read(lang: str) -> dict[str, str]:
    data: dict[str, str] = yaml.safe_load((FOLDER / f"{lang}.yml").read_text("utf-8"))
    return data


ENGLISH = read("en")
PLURALS = plural_names(ENGLISH)


def name_of(key: str) -> str:
    return split_form(key, PLURALS)[0]


def test_there_are_catalogs_in_twenty_languages() -> None:
    """The languages that most help centers need come with kbgen."""
    assert set(LANGUAGES) >= set(QUOTES)
    assert len(QUOTES) == 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalog_names_its_language(lang: str) -> None:
    assert read(lang)["lang"] == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalog_has_every_key_and_the_plural_forms_of_its_language(lang: str) -> None:
    """It lacks no text, keeps no dead one, and has the forms of all counts that occur."""
    plain = {key for key in ENGLISH if name_of(key) not in PLURALS}
    needed = {f"{name}.{form}" for name in PLURALS for form in usual_plural_forms(lang)}
    possible = {f"{name}.{form}" for name in PLURALS for form in plural_forms(lang)}
    assert plain | needed <= read(lang).keys() <= plain | possible


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_has_the_placeholders_of_the_english_one(lang: str) -> None:
    """A form for a single count may name it in words: Arabic has one for two."""
    expected = {name_of(key): placeholders(text) for key, text in ENGLISH.items()}
    wrong = {}
    for key, text in read(lang).items():
        name, form = split_form(key, PLURALS)
        optional = {"count"} if form in ("zero", "one", "two") and lang == "ar" else set()
        if not expected[name] - optional <= placeholders(text) <= expected[name]:
            wrong[key] = text
    assert wrong == {}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_catalog_is_not_english(lang: str) -> None:
    """At most one text in twenty is the same."""
    own = read(lang)
    names = text_names(own)
    same = {key: text for key, text in own.items() if key != "lang" and text == ENGLISH.get(key)}
    assert len(same) <= SHARED * len(names), same


def long_texts(lang: str) -> Iterator[tuple[str, str]]:
    """Yield (key, text without placeholders) of the texts whose language can be guessed."""
    for key, text in read(lang).items():
        words = " ".join(re.sub(r"\{\w+\}|[“”„«»]", " ", text).split())
        if len(words) > (LONG_IN_SIGNS if lang in SIGNS else LONG):
            yield key, words


@pytest.fixture(scope="module")
def identifier() -> Any:
    """The guesser of languages, which chooses between those of the catalogs."""
    langid = required("py3langid.langid")
    made = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    made.set_languages([GUESSED_AS.get(lang, lang) for lang in LANGUAGES])
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_texts_are_in_the_language_of_their_catalog(lang: str, identifier: Any) -> None:
    guesses = {key: (*identifier.classify(text), text) for key, text in long_texts(lang)}
    assert len(guesses) >= 10
    own = GUESSED_AS.get(lang, lang)
    wrong = {key: guess for key, guess in guesses.items() if guess[0] != own and guess[1] >= SURE}
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_blames_or_belittles(lang: str) -> None:
    """No "simply", no "invalid"; Russian «вы» without a capital, Dutch without "u"."""
    found = {key: text for key, text in read(lang).items() if re.search(BLAME[lang], text)}
    assert found == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(lang: str) -> None:
    """English “ ”, Russian « », Polish „ ”; never the typewriter's."""
    text = "".join(read(lang).values())
    assert set(re.findall(f"[{MARKS}]", text)) <= set(QUOTES[lang])


def test_french_marks_never_begin_a_line() -> None:
    """A no-break space keeps `:`, `;`, `!`, `?`, and guillemets with their words."""
    found = [text for text in read("fr").values() if re.search(r" [:;!?»]|« ", text)]
    assert found == []
