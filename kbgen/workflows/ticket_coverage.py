# SPDX-License-Identifier: MIT
"""Which questions of tickets the site's own search answers already: clusters, search and articles joined."""

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
    """Ask the site's search what the clusters ask.

    Args:
        settings: of the site.
        plugins: work on the texts.
        clusters: in the order of the result.
        lang: one of the site's languages; None takes the first.
        progress: receives progress updates.
        patience: seconds to wait for a build that runs.

    Raises:
        SettingsError: no such language.
        EnvironmentFailure: the disk refuses.
    """
    spoken = language_of(settings, lang)
    with open_site(settings, plugins, progress, patience, with_markdown=True) as site:

        def answers(asked: Sequence[str]) -> Sequence[SearchResult]:
            return site.search(asked, spoken, RESULTS_READ, EngineName.WHOOSH)

        texts = {article.id: _text(article) for article in site.kb.articles if article.lang == spoken}
        return measure_coverage(clusters, answers, terms_in(spoken), texts, spoken)


def _text(article: Article) -> str:
    """Return everything that the writer of an article wrote."""
    return "\n".join(
        (article.title, article.summary, *article.questions, *article.symptoms, *article.tags, article.markdown)
    )
