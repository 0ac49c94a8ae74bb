# SPDX-License-Identifier: MIT
"""Find out which ticket clusters the site's search answers already."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model import Article, ClusterCoverage, Plugins, SearchResult, TicketCluster
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName
from kbgen.settings import SiteSettings
from kbgen.tickets.coverage import RESULTS_READ, measure_coverage
from kbgen.workflows.open_site import language_of, open_site
from kbgen.workflows.ticket_clusters import terms_in


def cover(
    settings: SiteSettings,
    plugins: Plugins,
    clusters: Sequence[TicketCluster],
    lang: str | None,
    progress: Progress,
    patience: float,
) -> tuple[ClusterCoverage, ...]:
    """Search the site for the questions of ticket clusters.

    Args:
        settings: The site's settings.
        plugins: Plugins that change texts.
        clusters: Ticket clusters; the results have the same order.
        lang: One of the site's languages; None means the first.
        progress: Receives progress updates.
        patience: Seconds to wait for a running build.

    Raises:
        SettingsError: The site does not have this language.
        EnvironmentFailure: A file cannot be written.
    """
    site_lang = language_of(settings, lang)
    with open_site(settings, plugins, progress, patience, with_markdown=True) as site:

        def search(queries: Sequence[str]) -> Sequence[SearchResult]:
            return site.search(queries, site_lang, RESULTS_READ, EngineName.WHOOSH)

        texts = {
            article.id: _text(article) for article in site.kb.articles if article.lang == site_lang
        }
        return measure_coverage(clusters, search, terms_in(site_lang), texts, site_lang)


def _text(article: Article) -> str:
    """Return all text that an article's author wrote."""
    return "\n".join(
        (
            article.title,
            article.summary,
            *article.questions,
            *article.symptoms,
            *article.tags,
            article.markdown,
        )
    )
