# SPDX-License-Identifier: MIT
"""What all pages of a language share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from content_sites import settings_for

from kbgen.content.structure.site_urls import home_url, service_url
from kbgen.model import BarLink, ContactView, Link, PageScript, SiteLinks
from kbgen.settings import ContactSettings, FeedbackAdapter, FeedbackSettings, SiteSettings
from kbgen.settings.brand import ImageFile, LogoSettings
from kbgen.settings.extra_links import OtherSite
from kbgen.settings.local_texts import LocalText
from kbgen.settings.repository import Repository
from kbgen.site.planning.assets import SiteAssets
from kbgen.site.planning.view import site_view

SCRIPTS = (PageScript("own.js"),)
ASSETS = SiteAssets(
    ("a.css",),
    {"code": "code.css"},
    ("own.css",),
    ("init.js",),
    ("main.js",),
    ("vote.js",),
    SCRIPTS,
    "worker.js",
    "theme.svg",
    {},
)


def settings(**changes: Any) -> SiteSettings:
    plain = settings_for(Path("/nowhere"), "en", "ar", **changes)
    kbgen = replace(
        plain.kbgen,
        contact=ContactSettings(email="help@example.com", reply_time="a day"),
        popular_searches={"ar": ("كلمة",)},
    )
    return replace(plain, kbgen=kbgen)


def test_addresses_of_a_language() -> None:
    assert (home_url(settings(), "en"), home_url(settings(), "ar")) == ("", "ar/")
    assert service_url(settings(), "en", "search") == "search/"
    assert service_url(settings(), "ar", "contact") == "ar/contact/"


def test_addresses_without_directories() -> None:
    flat = settings(use_directory_urls=False)
    assert (home_url(flat, "en"), home_url(flat, "ar")) == ("index.html", "ar/index.html")
    assert service_url(flat, "ar", "search") == "ar/search.html"


def test_the_view_holds_what_the_settings_say() -> None:
    view = site_view(
        settings(copyright="© Acme", logo="logo.svg"), "ar", {"k": "v"}, ASSETS, (Link("B", "b/"),)
    )
    assert (view.name, view.lang, view.direction, view.languages) == (
        "Acme",
        "ar",
        "rtl",
        ("en", "ar"),
    )
    assert (view.site_url, view.root_path) == ("https://help.example.com/help/", "/help/")
    assert (view.search_url, view.contact_url, view.home_url) == (
        "ar/search/",
        "ar/contact/",
        "ar/",
    )
    assert view.contact == ContactView(email="help@example.com", reply_time="a day")
    assert view.popular_searches == ("كلمة",)
    assert view.search_entry == "search/ar/entry.json"
    assert (view.copyright, view.logo, view.favicon) == ("© Acme", "logo.svg", "theme.svg")
    assert (view.stylesheets, view.head_scripts, view.modules) == (
        ("a.css",),
        ("init.js",),
        ("main.js",),
    )
    assert (view.scripts, view.worker, view.strings) == (SCRIPTS, "worker.js", {"k": "v"})
    assert view.categories == (Link("B", "b/"),)


def test_a_site_may_have_its_own_icon_and_no_popular_searches() -> None:
    view = site_view(settings(favicon="own.ico"), "en", {}, ASSETS, ())
    assert (view.favicon, view.popular_searches) == ("own.ico", ())


def test_without_feedback_pages_know_of_none() -> None:
    assert site_view(settings(), "en", {}, ASSETS, ()).feedback is None


def test_pages_know_the_adapter_that_the_settings_choose() -> None:
    plain = settings()
    feedback = FeedbackSettings(FeedbackAdapter.ZENDESK, account="acme", products=("Desktop",))
    view = site_view(
        replace(plain, kbgen=replace(plain.kbgen, feedback=feedback)), "en", {}, ASSETS, ()
    ).feedback
    assert view is not None
    assert (view.url, view.takes) == ("https://acme.zendesk.com/api/v2/requests.json", ("message",))
    assert (view.fallback, view.products) == ("mailto:help@example.com", ("Desktop",))


def test_texts_of_the_settings_are_those_of_the_language() -> None:
    """A text that a language lacks is that of the default language, and the page knows it."""
    texts: dict[str, Any] = {
        "site_name": LocalText({"en": "Acme help", "ar": "مساعدة"}, {}, (1, 1)),
        "copyright": LocalText({"en": "All rights reserved"}, {}, (1, 1)),
        "home_question": LocalText({"en": "What do you need?"}, {}, (1, 1)),
    }
    contact = {
        "email": LocalText({"en": "en@acme.example", "ar": "ar@acme.example"}, {}, (1, 1)),
        "hours": LocalText({"en": "9 to 5"}, {}, (1, 1)),
    }
    plain = settings()
    feedback = FeedbackSettings(adapter=FeedbackAdapter.MAILTO)
    local = replace(
        plain, kbgen=replace(plain.kbgen, **texts, contact_texts=contact, feedback=feedback)
    )
    strings = {"home.question": "كيف يمكننا مساعدتك؟"}
    view = site_view(local, "ar", strings, ASSETS, ())
    assert (view.name, view.name_lang) == ("مساعدة", "")
    assert (view.copyright, view.copyright_lang) == ("All rights reserved", "en")
    assert (view.contact.email, view.contact.hours) == ("ar@acme.example", "9 to 5")
    assert view.contact.langs == {"hours": "en"}
    assert view.feedback is not None
    assert view.feedback.url == "mailto:ar@acme.example"
    assert view.strings == {"home.question": "What do you need?", "home.question@lang": "en"}
    english = site_view(local, "en", {**strings, "home.question@lang": "ar"}, ASSETS, ())
    assert english.strings == {"home.question": "What do you need?"}
    assert english.contact.langs == {}


def test_the_script_of_404_pages_is_for_sites_with_several_languages() -> None:
    assets = replace(ASSETS, not_found_script="nf.js")
    one = settings_for(Path("/nowhere"), "en")
    assert site_view(settings(), "ar", {}, assets, ()).not_found_script == "nf.js"
    assert site_view(one, "en", {}, assets, ()).not_found_script == ""


def test_the_repository_and_social_networks_follow_the_own_links_of_the_footer() -> None:
    own = SiteLinks(footer=(BarLink("Imprint", "imprint/"),))
    with_repository = settings(
        repository=Repository("https://git.example.com/a", "Sources"),
        social=(BarLink("Git", "https://git.example.com/a"), BarLink("X", "https://x.example")),
    )
    found = site_view(with_repository, "en", {}, ASSETS, (), own).links
    link = BarLink("Sources", "https://git.example.com/a", icon="fontawesome/brands/git-alt")
    assert found == SiteLinks(footer=(*own.footer, link, BarLink("X", "https://x.example")))
    assert site_view(settings(), "en", {}, ASSETS, (), own).links == own


@pytest.mark.parametrize(
    ("site_url", "url", "shown"),
    [
        ("https://a.example/help/", "https://b.example/", "https://b.example/"),
        ("https://a.example/help/", "/help/de/", "de/"),
        ("https://a.example/help/", "./de/", "de/"),
        ("https://a.example/help/", "/de/", "https://a.example/de/"),
        ("", "/de/", "de/"),
        ("", "./de/", "de/"),
    ],
)
def test_other_sites_are_those_in_other_languages(site_url: str, url: str, shown: str) -> None:
    sites = (OtherSite("en", "English", "/"), OtherSite("de", "", url))
    view = site_view(settings(site_url=site_url, other_sites=sites), "en", {}, ASSETS, ())
    assert view.other_sites == (Link("Deutsch", shown, lang="de"),)


@pytest.mark.parametrize(
    ("theme", "own", "logos"),
    [
        ("t.svg", None, ("t.svg", "")),
        ("t.svg", LogoSettings(dark=ImageFile("d.svg")), ("t.svg", "d.svg")),
        ("t.svg", LogoSettings(light=ImageFile("l.svg")), ("l.svg", "")),
        ("", LogoSettings(dark=ImageFile("d.svg")), ("d.svg", "")),
        ("", LogoSettings(ImageFile("a.svg"), ImageFile("a.svg")), ("a.svg", "")),
        ("", None, ("", "")),
    ],
)
def test_logos_are_those_of_the_block_then_of_the_theme(
    theme: str, own: LogoSettings | None, logos: tuple[str, str]
) -> None:
    plain = settings(logo=theme)
    view = site_view(replace(plain, kbgen=replace(plain.kbgen, logo=own)), "en", {}, ASSETS, ())
    assert (view.logo, view.logo_dark) == logos


def test_a_picture_for_other_sites_needs_an_address() -> None:
    plain = settings(site_url="")
    kbgen = replace(plain.kbgen, social_image=ImageFile("a b.png"))
    assert site_view(replace(plain, kbgen=kbgen), "en", {}, ASSETS, ()).social_image == ""
    shown = site_view(replace(settings(), kbgen=kbgen), "en", {}, ASSETS, ()).social_image
    assert shown == "https://help.example.com/help/a%20b.png"
