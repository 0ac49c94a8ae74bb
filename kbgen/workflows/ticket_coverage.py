# SPDX-License-Identifier: MIT
"""Find out which ticket clusters the site's search answers already."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model import Article, ClusterCoverage, SearchResult, TicketCluster
from kbgen.search.engines.engine import EngineName
from kbgen.tickets.coverage import RESULTS_READ, measure_coverage
from kbgen.workflows.open_site import OpenSite
from kbgen.workflows.ticket_clusters import terms_in


def cover(
    site: OpenSite, clusters: Sequence[TicketCluster], lang: str
) -> tuple[ClusterCoverage, ...]:
    """Search a site that was opened with Markdown for the questions of ticket clusters.

    Args:
        site: The site.
        clusters: Ticket clusters; the results have the same order.
        lang: One of the site's languages.
    """

    def search(queries: Sequence[str]) -> Sequence[SearchResult]:
        return site.search(queries, lang, RESULTS_READ, EngineName.WHOOSH)

    texts = {article.id: _text(article) for article in site.kb.articles if article.lang == lang}
    return measure_coverage(clusters, search, terms_in(lang), texts, lang)


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
