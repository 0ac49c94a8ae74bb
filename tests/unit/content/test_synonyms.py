# SPDX-License-Identifier: MIT
"""Files of synonyms: what they may say, and where it is said that they may not."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from content_sites import codes, lines, settings_for, write

from kbgen.content import synonyms as synonyms_of
from kbgen.content.front_matter import parse_yaml_list
from kbgen.content.synonyms import (
    GENERAL_LANGUAGES,
    MAX_WORDS,
    Synonyms,
    general_synonyms,
    load_synonyms,
)
from kbgen.model import SynonymRule
from kbgen.runtime.problems import Problems
from kbgen.settings.types import SiteSettings

FILE = "content/_data/synonyms.en.yml"


def settings(
    root: Path, text: str | bytes, name: str = "synonyms.en.yml", *, general: bool = False
) -> SiteSettings:
    made = settings_for(
        write(root, {f"_data/{name}": text, "en/a.md": "---\ntitle: A\n---\n"}), "en", "ru", "tr"
    )
    return replace(made, kbgen=replace(made.kbgen, general_synonyms=general))


def own(root: Path, text: str | bytes, name: str = "synonyms.en.yml") -> Synonyms:
    return load_synonyms(settings(root, text, name))


def test_a_list_goes_both_ways_and_a_mapping_goes_one(tmp_path: Path) -> None:
    """Words and phrases, in lower case; one word needs no brackets."""
    text = """\
- [Refund, money back]
- from: pwd
  to: [password, Passcode]
- {from: [sea, ocean], to: water}
"""
    both = ("refund", "money back")
    assert own(tmp_path, text) == Synonyms(
        {
            "en": (
                SynonymRule(both, both),
                SynonymRule(("pwd",), ("password", "passcode")),
                SynonymRule(("sea", "ocean"), ("water",)),
            )
        },
        (),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_an_empty_file_has_no_synonyms(tmp_path: Path, text: str) -> None:
    """A file that is only begun is no mistake."""
    assert own(tmp_path, text) == Synonyms({}, ())


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("- refund", f"{FILE}:1:3: KB821 the entry needs two different words or phrases"),
        ("- [refund]", f"{FILE}:1:3: KB821 the entry needs two different words or phrases"),
        ("- [refund, Refund]", f"{FILE}:1:3: KB821 the entry needs two different words or phrases"),
        (
            "- {from: pwd, to: PWD}",
            f"{FILE}:1:3: KB821 the entry needs two different words or phrases",
        ),
        ("- {from: pwd, to: []}", f"{FILE}:1:3: KB205 synonym: field to is missing"),
        ("- {from: pwd}", f"{FILE}:1:3: KB205 synonym: field to is missing"),
        ("- {from: a, to: b, both: c}", f"{FILE}:1:20: KB202 synonym: unknown field both"),
        ("- [refund, [money]]", f"{FILE}:1:12: KB203 synonyms: a list is not text"),
        (
            "- [refund, give me my money back]",
            f"{FILE}:1:12: KB822 “give me my money back” is not a word or a phrase",
        ),
        ('- [refund, "!?"]', f"{FILE}:1:12: KB822 “!?” is not a word or a phrase"),
        ("refund: money", f"{FILE}:1:1: "),
    ],
)
def test_a_wrong_entry_is_left_out_and_said(tmp_path: Path, entry: str, found: str) -> None:
    """With its line and column; the entries around it count."""
    result = own(tmp_path, f"{entry}\n")
    assert [line.startswith(found) for line in lines(result.diagnostics)] == [True], lines(
        result.diagnostics
    )
    assert result.rules == {}


def test_every_wrong_entry_is_said_in_one_run(tmp_path: Path) -> None:
    """And what is right between them is kept."""
    result = own(tmp_path, "- refund\n- [bill, invoice]\n- [a]\n- [b, '?']\n")
    assert codes(result.diagnostics) == ["KB821", "KB821", "KB822"]
    assert len(result.rules["en"]) == 1


def test_synonyms_of_another_language_are_said(tmp_path: Path) -> None:
    """A misnamed file would do nothing for ever."""
    assert codes(own(tmp_path, "- [a, b]", "synonyms.eng.yml").diagnostics) == ["KB823"]


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Bytes that are no text."""
    assert codes(own(tmp_path, b"\xff\xfe- [a, b]\x00\xd8").diagnostics) != []


def test_general_ones_come_after_the_sites_own_and_can_be_switched_off(tmp_path: Path) -> None:
    """A language that kbgen brings none for has none."""
    found = load_synonyms(settings(tmp_path, "- [sea, ocean]", general=True)).rules
    assert found["en"] == (SynonymRule(("sea", "ocean"), ("sea", "ocean")), *general_synonyms("en"))
    assert found["ru"] == general_synonyms("ru")
    assert "tr" not in found
    assert set(load_synonyms(settings(tmp_path, "- [sea, ocean]")).rules) == {"en"}


@pytest.mark.parametrize("lang", GENERAL_LANGUAGES)
def test_general_ones_are_many_and_faultless(lang: str) -> None:
    """Forty groups or more, none of which the reader refuses, no phrase twice in one."""
    text = (resources.files("kbgen.content") / "data" / f"synonyms.{lang}.yml").read_text(
        encoding="utf-8"
    )
    problems = Problems("x")
    rules = list(synonyms_of._rules(parse_yaml_list(text, problems), problems))
    assert problems.diagnostics == []
    assert len(rules) >= 40
    assert max(len(phrase.split()) for rule in rules for phrase in rule.typed) <= MAX_WORDS
