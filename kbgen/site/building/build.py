# SPDX-License-Identifier: MIT
"""`kbgen build`: assemble, render what changed, publish whole or not at all."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from kbgen.content.source.walk import Walk, walk
from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.model import NO_PLUGINS, Diagnostic, FileContent, PageRenderer, Plugins, SearchStatistics, Severity
from kbgen.runtime.progress import NoProgress, Progress
from kbgen.settings import SiteSettings
from kbgen.site.building.incremental_build import NotAtHand, QuickBuild
from kbgen.site.building.last_build import Memory, origin_of, places_of, recall, remember
from kbgen.site.building.render_pages import SitePages
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.planning.assemble import AssembleOptions, SitePlan, made_files, other_files, plan_site
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import Reading
from kbgen.site.publishing.lock import LOCK, build_lock
from kbgen.site.publishing.publish import Publication, Published, publication_of, publish
from kbgen.site.reading import articles, search_records
from kbgen.site.reading.articles import ArticleReader
from kbgen.site.reading.search_records import (
    Fetch,
    Keys,
    SiteIndex,
    SiteRecords,
    fetch_records,
    index_site,
    last_index_of_site,
)

CACHE_FILE = "cache.sqlite"
_NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_CHECKED = "checked"
_PAGE = "page"
PREVIEW_PAGE = "preview"
"""Pages of `kbgen serve` differ from those of a build (address, drafts, problems); neither takes the other's away."""


@dataclass(frozen=True, slots=True)
class Hits:
    """How much of what was needed the cache had."""

    found: int
    wanted: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    pages: int
    languages: tuple[str, ...]
    rendered: int
    """Pages whose template ran."""
    cached: int
    """Pages taken from the cache."""
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    search: dict[str, SearchStatistics]
    published: bool
    """False when `strict` kept a site with problems from being published, or there was no article at all."""
    whole: bool = True
    """False when the files of the site were replaced one by one."""
    hits: Mapping[str, Hits] = field(default_factory=dict)
    """What the cache knew of `texts` and `records` of search."""
    prepared: Mapping[str, float] = field(default_factory=dict)
    """What the first build of a user had to prepare → seconds."""
    one_process: tuple[str, ...] = ()
    """Plugins that need all pages at once, for which the site was built without workers and without kept pages."""


def build(
    settings: SiteSettings,
    renderer: PageRenderer,
    engine_files: Mapping[str, Path],
    *,
    site_dir: Path | None = None,
    strict: bool = False,
    options: AssembleOptions | None = None,
    progress: Progress | None = None,
    workers: Workers | None = None,
    plugins: Plugins = NO_PLUGINS,
    defer_search: bool = False,
) -> BuildReport:
    """Build and publish a site.

    Args:
        settings: of the site.
        renderer: makes HTML of page inputs.
        engine_files: files that belong to the renderer's engine (output path → file).
        site_dir: instead of the settings' own.
        strict: publish nothing when there is an error or a warning. Without an article, nothing is ever published.
        options: for previews.
        progress: is told what goes on.
        workers: read and render; without them, this process does.
        plugins: work on the texts; the renderer has those that finish pages.
        defer_search: publish the search of the last build, or none; the next build without this brings it up to date.

    Raises:
        BusyError: another build of this site runs.
        SettingsError: the output folder is not ours to replace, or overlaps the content folder.
        EnvironmentFailure: the disk refuses; the old site is unchanged.
    """
    started = time.monotonic()
    site_dir = site_dir or settings.site_dir
    refuse_overlap(settings.docs_dir, site_dir)
    with open_cache(settings) as cache, workers or Workers() as at_work:
        run = _Build(
            settings,
            renderer,
            engine_files,
            site_dir=site_dir,
            strict=strict,
            options=options or AssembleOptions(),
            cache=cache,
            workers=at_work,
            progress=progress or NoProgress(),
            plugins=plugins,
            defer_search=defer_search,
        )
        try:
            report = run.build()
        except CacheLost:
            cache.clear()
            report = run.build()
    return replace(report, seconds=round(time.monotonic() - started, 3))


@dataclass(frozen=True, slots=True)
class _Build:
    """One run of `build`."""

    settings: SiteSettings
    renderer: PageRenderer
    engine_files: Mapping[str, Path]
    site_dir: Path
    strict: bool
    options: AssembleOptions
    cache: Cache
    workers: Workers
    progress: Progress
    plugins: Plugins
    defer_search: bool

    def build(self) -> BuildReport:
        self._check_renderer()
        found = walk(self.settings.docs_dir, self.settings.display_path, self.settings.navigation_files)
        memory = recall(self.cache, self._kind)
        origin = origin_of(
            self.settings, self.plugins.hosted, self.renderer.fingerprint, found, self.engine_files, self.options
        )
        return self._quick(memory, origin, found) or self._whole(memory, origin, found)

    @property
    def _kind(self) -> str:
        return PREVIEW_PAGE if self.options.preview else _PAGE

    def _whole(self, memory: Memory | None, origin: str, found: Walk) -> BuildReport:
        """Plan everything, and make what the cache does not know."""
        site = plan_site(
            self.settings,
            self.engine_files,
            self.cache,
            self.workers,
            self.options,
            self.progress,
            found,
            self.plugins,
        )
        records = SiteRecords(site.checked.articles, self.cache, site.checked.kb.languages)
        records.analyse(self.workers, self.progress)
        if (self.strict and site.checked.diagnostics) or not site.checked.kb.articles:
            index = self._index(records.keys, records.fetch)
            return _report(site, records, index, None, whole=True)
        remembered = {page.key: page.digest for page in memory.pages} if memory else {}
        pages = SitePages(site, self.renderer, self.cache, self._kind, remembered)
        work = pages.start(self.workers)
        index = self._index(records.keys, records.fetch)  # while others render
        pages.finish(work, self.progress)
        done = self._publish(publication_of_site(pages, other_files(self.settings, site, index)))
        self._remember(origin, site, pages, records)
        self.cache.forget_unused((*articles.KINDS, *search_records.KINDS, self._kind, _CHECKED))
        return _report(site, records, index, pages, whole=done.whole)

    def _remember(self, origin: str, site: SitePlan, pages: SitePages, records: SiteRecords) -> None:
        """Keep what the next build wants to know, if texts alone decide what it gives."""
        rows = site.checked.articles.rows
        if rows is None:
            return
        made = made_files(self.settings, site)
        memory = Memory(
            origin=origin,
            articles=dict(rows),
            pages=pages.remembered(),
            views={page.lang: page.site for page in site.pages},
            records=records.keys,
            watched=tuple(sorted({item.id for item in site.checked.kb.articles if item.source_revision})),
            assets=site.checked.kb.assets,
            others={path: sha256(content).hexdigest() for path, content in made.items()},
            diagnostics=site.checked.diagnostics,
        )
        remember(self.cache, self._kind, memory)

    def _quick(self, memory: Memory | None, origin: str, found: Walk) -> BuildReport | None:
        """Publish what the last build published, less the texts that have changed; None when that is not enough."""
        if memory is None or memory.origin != origin or (self.strict and memory.diagnostics):
            return None
        reading = Reading(self.settings, self.options.drafts, self.plugins.hosted)
        reader = ArticleReader(reading, self.cache, self.workers, NoProgress())
        places = dict(places_of(self.settings, found))
        keys = reader.keys_of(list(places.items()))
        if keys is None or keys.keys() != memory.articles.keys():
            return None
        changed = [path for path, key in keys.items() if memory.articles[path] != key]
        quick = QuickBuild(self.settings, self.renderer, self.cache, self.workers, self._kind)
        if changed:
            patched = quick.patched(memory, reader, [(path, places[path]) for path in changed])
            if patched is None:
                return None
            memory = patched
        index = self._index(memory.records, partial(fetch_records, self.cache, memory.records))
        try:
            done = self._publish(quick.publication(memory, index, self.engine_files, self.options))
        except NotAtHand:
            return None
        if changed:
            remember(self.cache, self._kind, memory)
        texts, searched = sum(bool(page.path) for page in memory.pages), sum(map(len, memory.records.values()))
        return BuildReport(
            pages=len(memory.pages),
            languages=self.settings.kbgen.languages,
            rendered=quick.rendered,
            cached=len(memory.pages) - quick.rendered,
            seconds=0.0,
            diagnostics=memory.diagnostics,
            search=index.statistics,
            prepared=index.prepared,
            published=True,
            whole=done.whole,
            hits={
                "texts": Hits(texts - quick.rendered, texts),
                "records": Hits(searched - quick.analysed, searched),
            },
        )

    def _index(self, keys: Keys, fetch: Fetch) -> SiteIndex:
        if self.defer_search:
            return last_index_of_site(keys, self.settings) or SiteIndex({}, {})
        return index_site(keys, fetch, self.settings, self.progress)

    def _publish(self, publication: Publication) -> Published:
        return publish(publication, self.site_dir, durable=not self.options.preview)

    def _check_renderer(self) -> None:
        """What a build from nothing would refuse is refused too when no page has to be rendered."""
        key = digest(self.settings.digest, self.renderer.fingerprint)
        if not self.settings.digest or not self.cache.have(_CHECKED, [key]):
            self.renderer.check()
            self.cache.put_many(_CHECKED, {key: b""})


def publication_of_site(pages: SitePages, others: Mapping[str, FileContent]) -> Publication:
    """The site that consists of these pages and other files (output path → content)."""
    rest = publication_of(others)
    digests = pages.digests

    def read(paths: Sequence[str]) -> Iterator[tuple[str, FileContent]]:
        yield from pages.read([path for path in paths if path in digests])
        yield from rest.read([path for path in paths if path not in digests])

    return Publication({**rest.digests, **digests}, read)


def refuse_overlap(docs_dir: Path, site_dir: Path) -> None:
    """A site inside the content would be content of the next build; content inside the site would go with it."""
    docs, site = docs_dir.resolve(), site_dir.resolve()
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        raise SettingsError(
            f"the output folder {site_dir} and the content folder {docs_dir} lie in each other",
            "Choose another folder with site_dir or --site-dir.",
        )


def prepare_work_dir(folder: Path) -> None:
    """Make the folder for what builds keep.

    Raises:
        EnvironmentFailure: it cannot be written: a checkout that is mounted read-only, or somebody else's.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).open("ab").close()
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
        raise EnvironmentFailure(
            f"{folder} cannot be written: {error.strerror}",
            "Name a folder that can be, with --work-dir or the variable KBGEN_WORK_DIR.",
        ) from error


@contextmanager
def open_cache(settings: SiteSettings, patience: float = 0.0) -> Iterator[Cache]:
    """The site's cache, for one process at a time.

    Raises:
        BusyError: another process has it, also after `patience` seconds.
        EnvironmentFailure: the folder of the cache cannot be written.
    """
    prepare_work_dir(settings.work_dir)
    with build_lock(settings.work_dir, patience), Cache(settings.work_dir / CACHE_FILE) as cache:
        yield cache


def _report(
    site: SitePlan, records: SiteRecords, index: SiteIndex, pages: SitePages | None, *, whole: bool
) -> BuildReport:
    """What was done; without pages, nothing was published."""
    texts, searched = site.checked.articles.texts, sum(map(len, records.keys.values()))
    return BuildReport(
        pages=len(site.pages),
        languages=site.checked.kb.languages,
        rendered=pages.missing if pages else 0,
        cached=len(site.pages) - pages.missing if pages else 0,
        seconds=0.0,
        diagnostics=site.checked.diagnostics,
        search=index.statistics,
        prepared=index.prepared,
        published=pages is not None,
        whole=whole,
        hits={
            "texts": Hits(texts - site.checked.articles.rendered, texts),
            "records": Hits(searched - records.analysed, searched),
        },
    )


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether one of them is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
