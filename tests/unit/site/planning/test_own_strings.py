# SPDX-License-Identifier: MIT
"""A site's own interface strings: what its files may say, and where it is reported that they may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import settings_for, write

from kbgen.site.planning.strings import site_strings
from kbgen.site.planning.strings.site_strings import SiteStrings


def strings(root: Path, text: str, lang: str = "hu", name: str = "") -> SiteStrings:
    """Return the strings of a site in English and another language, which has this file."""
    files = {f"_data/{name or f'strings.{lang}.yml'}": text, "en/a.md": "---\ntitle: A\n---\n"}
    settings = settings_for(write(root, files), "en", lang)
    places = {"en": (5, 19), lang: (5, 23)}
    return site_strings(replace(settings, kbgen=replace(settings.kbgen, language_locations=places)))


def reported(made: SiteStrings) -> list[str]:
    """Return the problems of the file: everything but the warning about English texts."""
    return [str(item) for item in made.diagnostics if item.code != "KB713"]


def test_a_site_has_its_own_texts(tmp_path: Path) -> None:
    """They replace those of kbgen, and complete a language without a catalog."""
    made = strings(
        tmp_path,
        "vote.yes: Igen\nlang: hu\ncard.all.one: '{count} cikk'\ncard.all.other: '{count} cikk'\n",
    )
    hungarian = made.by_language["hu"]
    assert reported(made) == []
    assert (hungarian["vote.yes"], hungarian["card.all.other"]) == ("Igen", "{count} cikk")
    assert "vote.yes@lang" not in hungarian
    assert made.by_language["en"]["vote.yes"] == "Yes"


def test_the_texts_of_a_language_with_a_catalog_can_be_replaced(tmp_path: Path) -> None:
    made = strings(tmp_path, "home.question: Co słychać?\n", "pl")
    assert made.by_language["pl"]["home.question"] == "Co słychać?"
    assert made.by_language["pl"]["vote.yes"] == "Tak"
    assert made.diagnostics == ()


FILE = "content/_data/strings.hu.yml"


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("vote.yess: Igen\n", "1:1: KB325 there is no interface text 'vote.yess'", "Did you mean 'vote.yes'?"),
        ("a: b\nqqqq: x\n", "1:1: KB325 there is no interface text 'a'", "`kbgen strings hu` writes the names of all texts."),
        ("vote.yes: [Igen]\n", "1:11: KB329 vote.yes is not a text", "Write `vote.yes: your text`, or remove the line."),
        ("vote.yes:\n", "1:10: KB329 vote.yes is not a text", "Write `vote.yes: your text`, or remove the line."),
        ("nav.home: kezdőlap\n", "1:11: KB326 nav.home lacks {name}", "In English, it is: {name}, home page"),
        ("vote.yes: '{name}'\n", "1:11: KB326 vote.yes has no value for {name}", "In English, it is: Yes"),
        ("card.all: sok\n", "1:1: KB327 card.all needs a text for each plural form", "Write card.all.one, card.all.other."),
        (
            "card.all.one: '1'\ncard.all.few: '{count}'\ncard.all.other: '{count}'\n",
            "2:1: KB327 'hu' has no plural form 'few'",
            "Remove card.all.few; the language has one, other.",
        ),
        ("\ncard.all.other: '{count}'\n", "2:1: KB327 card.all lacks the plural forms one", "Add card.all.one."),
        ("vote.yes: Igen #1\n", "1:16: KB209 vote.yes is cut at the #: “Igen” is left", ""),
        ("- vote.yes\n", "1:1: KB201 the file is a list, not a set of fields", ""),
    ],
)  # fmt: skip
def test_a_wrong_text_is_reported_with_its_line(
    text: str, problem: str, hint: str, tmp_path: Path
) -> None:
    made = strings(tmp_path, text)
    assert reported(made)[0] == f"{FILE}:{problem}"
    first = next(item for item in made.diagnostics if item.code != "KB713")
    assert first.hint == hint or not hint


def test_a_wrong_text_is_not_used(tmp_path: Path) -> None:
    hungarian = strings(tmp_path, "nav.home: kezdőlap\nvote.yes: Igen\n").by_language["hu"]
    assert hungarian["nav.home"] == "{name}, home page"
    assert hungarian["vote.yes"] == "Igen"


def test_a_form_for_one_thing_may_name_it_in_words(tmp_path: Path) -> None:
    text = "card.all.one: egy cikk\ncard.all.other: '{count} cikk'\n"
    assert reported(strings(tmp_path, text)) == []


def test_forms_that_only_millions_need_are_allowed(tmp_path: Path) -> None:
    """`many` of Catalan."""
    text = "card.all.one: '{count}'\ncard.all.many: '{count} de'\ncard.all.other: '{count}'\n"
    assert reported(strings(tmp_path, text, "ca")) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("strings.xx.yml", "'xx' is not a language of this site"),
        ("string.hu.yml", "the file is not read: its name is wrong"),
    ],
)
def test_a_file_for_no_language_is_reported(name: str, message: str, tmp_path: Path) -> None:
    assert reported(strings(tmp_path, "vote.yes: Igen\n", name=name)) == [
        f"content/_data/{name}:1:1: KB328 {message}"
    ]


def test_a_language_that_is_partly_english_is_reported_once(tmp_path: Path) -> None:
    """The warning counts the texts, and is where mkdocs.yml has the language."""
    made = strings(tmp_path, "vote.yes: Igen\n")
    (warning,) = made.diagnostics
    missing = sum(key.endswith("@lang") for key in made.by_language["hu"])
    assert missing > 200
    assert str(warning).startswith(f"mkdocs.yml:5:23: KB713 {missing} of ")
    assert "content/_data/strings.hu.yml" in warning.hint


def test_a_language_with_all_texts_is_not_reported(tmp_path: Path) -> None:
    english = strings(tmp_path, "").by_language["en"]
    own = "".join(f"{key}: {text!r}\n" for key, text in english.items() if "'" not in text)
    assert strings(tmp_path, own).diagnostics == ()
