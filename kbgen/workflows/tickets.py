# SPDX-License-Identifier: MIT
"""Group tickets by what they ask, find out what search answers already, and draft the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.language.terms import terms
from kbgen.runtime.clock import build_day
from kbgen.tickets.clusters.cluster import cluster
from kbgen.tickets.coverage import RESULTS_READ, measure_coverage
from kbgen.tickets.drafts.draft_files import WrittenDraft, write_drafts
from kbgen.tickets.drafts.draft_text import draft
from kbgen.tickets.files import read_tickets

if TYPE_CHECKING:
    from kbgen.model import Article, ClusterCoverage, DraftArticle, SearchResult, TicketCluster
    from kbgen.settings import SiteSettings
    from kbgen.tickets.records import Rejection
    from kbgen.workflows.open_site import OpenSite


def cluster_file(file: Path, lang: str) -> tuple[tuple[TicketCluster, ...], list[Rejection]]:
    """Group the tickets of a file; `lang` is the language of tickets that name none."""
    tickets, rejected = read_tickets(file)
    return cluster(tickets, _terms_in(lang)), rejected


def cover(
    site: OpenSite, clusters: Sequence[TicketCluster], lang: str
) -> tuple[ClusterCoverage, ...]:
    """Search a site that was opened with Markdown for the questions of ticket clusters.

    Args:
        site: The site.
        clusters: Ticket clusters; the results have the same order.
        lang: One of the site's languages.
    """
    from kbgen.search.engines.engine import EngineName  # slow to import, and only needed here

    def search(queries: Sequence[str]) -> Sequence[SearchResult]:
        return site.search(queries, lang, RESULTS_READ, EngineName.WHOOSH)

    texts = {article.id: _text(article) for article in site.kb.articles if article.lang == lang}
    return measure_coverage(clusters, search, _terms_in(lang), texts, lang)


def draft_articles(
    settings: SiteSettings, clusters: Sequence[TicketCluster], lang: str, category: str
) -> list[WrittenDraft]:
    """Write a draft with a unique title for each cluster to a category; see `write_drafts`."""
    return write_drafts(settings, list(_drafts(clusters, lang)), category)


def _drafts(clusters: Sequence[TicketCluster], lang: str) -> Iterator[DraftArticle]:
    used_titles: set[str] = set()
    for item in clusters:
        article = draft(item, _terms_in(lang), build_day(), lang, used_titles)
        if article is not None:
            used_titles.add(article.title.casefold())
            yield article


def _terms_in(lang: str) -> Callable[[str, str], Sequence[str]]:
    """Return a `terms` function that uses `lang` for texts without a language."""
    return lambda text, text_lang: terms(text, text_lang or lang)


def _text(article: Article) -> str:
    """Return all text that an article's author wrote."""
    fields = (*article.questions, *article.symptoms, *article.tags)
    return "\n".join((article.title, article.summary, *fields, article.markdown))
