# SPDX-License-Identifier: MIT
"""`kbgen build`: plan the site, render what changed, publish all of it or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from kbgen.content.assets.find import find_files
from kbgen.content.source.walk import Walk
from kbgen.errors import SettingsError
from kbgen.model import (
    NO_PLUGINS,
    FileContent,
    PageRenderer,
    Plugins,
)
from kbgen.runtime.progress import Progress
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
from kbgen.site.building.report import BuildReport, CacheHits
from kbgen.site.caching.cache import digest
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import (
    BUILD_OPTIONS,
    AssembleOptions,
    SitePlan,
    asset_and_search_files,
    generated_files,
    plan_site,
)
from kbgen.site.processes.pool import Workers
from kbgen.site.publishing.publish import Publication, Published, publication_of, publish
from kbgen.site.reading import articles, search_records
from kbgen.site.reading.articles import SiteReader
from kbgen.site.reading.search_records import (
    Fetch,
    Keys,
    SiteIndex,
    SiteRecords,
    fetch_records,
    index_site,
    last_index_of_site,
)

_CHECKED = "checked"
_PAGE = "page"
PREVIEW_PAGE = "preview"
"""Cache kind of the pages of `kbgen serve`. They differ from those of a build (URL, drafts).

With separate kinds, neither evicts the pages of the other.
"""


def build(
    settings: SiteSettings,
    renderer: PageRenderer,
    *,
    site_dir: Path | None = None,
    strict: bool = False,
    options: AssembleOptions = BUILD_OPTIONS,
    progress: Progress | None = None,
    workers: Workers | None = None,
    plugins: Plugins = NO_PLUGINS,
    defer_search: bool = False,
) -> BuildReport:
    """Build and publish a site.

    Args:
        settings: The site's settings.
        renderer: Renders page inputs to HTML.
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
    refuse_overlap(settings, site_dir)
    rest = renderer, site_dir, strict, options, defer_search
    with open_cache(settings) as cache, workers or Workers() as at_work:
        make_reader = partial(
            SiteReader, settings, cache, at_work, progress, drafts=options.drafts, plugins=plugins
        )
        report = cache.retry_if_lost(lambda: _Build(make_reader(), *rest).build())
    return replace(report, seconds=round(time.monotonic() - started, 3))


@dataclass(frozen=True, slots=True)
class _Build:
    """One run of `build`."""

    reader: SiteReader
    renderer: PageRenderer
    site_dir: Path
    strict: bool
    options: AssembleOptions
    defer_search: bool

    def build(self) -> BuildReport:
        settings, cache = self.reader.settings, self.reader.cache
        self._check_renderer()
        files = find_files(settings)
        last_build = load_last_build(cache, self._kind)
        inputs = digest_inputs(
            settings,
            self.reader.plugins.hosted,
            self.renderer.fingerprint,
            files,
            self.options,
        )
        report = None
        if last_build and last_build.inputs == inputs:
            report = self._incremental_build(last_build, files)
        return report or self._full_build(last_build, inputs, files)

    @property
    def _kind(self) -> str:
        return PREVIEW_PAGE if self.options.preview else _PAGE

    def _full_build(self, last_build: LastBuild | None, inputs: str, files: Walk) -> BuildReport:
        """Plan the whole site, and make what the cache does not have."""
        reader, cache = self.reader, self.reader.cache
        site = plan_site(reader, self.options, files)
        checked = site.checked
        records = SiteRecords(checked.articles, cache, checked.kb.languages, reader.settings)
        records.analyze(reader.workers, reader.progress)
        report = BuildReport(
            pages=len(site.pages),
            languages=checked.kb.languages,
            rendered=0,
            cached=0,
            diagnostics=checked.diagnostics,
            search={},
            published=False,
            left_out=len(checked.kb.left_out),
            hits=_hits(
                checked.articles.texts, checked.articles.rendered, records.keys, records.analyzed
            ),
        )
        if (self.strict and checked.diagnostics) or not checked.kb.has_pages:
            return _with_index(report, self._index(records.keys, records.fetch))
        last_digests = {page.key: page.digest for page in last_build.pages} if last_build else {}
        pages = SitePages(site, self.renderer, cache, self._kind, last_digests)
        work = pages.start(reader.workers)
        index = self._index(records.keys, records.fetch)  # while the workers render
        pages.finish(work, reader.progress)
        generated = generated_files(reader.settings, site)
        others = {**asset_and_search_files(site, index), **generated}
        published = self._publish(publication_of_site(pages, others))
        self._save_last_build(inputs, site, pages, records, generated)
        cache.forget_unused((*articles.KINDS, *search_records.KINDS, self._kind, _CHECKED))
        return replace(
            _with_index(report, index),
            rendered=pages.missing,
            cached=len(site.pages) - pages.missing,
            published=True,
            atomic=published.atomic,
        )

    def _save_last_build(
        self,
        inputs: str,
        site: SitePlan,
        pages: SitePages,
        records: SiteRecords,
        generated: Mapping[str, bytes],
    ) -> None:
        """Save the data for the next build, if the articles' bytes alone determine its output."""
        rows = site.checked.articles.rows
        if rows is None:
            return
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
            left_out=len(site.checked.kb.left_out),
        )
        save_last_build(self.reader.cache, self._kind, last_build)

    def _incremental_build(self, last_build: LastBuild, files: Walk) -> BuildReport | None:
        """Republish the last build with only changed articles replaced.

        Returns:
            None if a full build is needed.
        """
        reader = self.reader
        if self.strict and last_build.diagnostics:
            return None
        changed = self._changed_articles(last_build, files)
        if changed is None:
            return None
        update = IncrementalBuild(reader, self.renderer, self._kind)
        updated = update.apply(last_build, changed) if changed else last_build
        if updated is None:
            return None
        index = self._index(updated.records, partial(fetch_records, reader.cache, updated.records))
        try:
            published = self._publish(update.publication(updated, index, files, self.options))
        except FullBuildRequired:
            return None
        if changed:
            save_last_build(reader.cache, self._kind, updated)
        texts = sum(bool(page.path) for page in updated.pages)
        report = BuildReport(
            pages=len(updated.pages),
            languages=reader.settings.kbgen.languages,
            rendered=update.rendered,
            cached=len(updated.pages) - update.rendered,
            diagnostics=updated.diagnostics,
            search={},
            published=True,
            atomic=published.atomic,
            left_out=updated.left_out,
            hits=_hits(texts, update.rendered, updated.records, update.analyzed),
        )
        return _with_index(report, index)

    def _changed_articles(self, last_build: LastBuild, files: Walk) -> list[tuple[str, str]] | None:
        """Return the articles (path, language) whose bytes changed since the last build.

        Returns:
            None if a file is new, deleted or unreadable: lists and links on any page may change.
        """
        reader = self.reader
        locations = article_locations(reader.settings, files)
        if dict(locations).keys() != last_build.articles.keys() or not reader.hash_files(locations):
            return None
        return [
            (path, lang)
            for path, lang in locations
            if last_build.articles[path] != reader.keys[path]
        ]

    def _index(self, keys: Keys, fetch: Fetch) -> SiteIndex:
        settings = self.reader.settings
        if self.defer_search:
            return last_index_of_site(keys, settings) or SiteIndex({}, {})
        return index_site(keys, fetch, settings, self.reader.cache, self.reader.progress)

    def _publish(self, publication: Publication) -> Published:
        return publish(publication, self.site_dir, durable=not self.options.preview)

    def _check_renderer(self) -> None:
        """Check the renderer even if no page will be rendered, as a build without a cache would."""
        cache, settings_digest = self.reader.cache, self.reader.settings.digest
        key = digest(settings_digest, self.renderer.fingerprint)
        if not settings_digest or not cache.existing_keys(_CHECKED, [key]):
            self.renderer.check()
            cache.put_many(_CHECKED, {key: b""})


def _hits(texts: int, rendered: int, records: Keys, analyzed: int) -> dict[str, CacheHits]:
    searched = sum(map(len, records.values()))
    return {
        "texts": CacheHits(texts - rendered, texts),
        "records": CacheHits(searched - analyzed, searched),
    }


def _with_index(report: BuildReport, index: SiteIndex) -> BuildReport:
    return replace(report, search=index.statistics, prepared=index.prepared)


def publication_of_site(pages: SitePages, others: Mapping[str, FileContent]) -> Publication:
    """Return the publication of these pages and other files (output path → content)."""
    rest = publication_of(others)
    digests = pages.digests

    def read(paths: Sequence[str]) -> Iterator[tuple[str, FileContent]]:
        yield from pages.read([path for path in paths if path in digests])
        yield from rest.read([path for path in paths if path not in digests])

    return Publication({**rest.digests, **digests}, read)


def refuse_overlap(settings: SiteSettings, site_dir: Path) -> None:
    """Raise SettingsError if one of the folders is inside the other.

    The next build would read a site inside the content folder as content; publishing would delete
    a content folder inside the site. With the plugin `same-dir`, the folder in mkdocs.yml may be
    inside: it is not read as content.
    """
    docs, site = settings.docs_dir.resolve(), site_dir.resolve()
    is_skipped = settings.docs_beside_settings and site == settings.site_dir.resolve()
    if (site.is_relative_to(docs) and not is_skipped) or docs.is_relative_to(site):
        raise SettingsError(
            f"the output folder {site_dir} and the content folder {settings.docs_dir} overlap",
            "Choose another output folder with site_dir or --site-dir.",
        )
