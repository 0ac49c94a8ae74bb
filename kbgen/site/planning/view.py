# SPDX-License-Identifier: MIT
"""Make the `SiteView` that all pages of a language share: URLs, assets, strings, contact."""

from __future__ import annotations

from dataclasses import asdict

from kbgen.content.structure.site_urls import home_url, service_url
from kbgen.feedback import feedback_view
from kbgen.model import ContactView, Link, SiteView
from kbgen.settings import SiteSettings
from kbgen.site.planning.assets import SiteAssets
from kbgen.site.planning.locales import direction
from kbgen.site.planning.page_files import page_image


def site_view(
    settings: SiteSettings,
    lang: str,
    strings: dict[str, str],
    assets: SiteAssets,
    menu: tuple[Link, ...],
) -> SiteView:
    """Make the view that the pages of one language share.

    Args:
        settings: The site's settings.
        lang: One of the site's languages.
        strings: The interface strings of that language.
        assets: The published assets.
        menu: Links to the language's categories.
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
        style_parts=assets.style_parts,
        site_stylesheets=assets.site_stylesheets,
        head_scripts=assets.head_scripts,
        modules=assets.modules,
        preloads=assets.preloads,
        scripts=assets.scripts,
        redirect_script=assets.redirect_script,
        worker=assets.worker,
        search_entry=f"search/{lang}/entry.json",
        strings=strings,
        copyright=settings.copyright,
        logo=page_image(settings.logo, settings),
        favicon=page_image(settings.favicon, settings) or assets.favicon,
        feedback=feedback_view(kbgen),
    )
