# SPDX-License-Identifier: MIT
"""Write draft articles with unique titles from ticket clusters into the content folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbgen.model import DraftArticle, TicketCluster
from kbgen.runtime.clock import build_day
from kbgen.settings import SiteSettings
from kbgen.tickets.drafts.draft_files import WrittenDraft, write_drafts
from kbgen.tickets.drafts.draft_text import draft
from kbgen.workflows.ticket_clusters import terms_in


def draft_articles(
    settings: SiteSettings, clusters: Sequence[TicketCluster], lang: str, category: str
) -> list[WrittenDraft]:
    """Write a draft for each cluster to a category; see `write_drafts`."""
    return write_drafts(settings, list(_drafts(clusters, lang)), category)


def _drafts(clusters: Sequence[TicketCluster], lang: str) -> Iterator[DraftArticle]:
    used_titles: set[str] = set()
    for item in clusters:
        article = draft(item, terms_in(lang), build_day(), lang, used_titles)
        if article is not None:
            used_titles.add(article.title.casefold())
            yield article
