# SPDX-License-Identifier: MIT
"""The known issues of a language: all of them, those that concern a page, and `status.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from kbgen.model import Article, IssueState, IssueView, Kind, PageInput, PageKind


class KnownIssues:
    """The known issues of one language, in the order of lists. Immutable."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = tuple(item for item in articles if item.kind is Kind.KNOWN_ISSUE)
        views = [issue_view(item) for item in self._articles]
        self.open = tuple(item for item in views if item.is_open)
        fixed = (item for item in views if not item.is_open)
        self.fixed = tuple(sorted(fixed, key=lambda item: item.day or date.min, reverse=True))
        """The newest first; those without a date last."""

    @property
    def all(self) -> tuple[IssueView, ...]:
        """Return the open issues, then the fixed ones."""
        return (*self.open, *self.fixed)

    def concerning(self, article: Article) -> tuple[IssueView, ...]:
        """Return the open issues that name an article or its product, without the article."""
        product = article.environment.product
        concerning = {
            item.id
            for item in self._articles
            if item.id != article.id
            and (
                article.id in item.affects.articles
                or (product and product in item.affects.products)
            )
        }
        return tuple(item for item in self.open if item.id in concerning)


def issue_view(article: Article) -> IssueView:
    """Return what lists show of a known issue."""
    place, updates = article.environment, article.updates
    products = dict.fromkeys(
        filter(None, (f"{place.product} {place.versions}".strip(), *article.affects.products))
    )
    if place.versions:
        products.pop(place.product, None)
    times = sorted(item.time for item in updates)
    return IssueView(
        id=article.id,
        title=article.label or article.title,
        url=article.url,
        state=article.issue_state or IssueState.INVESTIGATING,
        summary=article.summary,
        affected=(*products, *place.platforms, *place.plans, *place.regions),
        support=article.support,
        since=times[0] if times else None,
        last=max(updates, key=lambda item: item.time, default=None),
        day=times[-1].date() if times else article.updated,
    )


def status_files(pages: Iterable[PageInput]) -> dict[str, bytes]:
    """Return `status.json` beside each page of known issues, for programs that read them."""
    files: dict[str, bytes] = {}
    for page in pages:
        if page.kind is PageKind.STATUS:
            prefix = "" if page.lang == page.site.languages[0] else f"{page.lang}/"
            issues = [_row(item, page.site.site_url) for item in page.known_issues]
            table = {"lang": page.lang, "issues": issues}
            text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
            files[f"{prefix}status.json"] = text.encode()
    return files


def _row(issue: IssueView, site_url: str) -> dict[str, Any]:
    """Return the members of an issue. Those that its writer left out are missing."""
    support, last = issue.support, issue.last
    row = {
        "id": issue.id,
        "title": issue.title,
        "url": f"{site_url}{issue.url}",
        "state": issue.state.value,
        "summary": issue.summary,
        "affected": list(issue.affected),
        "cost": support.cost,
        "doing": support.doing,
        "next": support.next,
        "next_at": _iso(support.next_at),
        "eta": support.eta,
        "eta_at": _iso(support.eta_at),
        "since": _iso(issue.since),
        "last_update": {"time": _iso(last.time), "text": last.text} if last else None,
    }
    return {name: value for name, value in row.items() if value}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""
