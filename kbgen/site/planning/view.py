# SPDX-License-Identifier: MIT
"""Make the `SiteView` that all pages of a language share: URLs, assets, strings, contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from typing import Final
from urllib.parse import urljoin

from kbgen.content.structure.site_urls import home_url, service_url
from kbgen.feedback import feedback_view
from kbgen.model import BarLink, ContactView, Link, SiteLinks, SiteView
from kbgen.runtime.addresses import is_absolute
from kbgen.settings import ContactSettings, KbgenSettings, SiteSettings
from kbgen.settings.brand import LogoSettings, theme_colors
from kbgen.site.planning.assets import SiteAssets
from kbgen.site.planning.locales import direction, language_name
from kbgen.site.planning.page_files import page_image, page_url
from kbgen.site.planning.strings.keys import OTHER_LANGUAGE

NO_LINKS: Final = SiteLinks()
_REPOSITORY_ICON: Final = "fontawesome/brands/git-alt"


def site_view(
    settings: SiteSettings,
    lang: str,
    strings: Mapping[str, str],
    assets: SiteAssets,
    menu: tuple[Link, ...],
    links: SiteLinks = NO_LINKS,
) -> SiteView:
    """Make the view that the pages of one language share.

    Args:
        settings: The site's settings.
        lang: One of the site's languages.
        strings: The interface strings of that language.
        assets: The published assets.
        menu: Links to the language's categories.
        links: The links of the header and the footer.
    """
    kbgen, contact = settings.kbgen, settings.kbgen.contact_in(lang)
    name, name_lang = settings.text_in("site_name", lang)
    logo, logo_dark = _logos(settings)
    copyright_text, copyright_lang = settings.text_in("copyright", lang)
    return SiteView(
        name=name,
        name_lang=name_lang,
        lang=lang,
        direction=direction(lang),
        languages=kbgen.languages,
        site_url=settings.site_url,
        root_path=settings.root_path,
        home_url=home_url(settings, lang),
        search_url=service_url(settings, lang, "search"),
        contact_url=service_url(settings, lang, "contact"),
        categories=menu,
        contact=ContactView(**asdict(contact), langs=_contact_languages(kbgen, lang)),
        popular_searches=kbgen.popular_searches.get(lang, ()),
        stylesheets=assets.stylesheets,
        style_parts=assets.style_parts,
        site_stylesheets=assets.site_stylesheets,
        head_scripts=assets.head_scripts,
        modules=assets.modules,
        preloads=assets.preloads,
        scripts=assets.scripts,
        redirect_script=assets.redirect_script,
        not_found_script=assets.not_found_script if len(kbgen.languages) > 1 else "",
        worker=assets.worker,
        search_entry=f"search/{lang}/entry.json",
        strings=_with_question(strings, *kbgen.text_in("home_question", lang)),
        copyright=copyright_text,
        copyright_lang=copyright_lang,
        logo=logo,
        logo_dark="" if logo_dark == logo else logo_dark,
        social_image=_social_image(settings),
        theme_colors=theme_colors(kbgen.colors),
        favicon=page_image(settings.favicon, settings) or assets.favicon,
        feedback=feedback_view(replace(kbgen, contact=contact)),
        links=_with_own_places(links, settings),
        other_sites=tuple(_other_sites(settings)),
    )


def _logos(settings: SiteSettings) -> tuple[str, str]:
    """Return the logos of the light and of the dark scheme; empty texts if there is none."""
    own = settings.kbgen.logo or LogoSettings()
    light = page_url(own.light.path) if own.light else page_image(settings.logo, settings)
    dark = page_url(own.dark.path) if own.dark else light
    return light or dark, dark


def _social_image(settings: SiteSettings) -> str:
    image = settings.kbgen.social_image
    return settings.site_url + page_url(image.path) if image and settings.site_url else ""


def _with_own_places(links: SiteLinks, settings: SiteSettings) -> SiteLinks:
    """Add the site's repository and its places in social networks to the footer."""
    name, url = settings.repository.name, settings.repository.url
    repository = (BarLink(name, url, icon=_REPOSITORY_ICON),) if url else ()
    social = (item for item in settings.social if item.url != url)
    return replace(links, footer=(*links.footer, *repository, *social))


def _other_sites(settings: SiteSettings) -> Iterator[Link]:
    """Yield the links to other sites in languages that this one does not have."""
    for site in settings.other_sites:
        if site.lang not in settings.kbgen.languages:
            name = site.name or language_name(site.lang)
            yield Link(name, _place_of(site.url, settings), lang=site.lang)


def _place_of(url: str, settings: SiteSettings) -> str:
    """Return an address of `extra.alternate` as pages link to it.

    A path below the site is relative to its root, and another path of its host is absolute.
    """
    if is_absolute(url):
        return url
    if settings.site_url:
        url = urljoin(settings.site_url, url)
        return url.removeprefix(settings.site_url)
    return url.removeprefix("./").lstrip("/")


def _contact_languages(settings: KbgenSettings, lang: str) -> dict[str, str]:
    """Return the languages of the contact details that are not in the language of the page."""
    names = (item.name for item in fields(ContactSettings))
    languages = {name: settings.text_in(f"contact.{name}", lang)[1] for name in names}
    return {name: other for name, other in languages.items() if other}


def _with_question(strings: Mapping[str, str], question: str, lang: str) -> dict[str, str]:
    """Return the strings with the question of the home page that the settings have."""
    if not question:
        return dict(strings)
    mark = f"home.question{OTHER_LANGUAGE}"
    others = {key: text for key, text in strings.items() if key != mark}
    return others | {"home.question": question} | ({mark: lang} if lang else {})
