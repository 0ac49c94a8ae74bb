# SPDX-License-Identifier: MIT
"""Search a site from its sources, after bringing its index up to date."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model import Plugins, SearchResult
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName, Explained
from kbgen.settings import SiteSettings
from kbgen.workflows.open_site import language_of, open_site


def ask(
    settings: SiteSettings,
    plugins: Plugins,
    queries: Sequence[str],
    lang: str | None,
    limit: int,
    engine: str,
    progress: Progress,
    patience: float,
) -> list[SearchResult]:
    """Answer queries as the published site would if it were built now.

    Args:
        settings: The site's settings.
        plugins: Plugins that change texts.
        queries: Queries as customers type them.
        lang: One of the site's languages; None means the first.
        limit: Maximum number of hits per query.
        engine: `whoosh` or `browser`.
        progress: Receives progress updates.
        patience: Seconds to wait for a running build.

    Raises:
        SettingsError: The site does not have this language.
        EnvironmentFailure: A file cannot be written, or Node is missing for the browser's engine.
    """
    lang = language_of(settings, lang)
    with open_site(settings, plugins, progress, patience) as site:
        return site.search(queries, lang, limit, EngineName(engine))


def ask_and_explain(
    settings: SiteSettings,
    plugins: Plugins,
    query: str,
    lang: str | None,
    limit: int,
    engine: str,
    article: str,
    progress: Progress,
    patience: float,
) -> tuple[SearchResult, Explained]:
    """Answer a query, and explain the scores of its hits and of one more article; see `ask`."""
    lang = language_of(settings, lang)
    with open_site(settings, plugins, progress, patience) as site:
        (result,) = site.search([query], lang, limit, EngineName(engine))
        return result, site.explain(query, lang, limit, article)
