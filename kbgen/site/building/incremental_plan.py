# SPDX-License-Identifier: MIT
"""Plan an incremental build: nothing changed, or only article texts that no other page depends on.

An incremental build gives the same bytes as a full one. In any doubt, the plan asks for a full
build. The text of an article may change if its fields and anchors stay the same, it gets no new
links into the site, the texts of these stay, neither version has a diagnostic, and no other page
shows its revision. The plan reuses the article's last planned page with the new text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kbgen.content import checks
from kbgen.content.history.former_ids import HAS_MOVED
from kbgen.content.links.destinations import Destination, Destinations, external_destination
from kbgen.content.links.hints import BY_TEXT
from kbgen.content.links.link_texts import texts_of_links
from kbgen.model import (
    Article,
    BodyFacts,
    Diagnostic,
    Kind,
    KnowledgeBase,
    LinkReference,
    PageInput,
    SearchDocument,
)
from kbgen.site.building.last_build import LastBuild, PublishedPage
from kbgen.site.caching.codec import restore
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.plan import page_description
from kbgen.site.processes.tasks import DOCUMENT, PLAN, ArticleRow, PlannedBody
from kbgen.site.reading.articles import BODY, SiteReader

MAX_INCREMENTAL_EDITS: Final = 64
"""Number of changed articles up to which an incremental build is faster than a full one."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page whose text has changed."""

    published: PublishedPage
    """The page as the last build published it."""
    page: PageInput
    """Without its body and its `SiteView`, which the cache does not store."""
    body: PlannedBody
    body_digest: str
    document: SearchDocument
    """Without the text of its body."""


class IncrementalPlanner:
    """Plans the pages of changed articles, starting from the plans of the last build."""

    def __init__(self, reader: SiteReader, last_build: LastBuild) -> None:
        self._keys = reader.keys
        self._settings = reader.settings
        self._cache = reader.cache
        self._last_build = last_build
        self._pages = {page.path: page for page in last_build.pages if page.path}
        self._wrong = {item.path for item in last_build.diagnostics}

    def pages(
        self, before: Mapping[str, ArticleRow], after: Mapping[str, ArticleRow]
    ) -> list[ChangedPage] | None:
        """Return the pages of changed articles; None if other pages may change with them.

        Args:
            before: The articles' rows from the last build, by path.
            after: The updated rows of the same articles.
        """
        if any(map(_depends_on_texts, self._last_build.diagnostics)):
            return None
        pages: list[ChangedPage] = []
        for path, row in after.items():
            old = before.get(path)
            if old is None or not self._looks_alike(path, old, row):
                return None
            if not row.rendered:
                continue  # hidden before and after
            page = self._plan_page(path, row)
            if page is None:
                return None
            pages.append(page)
        return pages

    def _looks_alike(self, path: str, old: ArticleRow, new: ArticleRow) -> bool:
        """Tell whether other pages see the article unchanged, and no version has a diagnostic."""
        one, other = old.source, new.source
        if (
            any((old.problems, old.rendering_problems, new.problems, new.rendering_problems))
            or one is None
            or other is None
            or self._settings.display_path(path) in self._wrong
        ):
            return False
        if (one.title, one.fields.values, one.includes, one.foreign, old.rendered) != (
            other.title,
            other.fields.values,
            other.includes,
            other.foreign,
            new.rendered,
        ):
            return False
        if not new.rendered:
            # A file that it no longer uses may belong to the site again, and the reverse.
            return old.mentions == new.mentions
        return (
            old.facts is not None
            and new.facts is not None
            and old.facts.anchors == new.facts.anchors
            # They are searched with the articles that they lead to.
            and self._texts_of_links(old.facts) == self._texts_of_links(new.facts)
        )

    def _texts_of_links(self, facts: BodyFacts) -> frozenset[tuple[str, str]]:
        return texts_of_links(facts.links, self._settings.own_url)

    def _plan_page(self, path: str, row: ArticleRow) -> ChangedPage | None:
        published = self._pages.get(path)
        planned = self._load_json(PLAN, published.key) if published else None
        key = self._keys[path]
        packed = self._cache.get_many(BODY, [key]).get(key)
        if (
            published is None
            or planned is None
            or packed is None
            or row.facts is None
            or row.source is None
        ):
            return None
        page = restore(PageInput, planned[0])
        old_destinations: Destinations = {
            (target, is_image): Destination(*destination)
            for target, is_image, destination in planned[1]
        }
        destinations = _link_destinations(row.facts.links, old_destinations, self._settings.own_url)
        if _drops_a_file(old_destinations, destinations):
            return None
        # The cache has the document of the last build under the key of its search record.
        key = self._last_build.records[page.lang].get(page.url, "")
        stored_document = self._load_json(DOCUMENT, key)
        if page.article is None or destinations is None or stored_document is None:
            return None
        document = restore(SearchDocument, stored_document)
        if document.id in self._last_build.translation_sources or self._would_be_reported(
            path, row, page
        ):
            return None
        article = replace(page.article, revision=row.source.revision)
        description = page_description(page.summary, row.facts, self._settings, page.lang)
        page = replace(page, article=article, description=description)
        return ChangedPage(published, page, PlannedBody(destinations, packed), row.digest, document)

    def _would_be_reported(self, path: str, row: ArticleRow, page: PageInput) -> bool:
        """Tell whether a check would report the new text."""
        source = row.source
        assert source is not None
        assert row.facts is not None
        if not row.facts.texts:  # an empty article is reported
            return True
        # The checks of other articles cannot change: only the text did. So one article is enough.
        fields = source.fields.values
        article = Article(
            id="x",
            lang=page.lang,
            path=path,
            url=page.url,
            title=source.title or page.title,
            kind=fields.get("kind", Kind.MANUAL),
            markdown="",
            body_line=source.body_line,
            revision="",
            **{name: fields[name] for name in _CHECKED_FIELDS if name in fields},
        )
        kb = KnowledgeBase((page.lang,), (article,), {}, {}, (), {})
        return bool(checks.run(kb, self._settings, {path: row.facts}))

    def _load_json(self, kind: str, key: str) -> Any:
        data = self._cache.get_many(kind, [key]).get(key)
        try:
            return json.loads(unpack(data)) if data else None
        except ValueError:
            return None


_CHECKED_FIELDS: Final = (
    "status",
    "questions",
    "symptoms",
    "error_codes",
    "causes",
    "support",
    "expires",
)
"""Fields that the checks of texts read."""


def _depends_on_texts(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic compares texts of articles, to say where a page or heading went."""
    is_text_hint = problem.hint.endswith(BY_TEXT) or problem.hint.startswith(HAS_MOVED)
    return problem.code in ("KB321", "KB322") or is_text_hint


def _link_destinations(
    links: Sequence[LinkReference], old: Destinations, site_url: str
) -> Destinations | None:
    """Return the destinations of a text's links; None if a new link points into the site."""
    destinations: Destinations = {}
    for link in links:
        key = (link.target, link.is_image)
        external = external_destination(link, site_url)
        if key not in old and external is None:
            return None
        destinations[key] = old.get(key) or external or Destination(None)
    return destinations


def _drops_a_file(old: Destinations, new: Destinations | None) -> bool:
    """Tell whether a text no longer uses a file of the site, which may then be private."""
    return any(
        destination.href and not destination.external and not _is_page(destination.href)
        for key, destination in old.items()
        if new is not None and key not in new
    )


def _is_page(href: str) -> bool:
    last = href.partition("#")[0].partition("?")[0].rpartition("/")[2]
    return "." not in last or last.endswith(".html")
