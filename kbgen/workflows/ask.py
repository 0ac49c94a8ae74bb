# SPDX-License-Identifier: MIT
"""Questions to a site's own search, from its sources: the index is brought up to date first."""

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
    """Answer queries as the published site would after a build now.

    Args:
        settings: of the site.
        plugins: work on the texts.
        queries: as customers type them.
        lang: one of the site's languages; None takes the first.
        limit: hits of each answer.
        engine: `whoosh` or `browser`.
        progress: receives progress updates.
        patience: seconds to wait for a build that runs.

    Raises:
        SettingsError: no such language.
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
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
    """Answer one query and say why the hits, and the article with this id, have their scores; see `ask`."""
    lang = language_of(settings, lang)
    with open_site(settings, plugins, progress, patience) as site:
        (result,) = site.search([query], lang, limit, EngineName(engine))
        return result, site.explain(query, lang, limit, article)
