# SPDX-License-Identifier: MIT
"""Planned pages → HTML, through the cache: a page whose key is known is not rendered, nor even looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Final

from kbgen.errors import InternalError
from kbgen.model import PageInput, PageRenderer
from kbgen.site.articles import packed_bodies
from kbgen.site.assemble import SitePlan
from kbgen.site.cache import Cache, CacheLost, digest
from kbgen.site.codec import to_bytes
from kbgen.site.packing import unpack
from kbgen.site.progress import Progress
from kbgen.site.rendering import PageTask, PlannedBody, RenderedPage, render_pages
from kbgen.site.workers import Work, Workers

_DIGESTS: Final = "digests"
_WHOLE: Final = attrgetter(*[field.name for field in fields(PageInput) if field.name != "site"])
_DIGEST_LENGTH: Final = 64


class SitePages:
    """The pages of one build."""

    def __init__(self, site: SitePlan, renderer: PageRenderer, cache: Cache, kind: str) -> None:
        """Find out which pages have to be rendered.

        Args:
            site: what is planned.
            renderer: makes HTML.
            cache: knows the pages of earlier builds.
            kind: under which the cache keeps these.
        """
        self._site = site
        self._renderer = renderer
        self._cache = cache
        self._kind = kind
        self._keys = {page.output: key for page, key in zip(site.pages, self._page_keys(), strict=True)}
        self._digests = self._known_digests()
        self._missing = [page for page in site.pages if self._keys[page.output] not in self._digests]
        self._cache.keep(kind, self._keys.values())

    @property
    def missing(self) -> int:
        """Number of pages that have to be rendered."""
        return len(self._missing)

    @property
    def digests(self) -> dict[str, str]:
        """Output path → SHA-256 of every page, once all are rendered."""
        return {output: self._digests[key] for output, key in self._keys.items()}

    def start(self, workers: Workers) -> Work[PageTask, RenderedPage]:
        """Begin to render what is missing."""
        return workers.start(render_pages, self._renderer, list(self._tasks()))

    def finish(self, work: Work[PageTask, RenderedPage], progress: Progress) -> None:
        """Wait for the work of `start`, and keep what comes of it."""
        advance = progress.phase("Rendering pages", self.missing)
        made: dict[str, bytes] = {}
        for count, ((page, _), rendered) in enumerate(work.results(), 1):
            if rendered is None:
                raise InternalError(f"the page {page.output} ended the process that rendered it")
            key = self._keys[page.output]
            self._digests[key] = rendered.digest
            made[key] = rendered.digest.encode() + rendered.packed
            if count % 512 == 0:
                self._cache.put_many(self._kind, made)
                made.clear()
            advance(count)
        self._cache.put_many(self._kind, made)
        if self._missing:
            self._cache.put_many(
                _DIGESTS, {self._kind: to_bytes({key: self._digests[key] for key in self._keys.values()})}
            )

    def read(self, outputs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The HTML of pages, by output path.

        Raises:
            CacheLost: one is not there any more.
        """
        wanted = list(outputs)
        for start in range(0, len(wanted), 256):
            chunk = wanted[start : start + 256]
            found = self._cache.get_many(self._kind, [self._keys[output] for output in chunk])
            for output in chunk:
                yield output, _html(found.get(self._keys[output]))

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
        sites = {lang: digest(self._renderer.fingerprint, to_bytes(view)) for lang, view in views.items()}
        for page in pages:
            path = self._site.article_of(page)
            body = [checked.articles.digests[path], *_rows(checked.destinations[path])] if path else []
            yield digest(sites[page.lang], to_bytes([_WHOLE(page), body]))

    def _known_digests(self) -> dict[str, str]:
        """By key, of the pages that the cache has."""
        remembered = _digests(self._cache.get_many(_DIGESTS, [self._kind]).get(self._kind))
        known = {key: remembered[key] for key in self._keys.values() if key in remembered}
        others = [key for key in self._keys.values() if key not in known]
        found = self._cache.get_many(self._kind, others)
        return known | {key: data[:_DIGEST_LENGTH].decode("ascii") for key, data in found.items()}


def _rows(destinations: Mapping[tuple[str, bool], object]) -> Sequence[object]:
    return [[*key, value] for key, value in destinations.items()]


def _digests(data: bytes | None) -> dict[str, str]:
    try:
        found = json.loads(data or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _html(data: bytes | None) -> bytes:
    try:
        return unpack((data or b"")[_DIGEST_LENGTH:])
    except ValueError as error:
        raise CacheLost from error
