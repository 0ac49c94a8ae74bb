# SPDX-License-Identifier: MIT
"""What every page of a language shows of the site: addresses, assets, strings, contact."""

from __future__ import annotations

from dataclasses import asdict

from kbgen.content.structure.urls import folder_url, output_to_url, page_output
from kbgen.feedback import feedback_view
from kbgen.model import ContactView, Link, SiteView
from kbgen.settings import SiteSettings
from kbgen.site.planning.assets import SiteAssets
from kbgen.site.planning.locales import direction


def service_url(settings: SiteSettings, lang: str, name: str) -> str:
    """The address of a page that kbgen makes by itself (`search`, `contact`) in a language."""
    output = page_output(f"{_language_prefix(settings, lang)}{name}.md", directory_urls=settings.use_directory_urls)
    return output_to_url(output, directory_urls=settings.use_directory_urls)


def home_url(settings: SiteSettings, lang: str) -> str:
    """The address of a language's home page."""
    folder = _language_prefix(settings, lang).rstrip("/")
    return folder_url(folder, directory_urls=settings.use_directory_urls)


def _language_prefix(settings: SiteSettings, lang: str) -> str:
    """`pl/`, or nothing for the default language."""
    return "" if lang == settings.kbgen.languages[0] else f"{lang}/"


def site_view(
    settings: SiteSettings, lang: str, strings: dict[str, str], assets: SiteAssets, menu: tuple[Link, ...]
) -> SiteView:
    """Put together what the pages of one language share.

    Args:
        settings: of the site.
        lang: one of the site's languages.
        strings: the interface strings of that language.
        assets: where the theme's files are published.
        menu: links to the language's categories.
    """
    kbgen = settings.kbgen
    return SiteView(
        name=settings.site_name,
        lang=lang,
        direction=direction(lang),
        languages=kbgen.languages,
        site_url=settings.site_url,
        root_path=settings.root_path,
        home_url=home_url(settings, lang),
        search_url=service_url(settings, lang, "search"),
        contact_url=service_url(settings, lang, "contact"),
        categories=menu,
        contact=ContactView(**asdict(kbgen.contact)),
        popular_searches=kbgen.popular_searches.get(lang, ()),
        stylesheets=assets.stylesheets,
        head_scripts=assets.head_scripts,
        modules=assets.modules,
        scripts=assets.scripts,
        worker=assets.worker,
        search_entry=f"search/{lang}/entry.json",
        strings=strings,
        copyright=settings.copyright,
        logo=settings.logo,
        favicon=settings.favicon or assets.favicon,
        feedback=feedback_view(kbgen),
    )
