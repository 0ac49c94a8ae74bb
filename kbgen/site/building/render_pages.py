# SPDX-License-Identifier: MIT
"""Render planned pages to HTML through the cache. A page whose key is cached is never loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Final

from kbgen.content.links.destinations import Destinations
from kbgen.errors import InternalError
from kbgen.model import PageInput, PageRenderer, SiteView
from kbgen.runtime.progress import Progress
from kbgen.site.building.last_build import PublishedPage
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import to_bytes
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.assemble import SitePlan
from kbgen.site.processes.pool import Work, Workers
from kbgen.site.processes.tasks import (
    PLAN,
    PageTask,
    PlannedBody,
    RenderedPage,
    render_pages,
    rows_of,
)
from kbgen.site.reading.articles import packed_bodies

_PAGE_FIELDS: Final = attrgetter(
    *[field.name for field in fields(PageInput) if field.name != "site"]
)
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
        last_digests: Mapping[str, str] | None = None,
    ) -> None:
        """Find the pages that need rendering.

        Args:
            site: The planned site.
            renderer: Renders page inputs to HTML.
            cache: Holds the pages of earlier builds.
            kind: The cache kind of these pages.
            last_digests: Key → digest of the pages of the last build.
        """
        self._site = site
        self._renderer = renderer
        self._cache = cache
        self._kind = kind
        self._last_digests = last_digests or {}
        self.keys = {
            page.output: key for page, key in zip(site.pages, self._page_keys(), strict=True)
        }
        self._digests = self._cached_digests()
        self._missing = [page for page in site.pages if self.keys[page.output] not in self._digests]
        self._cache.mark_used(kind, self.keys.values())
        self._cache.mark_used(PLAN, self.keys.values())

    @property
    def missing(self) -> int:
        """Number of pages that need rendering."""
        return len(self._missing)

    @property
    def digests(self) -> dict[str, str]:
        """Output path → SHA-256 of every page; complete after `finish`."""
        return {output: self._digests[key] for output, key in self.keys.items()}

    def published(self) -> tuple[PublishedPage, ...]:
        """Return the pages as the next build needs them."""
        return tuple(map(self._published, self._site.pages))

    def _published(self, page: PageInput) -> PublishedPage:
        key = self.keys[page.output]
        return PublishedPage(page.output, key, self._digests[key], self._site.article_of(page))

    def start(self, workers: Workers) -> Work[PageTask, RenderedPage]:
        """Start rendering the missing pages."""
        return workers.start(render_pages, self._renderer, list(self._tasks()))

    def finish(self, work: Work[PageTask, RenderedPage], progress: Progress) -> None:
        """Wait for the work of `start`, and cache its results."""
        advance = progress.phase("Rendering pages", self.missing)
        unsaved: dict[str, RenderedPage] = {}
        for count, ((page, _), rendered) in enumerate(work.results(), 1):
            if rendered is None:
                raise InternalError(f"the page {page.output} crashed the process that rendered it")
            key = self.keys[page.output]
            self._digests[key] = rendered.digest
            unsaved[key] = rendered
            if count % _CHUNK == 0:
                store_pages(self._cache, self._kind, unsaved)
                unsaved.clear()
            advance(count)
        store_pages(self._cache, self._kind, unsaved)

    def read(self, outputs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (output path, HTML) of pages.

        Raises:
            CacheLost: The cache no longer has one of the pages.
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
        """Yield the key of each page. Data that the pages of a language share is hashed once."""
        checked, pages = self._site.checked, self._site.pages
        views = {page.lang: page.site for page in pages}
        sites = {lang: view_digest(self._renderer, view) for lang, view in views.items()}
        for page in pages:
            path = self._site.article_of(page)
            yield page_key(
                sites[page.lang],
                page,
                checked.articles.digests.get(path, ""),
                checked.destinations.get(path, {}),
            )

    def _cached_digests(self) -> dict[str, str]:
        """Map the keys of cached pages to their SHA-256."""
        last = {
            key: self._last_digests[key] for key in self.keys.values() if key in self._last_digests
        }
        others = [key for key in self.keys.values() if key not in last]
        stored = self._cache.get_many(self._kind, others)
        return last | {key: data[:_DIGEST_LENGTH].decode("ascii") for key, data in stored.items()}


def view_digest(renderer: PageRenderer, view: SiteView) -> str:
    """Hash the renderer of a language's pages, and the data that these pages share."""
    return digest(renderer.fingerprint, to_bytes(view))


def page_key(view: str, page: PageInput, body: str, destinations: Destinations) -> str:
    """Return the cache key of a page: a hash of everything it shows.

    Args:
        view: `view_digest` of the page's language.
        page: The planned page, without its body.
        body: Digest of the body, or empty.
        destinations: Destinations of the body's links.
    """
    return digest(view, to_bytes([_PAGE_FIELDS(page), body, rows_of(destinations)]))


def store_pages(cache: Cache, kind: str, pages: Mapping[str, RenderedPage]) -> None:
    """Put rendered pages into the cache, by key."""
    cache.put_many(PLAN, {key: page.plan for key, page in pages.items() if page.plan})
    # Last: a page tells that its plan is there.
    # An entry is the 64 hexadecimal digits of the digest, then the compressed HTML.
    cache.put_many(kind, {key: page.digest.encode() + page.packed for key, page in pages.items()})


def read_pages(
    cache: Cache, kind: str, keys: Mapping[str, str], outputs: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield (output path, HTML) of pages.

    Args:
        cache: The cache that contains the pages.
        kind: Their cache kind.
        keys: Output path → key.
        outputs: Output paths of the pages to read.

    Raises:
        CacheLost: The cache no longer has one of the pages.
    """
    paths = list(outputs)
    for start in range(0, len(paths), _CHUNK):
        chunk = paths[start : start + _CHUNK]
        stored = cache.get_many(kind, [keys[output] for output in chunk])
        for output in chunk:
            yield output, _html(stored.get(keys[output]))


def _html(data: bytes | None) -> bytes:
    try:
        return unpack((data or b"")[_DIGEST_LENGTH:])
    except ValueError as error:
        raise CacheLost from error
