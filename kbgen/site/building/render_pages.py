# SPDX-License-Identifier: MIT
"""Planned pages → HTML, through the cache: a page whose key is known is not rendered, nor even looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Final

from kbgen.content.links.resolve import Destinations
from kbgen.errors import InternalError
from kbgen.model import PageInput, PageRenderer, SiteView
from kbgen.runtime.progress import Progress
from kbgen.site.building.last_build import RememberedPage
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import to_bytes
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.assemble import SitePlan
from kbgen.site.processes.pool import Work, Workers
from kbgen.site.processes.tasks import PLAN, PageTask, PlannedBody, RenderedPage, render_pages, rows_of
from kbgen.site.reading.articles import packed_bodies

_WHOLE: Final = attrgetter(*[field.name for field in fields(PageInput) if field.name != "site"])
_DIGEST_LENGTH: Final = 64
_CHUNK: Final = 256


class SitePages:
    """The pages of one build."""

    def __init__(
        self,
        site: SitePlan,
        renderer: PageRenderer,
        cache: Cache,
        kind: str,
        remembered: Mapping[str, str] | None = None,
    ) -> None:
        """Find out which pages have to be rendered.

        Args:
            site: what is planned.
            renderer: makes HTML.
            cache: knows the pages of earlier builds.
            kind: under which the cache keeps these.
            remembered: digests of pages of the last build, by key.
        """
        self._site = site
        self._renderer = renderer
        self._cache = cache
        self._kind = kind
        self._remembered = remembered or {}
        self.keys = {page.output: key for page, key in zip(site.pages, self._page_keys(), strict=True)}
        self._digests = self._known_digests()
        self._missing = [page for page in site.pages if self.keys[page.output] not in self._digests]
        self._cache.keep(kind, self.keys.values())
        self._cache.keep(PLAN, self.keys.values())

    @property
    def missing(self) -> int:
        """Number of pages that have to be rendered."""
        return len(self._missing)

    @property
    def digests(self) -> dict[str, str]:
        """Output path → SHA-256 of every page, once all are rendered."""
        return {output: self._digests[key] for output, key in self.keys.items()}

    def remembered(self) -> tuple[RememberedPage, ...]:
        """What the next build is to know of the pages."""
        return tuple(
            RememberedPage(page.output, key, self._digests[key], self._site.article_of(page))
            for page in self._site.pages
            for key in (self.keys[page.output],)
        )

    def start(self, workers: Workers) -> Work[PageTask, RenderedPage]:
        """Begin to render what is missing."""
        return workers.start(render_pages, self._renderer, list(self._tasks()))

    def finish(self, work: Work[PageTask, RenderedPage], progress: Progress) -> None:
        """Wait for the work of `start`, and keep what comes of it."""
        advance = progress.phase("Rendering pages", self.missing)
        made: dict[str, RenderedPage] = {}
        for count, ((page, _), rendered) in enumerate(work.results(), 1):
            if rendered is None:
                raise InternalError(f"the page {page.output} ended the process that rendered it")
            key = self.keys[page.output]
            self._digests[key] = rendered.digest
            made[key] = rendered
            if count % _CHUNK == 0:
                keep_pages(self._cache, self._kind, made)
                made.clear()
            advance(count)
        keep_pages(self._cache, self._kind, made)

    def read(self, outputs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The HTML of pages, by output path.

        Raises:
            CacheLost: one is not there any more.
        """
        return read_pages(self._cache, self._kind, self.keys, outputs)

    def _tasks(self) -> Iterator[PageTask]:
        checked = self._site.checked
        paths = {page.output: self._site.article_of(page) for page in self._missing}
        bodies = packed_bodies(checked.articles, self._cache, filter(None, paths.values()))
        for page in self._missing:
            path = paths[page.output]
            yield page, PlannedBody(checked.destinations[path], bodies[path]) if path else None

    def _page_keys(self) -> Iterator[str]:
        """Hash of all that each page's HTML depends on; what pages share of the site is hashed once."""
        checked, pages = self._site.checked, self._site.pages
        views = {page.lang: page.site for page in pages}
        sites = {lang: view_digest(self._renderer, view) for lang, view in views.items()}
        for page in pages:
            path = self._site.article_of(page)
            yield page_key(
                sites[page.lang], page, checked.articles.digests.get(path, ""), checked.destinations.get(path, {})
            )

    def _known_digests(self) -> dict[str, str]:
        """By key, of the pages that the cache has."""
        known = {key: self._remembered[key] for key in self.keys.values() if key in self._remembered}
        others = [key for key in self.keys.values() if key not in known]
        found = self._cache.get_many(self._kind, others)
        return known | {key: data[:_DIGEST_LENGTH].decode("ascii") for key, data in found.items()}


def view_digest(renderer: PageRenderer, view: SiteView) -> str:
    """Changes when what renders the pages of a language does, or what they share."""
    return digest(renderer.fingerprint, to_bytes(view))


def page_key(view: str, page: PageInput, body: str, destinations: Destinations) -> str:
    """Changes when anything does that a page shows.

    Args:
        view: `view_digest` of its language.
        page: as planned, without its body.
        body: digest of the body, or empty.
        destinations: where the links of the body lead.
    """
    return digest(view, to_bytes([_WHOLE(page), body, rows_of(destinations)]))


def keep_pages(cache: Cache, kind: str, made: Mapping[str, RenderedPage]) -> None:
    """Put rendered pages into the cache, by key."""
    cache.put_many(kind, {key: page.digest.encode() + page.packed for key, page in made.items()})
    cache.put_many(PLAN, {key: page.plan for key, page in made.items() if page.plan})


def read_pages(cache: Cache, kind: str, keys: Mapping[str, str], outputs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The HTML of pages, by output path.

    Args:
        cache: has them.
        kind: of the pages.
        keys: output path → key.
        outputs: which.

    Raises:
        CacheLost: one is not there any more.
    """
    wanted = list(outputs)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found = cache.get_many(kind, [keys[output] for output in chunk])
        for output in chunk:
            yield output, _html(found.get(keys[output]))


def _html(data: bytes | None) -> bytes:
    try:
        return unpack((data or b"")[_DIGEST_LENGTH:])
    except ValueError as error:
        raise CacheLost from error
