# SPDX-License-Identifier: MIT
"""Return the URLs of pages that every site has: home, search, contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kbgen.content.structure.urls import folder_url, output_to_url, page_output

if TYPE_CHECKING:
    from kbgen.settings import SiteSettings

SERVICES: Final = ("search", "contact")
"""Pages that kbgen generates in every language."""
STATUS: Final = "status"
"""The page of known issues, unless an article has its address."""


def service_url(settings: SiteSettings, lang: str, name: str) -> str:
    """Return the URL of a page that kbgen generates, such as `search`, in a language."""
    output = page_output(
        f"{_language_prefix(settings, lang)}{name}.md", directory_urls=settings.use_directory_urls
    )
    return output_to_url(output, directory_urls=settings.use_directory_urls)


def home_url(settings: SiteSettings, lang: str) -> str:
    """Return the URL of a language's home page."""
    folder = _language_prefix(settings, lang).rstrip("/")
    return folder_url(folder, directory_urls=settings.use_directory_urls)


def _language_prefix(settings: SiteSettings, lang: str) -> str:
    """Return the URL prefix of a language, such as `pl/`; empty for the default language."""
    return "" if lang == settings.kbgen.languages[0] else f"{lang}/"
