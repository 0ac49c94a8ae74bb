# SPDX-License-Identifier: MIT
"""Settings that leave readers without something are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from content_sites import lines, settings_for

from kbgen.language.meaning import encoder
from kbgen.settings import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackSettings,
    OtherPlugin,
    SiteSettings,
)
from kbgen.settings.announcement import AnnouncementSettings
from kbgen.settings.local_texts import LocalText
from kbgen.settings.types import SearchSettings, UnusedSetting
from kbgen.site.planning import settings_checks
from kbgen.site.planning.settings_checks import settings_warnings

MAIL = ContactSettings(email="a@b.co")


def settings(contact: ContactSettings, **changes: Any) -> SiteSettings:
    plain = settings_for(Path("/nowhere"), **changes)
    return replace(plain, kbgen=replace(plain.kbgen, contact=contact))


@pytest.mark.parametrize(
    "way", [{"email": "a@b.co"}, {"phone": "112"}, {"url": "https://example.com/"}]
)
def test_one_way_to_reach_people_is_enough(way: dict[str, str]) -> None:
    assert settings_warnings(settings(ContactSettings(**way))) == ()


@pytest.mark.parametrize(
    "contact", [ContactSettings(), ContactSettings(hours="9-5", note="We are nice")]
)
def test_customers_who_cannot_reach_anyone_are_worth_a_warning(contact: ContactSettings) -> None:
    (found,) = settings_warnings(settings(contact))
    assert (found.code, found.path, found.severity) == ("KB705", "mkdocs.yml", "warning")


def test_a_form_alone_is_no_way_when_sending_fails() -> None:
    plain = settings(ContactSettings())
    feedback = FeedbackSettings(FeedbackAdapter.FORMSPREE, account="abc")
    (found,) = settings_warnings(replace(plain, kbgen=replace(plain.kbgen, feedback=feedback)))
    assert found.message == "customers whose message cannot be sent have no way to contact you"


def test_a_site_without_address_is_worth_a_warning() -> None:
    assert [
        item.code for item in settings_warnings(settings(ContactSettings(phone="112"), site_url=""))
    ] == ["KB704"]


def test_plugins_that_do_not_run_are_named_where_they_stand() -> None:
    names = ["search", "material/search", "glightbox", "redirects", "rss", "blog", "i18n"]
    plugins = tuple(OtherPlugin(name, line, 5) for line, name in enumerate(names, 5))
    found = settings_warnings(settings(ContactSettings(phone="112"), other_plugins=plugins))
    what = "the plugin 'i18n' does not run: kbgen replaces it"
    assert lines(found) == [f"mkdocs.yml:11:5: KB706 {what}"]
    assert (
        found[0].hint == "Remove it from mkdocs.yml. List the languages in the setting 'languages'."
    )


def test_settings_without_effect_are_named_where_they_are() -> None:
    unused = (
        UnusedSetting("site_author", 4, 1, "", "Do this."),
        UnusedSetting("theme.features", 6, 3, "a, b", "Do that."),
        UnusedSetting("theme.font", 7, 3, "Inter", "Name its files.", "loads no files"),
    )
    found = settings_warnings(settings(ContactSettings(phone="112"), unused=unused))
    assert lines(found) == [
        "mkdocs.yml:4:1: KB709 site_author has no effect",
        "mkdocs.yml:6:3: KB709 theme.features has no effect: a, b",
        "mkdocs.yml:7:3: KB709 theme.font loads no files: Inter",
    ]
    assert [item.hint for item in found] == ["Do this.", "Do that.", "Name its files."]


def test_languages_without_meaning_are_named_where_it_is_turned_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings_checks, "missing_packages", lambda: None)
    plain = settings(ContactSettings(email="a@b.co"))
    search = SearchSettings(meaning=True, locations={"meaning": (7, 15)})
    kbgen = replace(plain.kbgen, languages=("en", "sv", "pt-BR"), search=search)
    (found,) = settings_warnings(replace(plain, kbgen=kbgen))
    assert (found.code, found.path, found.line, found.column) == ("KB712", "mkdocs.yml", 7, 15)
    assert "'sv'" in found.message
    off = replace(kbgen, search=SearchSettings())
    assert settings_warnings(replace(plain, kbgen=off)) == ()


@pytest.mark.parametrize(("lang", "is_needed"), [("en", True), ("sv", False)])
def test_meaning_without_its_packages_is_an_error_before_a_build_fails(
    monkeypatch: pytest.MonkeyPatch, lang: str, is_needed: bool
) -> None:
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)
    plain = settings(ContactSettings(email="a@b.co"))
    search = SearchSettings(meaning=True, locations={"meaning": (7, 15)})
    kbgen = replace(plain.kbgen, languages=(lang,), search=search)
    found = lines(settings_warnings(replace(plain, kbgen=kbgen)))
    assert found[0].startswith("mkdocs.yml:7:15: KB703 'search.meaning' needs fast-") == is_needed


def test_a_text_that_a_language_lacks_is_worth_a_warning() -> None:
    """It says what readers see instead, and not where the base of a language has a text."""
    plain = settings_for(Path("/nowhere"), "en", "de", "pt-BR")
    text = LocalText({"en": "9-5", "pt": "9-5"}, {"en": (4, 9), "pt": (5, 9)}, (3, 7))
    kbgen = replace(plain.kbgen, contact_texts={"hours": text}, contact=MAIL)
    assert lines(settings_warnings(replace(plain, kbgen=kbgen))) == [
        "mkdocs.yml:3:7: KB714 'contact.hours' has no text in 'de', so its readers see the one in 'en'"
    ]


def test_a_text_in_a_language_that_the_site_does_not_have_is_worth_a_warning() -> None:
    plain = settings_for(Path("/nowhere"), "en")
    text = LocalText({"en": "Help", "ge": "Hilfe"}, {"en": (4, 9), "ge": (5, 9)}, (3, 7))
    kbgen = replace(plain.kbgen, site_name=text, contact=MAIL)
    assert lines(settings_warnings(replace(plain, kbgen=kbgen))) == [
        "mkdocs.yml:5:9: KB715 'site_name' has a text in 'ge', which is not a language of this site"
    ]


def test_an_announcement_that_has_ended_is_a_warning_on_a_known_day() -> None:
    plain = settings(MAIL)
    until = AnnouncementSettings(until=date(2026, 11, 30), locations={"until": (12, 16)})
    ended = replace(plain, kbgen=replace(plain.kbgen, announcement=until))
    assert lines(settings_warnings(ended, today=date(2026, 12, 1))) == [
        "mkdocs.yml:12:16: KB716 the announcement ended on 2026-11-30 and is not shown"
    ]
    assert settings_warnings(ended, today=date(2026, 11, 30)) == ()
    assert settings_warnings(ended) == (), "a build reports the same on every day"
