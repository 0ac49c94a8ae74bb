# SPDX-License-Identifier: MIT
"""The quick way of a build: nothing has changed since the last one, or only texts that no other page looks at.

Whatever is not certain is a reason to build the long way: what goes the quick way gives the same bytes. An article may
change its text, as long as its fields, anchors and links are what they were, nothing is wrong with it, before or after,
and nobody shows its revision. Its page is the planned one with another text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kbgen.content import checks
from kbgen.content.links.resolve import Destination, Destinations, external_destination
from kbgen.model import Article, Kind, KnowledgeBase, LinkReference, PageInput, SearchDocument
from kbgen.runtime.clock import build_day
from kbgen.settings import SiteSettings
from kbgen.site.building.last_build import Memory, RememberedPage
from kbgen.site.caching.cache import Cache
from kbgen.site.caching.codec import restore
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.plan import described
from kbgen.site.processes.tasks import DOCUMENT, PLAN, PlannedBody
from kbgen.site.reading.articles import BODY, Row

MOST: Final = 64
"""Changed articles up to which the quick way is quicker."""


@dataclass(frozen=True, slots=True)
class PatchedPage:
    """A page whose text has changed."""

    was: RememberedPage
    page: PageInput
    """Without its body and its view of the site, which the cache need not keep."""
    body: PlannedBody
    body_digest: str
    document: SearchDocument
    """Without the text of its body."""


class Patcher:
    """Plans the pages of changed articles from what was planned before."""

    def __init__(self, settings: SiteSettings, memory: Memory, cache: Cache) -> None:
        self._settings = settings
        self._memory = memory
        self._cache = cache
        self._pages = {page.path: page for page in memory.pages if page.path}
        self._wrong = {item.path for item in memory.diagnostics}

    def pages(self, before: Mapping[str, Row], after: Mapping[str, Row]) -> list[PatchedPage] | None:
        """The pages of changed articles; None when something else may have changed with them.

        Args:
            before: rows of the last build, by path.
            after: rows of now, of the same paths.
        """
        found: list[PatchedPage] = []
        for path, row in after.items():
            old = before.get(path)
            if old is None or not self._is_alike(path, old, row):
                return None
            if not row.rendered:
                continue  # hidden, before and now
            patched = self._patched(path, row)
            if patched is None:
                return None
            found.append(patched)
        return found

    def _is_alike(self, path: str, old: Row, new: Row) -> bool:
        """Whether others see the same of an article as before, and nothing is to be said about it."""
        said = [*old.file.problems, *old.problems, *new.file.problems, *new.problems]
        one, other = old.file.source, new.file.source
        if said or one is None or other is None or self._settings.display_path(path) in self._wrong:
            return False
        if (one.title, one.fields.values, old.rendered) != (other.title, other.fields.values, new.rendered):
            return False
        if not new.rendered:
            return True
        return old.facts is not None and new.facts is not None and old.facts.anchors == new.facts.anchors

    def _patched(self, path: str, row: Row) -> PatchedPage | None:
        was = self._pages.get(path)
        planned = self._kept(PLAN, was.key) if was else None
        packed = self._cache.get_many(BODY, [row.key]).get(row.key)
        if was is None or planned is None or packed is None or row.facts is None or row.file.source is None:
            return None
        page = restore(PageInput, planned[0])
        known: Destinations = {
            (target, is_image): Destination(*destination) for target, is_image, destination in planned[1]
        }
        destinations = _destinations(row.facts.links, known)
        key = self._memory.records[page.lang].get(page.url, "")
        kept = self._kept(DOCUMENT, key)
        if page.article is None or destinations is None or kept is None:
            return None
        document = restore(SearchDocument, kept)
        if document.id in self._memory.watched or self._says_something(path, row, page):
            return None
        article = replace(page.article, revision=row.file.source.revision)
        description = described(page.summary, row.facts, self._settings)
        page = replace(page, article=article, description=description)
        return PatchedPage(was, page, PlannedBody(destinations, packed), row.digest, document)

    def _says_something(self, path: str, row: Row, page: PageInput) -> bool:
        """Whether there would be a diagnostic about the new text."""
        source = row.file.source
        assert source is not None
        assert row.facts is not None
        if not row.facts.texts:
            return True
        article = Article(
            id="x", lang=page.lang, path=path, url=page.url, title=source.title,
            kind=source.fields.values.get("kind", Kind.MANUAL), markdown="", body_line=source.body_line, revision="",
            **{name: source.fields.values[name] for name in _LOOKED_AT if name in source.fields.values},
        )  # fmt: skip
        kb = KnowledgeBase((page.lang,), (article,), {}, {}, (), {})
        return bool(checks.run(kb, self._settings, {path: row.facts}, today=build_day()))

    def _kept(self, kind: str, key: str) -> Any:
        data = self._cache.get_many(kind, [key]).get(key)
        try:
            return json.loads(unpack(data)) if data else None
        except ValueError:
            return None


_LOOKED_AT: Final = ("status", "questions", "symptoms", "error_codes", "causes", "support", "expires")
"""Fields that the rules about texts read."""


def _destinations(links: Sequence[LinkReference], known: Destinations) -> Destinations | None:
    """Where the links of a text lead; None when one is new and leads into the site."""
    found: Destinations = {}
    for link in links:
        key = (link.target, link.is_image)
        elsewhere = external_destination(link)
        if key not in known and elsewhere is None:
            return None
        found[key] = known.get(key) or elsewhere or Destination(None)
    return found
