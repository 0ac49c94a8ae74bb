# SPDX-License-Identifier: MIT
"""`kbgen build`: plan the site, render what changed, publish all of it or nothing."""

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
from kbgen.model import (
    NO_PLUGINS,
    Diagnostic,
    FileContent,
    PageRenderer,
    Plugins,
    SearchStatistics,
    Severity,
)
from kbgen.runtime.progress import NoProgress, Progress
from kbgen.settings import SiteSettings
from kbgen.site.building.incremental_build import FullBuildRequired, IncrementalBuild
from kbgen.site.building.last_build import (
    LastBuild,
    article_locations,
    digest_inputs,
    load_last_build,
    save_last_build,
)
from kbgen.site.building.render_pages import SitePages
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.planning.assemble import (
    AssembleOptions,
    SitePlan,
    generated_files,
    other_files,
    plan_site,
)
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import ReadingContext
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
"""Cache kind of the pages of `kbgen serve`. They differ from those of a build (URL, drafts).

With separate kinds, neither evicts the pages of the other.
"""


@dataclass(frozen=True, slots=True)
class CacheHits:
    """Numbers of requested cache entries and of those found."""

    found: int
    wanted: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build."""

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
    """False when `strict` blocked a site with problems, or when there are no articles."""
    atomic: bool = True
    """False when the files of the site were replaced one by one instead of in one step."""
    hits: Mapping[str, CacheHits] = field(default_factory=dict)
    """Cache hits for `texts` and search `records`."""
    prepared: Mapping[str, float] = field(default_factory=dict)
    """Name of each step that a user's first build prepared → seconds."""
    one_process: tuple[str, ...] = ()
    """Plugins that need all pages at once. With them, the build uses neither workers nor cached
    pages."""


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
        settings: The site's settings.
        renderer: Renders page inputs to HTML.
        engine_files: Files of the renderer's engine (output path → file).
        site_dir: The output folder; overrides the settings.
        strict: Publish nothing if there is an error or a warning. A site without articles is
            never published.
        options: Preview options.
        progress: Receives progress updates.
        workers: Read and render; by default, this process does.
        plugins: Plugins that change texts; the renderer has those that change pages.
        defer_search: Publish the search index of the last build, or none. The next build without
            this option updates it.

    Raises:
        BusyError: Another build of this site is running.
        SettingsError: The output folder contains other files, or overlaps the content folder.
        EnvironmentFailure: Writing failed; the old site is unchanged.
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
        except CacheLost:  # try once more, with an empty cache
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
        files = walk(
            self.settings.docs_dir, self.settings.display_path, self.settings.navigation_files
        )
        last_build = load_last_build(self.cache, self._kind)
        inputs = digest_inputs(
            self.settings,
            self.plugins.hosted,
            self.renderer.fingerprint,
            files,
            self.engine_files,
            self.options,
        )
        return self._incremental_build(last_build, inputs, files) or self._full_build(
            last_build, inputs, files
        )

    @property
    def _kind(self) -> str:
        return PREVIEW_PAGE if self.options.preview else _PAGE

    def _full_build(self, last_build: LastBuild | None, inputs: str, files: Walk) -> BuildReport:
        """Plan the whole site, and create everything that the cache lacks."""
        site = plan_site(
            self.settings,
            self.engine_files,
            self.cache,
            self.workers,
            self.options,
            self.progress,
            files,
            self.plugins,
        )
        records = SiteRecords(site.checked.articles, self.cache, site.checked.kb.languages)
        records.analyze(self.workers, self.progress)
        if (self.strict and site.checked.diagnostics) or not site.checked.kb.articles:
            index = self._index(records.keys, records.fetch)
            return _report(site, records, index, None, atomic=True)
        last_digests = {page.key: page.digest for page in last_build.pages} if last_build else {}
        pages = SitePages(site, self.renderer, self.cache, self._kind, last_digests)
        work = pages.start(self.workers)
        index = self._index(records.keys, records.fetch)  # while the workers render
        pages.finish(work, self.progress)
        published = self._publish(
            publication_of_site(pages, other_files(self.settings, site, index))
        )
        self._save_last_build(inputs, site, pages, records)
        self.cache.forget_unused((*articles.KINDS, *search_records.KINDS, self._kind, _CHECKED))
        return _report(site, records, index, pages, atomic=published.atomic)

    def _save_last_build(
        self, inputs: str, site: SitePlan, pages: SitePages, records: SiteRecords
    ) -> None:
        """Save the data for the next build, if the articles' bytes alone determine its output."""
        rows = site.checked.articles.rows
        if rows is None:
            return
        generated = generated_files(self.settings, site)
        last_build = LastBuild(
            inputs=inputs,
            articles=dict(rows),
            pages=pages.published(),
            views={page.lang: page.site for page in site.pages},
            records=records.keys,
            translation_sources=tuple(
                sorted({item.id for item in site.checked.kb.articles if item.source_revision})
            ),
            assets=site.checked.kb.assets,
            others={path: sha256(content).hexdigest() for path, content in generated.items()},
            diagnostics=site.checked.diagnostics,
        )
        save_last_build(self.cache, self._kind, last_build)

    def _incremental_build(
        self, last_build: LastBuild | None, inputs: str, files: Walk
    ) -> BuildReport | None:
        """Republish the last build with only changed articles replaced.

        Returns:
            None if a full build is needed.
        """
        if (
            last_build is None
            or last_build.inputs != inputs
            or (self.strict and last_build.diagnostics)
        ):
            return None
        reading = ReadingContext(self.settings, self.options.drafts, self.plugins.hosted)
        reader = ArticleReader(reading, self.cache, self.workers, NoProgress())
        locations = dict(article_locations(self.settings, files))
        keys = reader.current_keys(list(locations.items()))
        # A new, deleted or unreadable file may change lists and links on any page.
        if keys is None or keys.keys() != last_build.articles.keys():
            return None
        changed = [path for path, key in keys.items() if last_build.articles[path] != key]
        update = IncrementalBuild(
            self.settings, self.renderer, self.cache, self.workers, self._kind
        )
        if changed:
            updated = update.apply(
                last_build, reader, [(path, locations[path]) for path in changed]
            )
            if updated is None:
                return None
            last_build = updated
        index = self._index(
            last_build.records, partial(fetch_records, self.cache, last_build.records)
        )
        try:
            published = self._publish(
                update.publication(last_build, index, self.engine_files, self.options)
            )
        except FullBuildRequired:
            return None
        if changed:
            save_last_build(self.cache, self._kind, last_build)
        return self._incremental_report(last_build, update, index, atomic=published.atomic)

    def _incremental_report(
        self, last_build: LastBuild, update: IncrementalBuild, index: SiteIndex, *, atomic: bool
    ) -> BuildReport:
        texts = sum(bool(page.path) for page in last_build.pages)
        searched = sum(map(len, last_build.records.values()))
        return BuildReport(
            pages=len(last_build.pages),
            languages=self.settings.kbgen.languages,
            rendered=update.rendered,
            cached=len(last_build.pages) - update.rendered,
            seconds=0.0,
            diagnostics=last_build.diagnostics,
            search=index.statistics,
            prepared=index.prepared,
            published=True,
            atomic=atomic,
            hits={
                "texts": CacheHits(texts - update.rendered, texts),
                "records": CacheHits(searched - update.analyzed, searched),
            },
        )

    def _index(self, keys: Keys, fetch: Fetch) -> SiteIndex:
        if self.defer_search:
            return last_index_of_site(keys, self.settings) or SiteIndex({}, {})
        return index_site(keys, fetch, self.settings, self.progress)

    def _publish(self, publication: Publication) -> Published:
        return publish(publication, self.site_dir, durable=not self.options.preview)

    def _check_renderer(self) -> None:
        """Check the renderer even if no page will be rendered, as a build without a cache would."""
        key = digest(self.settings.digest, self.renderer.fingerprint)
        if not self.settings.digest or not self.cache.existing_keys(_CHECKED, [key]):
            self.renderer.check()
            self.cache.put_many(_CHECKED, {key: b""})


def publication_of_site(pages: SitePages, others: Mapping[str, FileContent]) -> Publication:
    """Return the publication of these pages and other files (output path → content)."""
    rest = publication_of(others)
    digests = pages.digests

    def read(paths: Sequence[str]) -> Iterator[tuple[str, FileContent]]:
        yield from pages.read([path for path in paths if path in digests])
        yield from rest.read([path for path in paths if path not in digests])

    return Publication({**rest.digests, **digests}, read)


def refuse_overlap(docs_dir: Path, site_dir: Path) -> None:
    """Raise SettingsError if one of the folders is inside the other.

    The next build would read a site inside the content folder as content; publishing would delete
    a content folder inside the site.
    """
    docs, site = docs_dir.resolve(), site_dir.resolve()
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        raise SettingsError(
            f"the output folder {site_dir} and the content folder {docs_dir} overlap",
            "Choose another output folder with site_dir or --site-dir.",
        )


def prepare_work_dir(folder: Path) -> None:
    """Create the folder for files that builds reuse.

    Raises:
        EnvironmentFailure: The folder is not writable: a checkout that is mounted read-only, or one
            of another user.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).open("ab").close()
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
        raise EnvironmentFailure(
            f"{folder} cannot be written: {error.strerror}",
            "Choose a writable folder with --work-dir or the variable KBGEN_WORK_DIR.",
        ) from error


@contextmanager
def open_cache(settings: SiteSettings, patience: float = 0.0) -> Iterator[Cache]:
    """Open the site's cache, which one process at a time may use.

    Raises:
        BusyError: Another process still uses it after `patience` seconds.
        EnvironmentFailure: The cache folder is not writable.
    """
    prepare_work_dir(settings.work_dir)
    with build_lock(settings.work_dir, patience), Cache(settings.work_dir / CACHE_FILE) as cache:
        yield cache


def _report(
    site: SitePlan, records: SiteRecords, index: SiteIndex, pages: SitePages | None, *, atomic: bool
) -> BuildReport:
    """Report a full build; `pages` is None when nothing was published."""
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
        atomic=atomic,
        hits={
            "texts": CacheHits(texts - site.checked.articles.rendered, texts),
            "records": CacheHits(searched - records.analyzed, searched),
        },
    )


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether one of the diagnostics is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
