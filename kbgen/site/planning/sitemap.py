# SPDX-License-Identifier: MIT
"""Write `sitemap.xml`: every page for search engines, with its translations."""

from __future__ import annotations

from collections.abc import Iterable

from kbgen.model import PageInput

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(pages: Iterable[PageInput]) -> bytes:
    """Return the sitemap of these pages, without redirects and pages that have no canonical URL."""
    entries = "".join(_entry(page) for page in pages if page.canonical and not page.redirect)
    return f"{_HEAD}{entries}</urlset>\n".encode()


def _entry(page: PageInput) -> str:
    # Imports the modules for HTTP, which a rebuild without a new sitemap does not need.
    from xml.sax.saxutils import escape, quoteattr

    lines = [f"<loc>{escape(page.canonical)}</loc>"]
    if page.article and page.article.updated:
        lines.append(f"<lastmod>{page.article.updated.isoformat()}</lastmod>")
    translations = [item for item in page.alternates if item.is_translation]
    if len(translations) > 1:
        for item in translations:
            href = quoteattr(f"{page.site.site_url}{item.url}")
            lang = quoteattr(item.lang)
            lines.append(f'<xhtml:link rel="alternate" hreflang={lang} href={href}/>')
    return "<url>" + "".join(lines) + "</url>\n"
