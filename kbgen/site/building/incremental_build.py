# SPDX-License-Identifier: MIT
"""Render and publish the pages that `incremental_plan` planned; keep all other files unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kbgen.content.source.walk import Walk
from kbgen.model import FileContent, KnowledgeBase, PageRenderer
from kbgen.search.index.analysis import analyzer_for
from kbgen.site.building.incremental_plan import (
    MAX_INCREMENTAL_EDITS,
    ChangedPage,
    IncrementalPlanner,
)
from kbgen.site.building.last_build import LastBuild, PublishedPage
from kbgen.site.building.render_pages import page_key, read_pages, store_pages, view_digest
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.planning.assets import site_assets
from kbgen.site.processes.tasks import analyze_documents, render_pages
from kbgen.site.publishing.publish import Publication, publication_of
from kbgen.site.reading.articles import SiteReader
from kbgen.site.reading.search_records import SiteIndex, record_key, store_records


class FullBuildRequired(Exception):
    """A file must be written that only a full build makes."""


class IncrementalBuild:
    """Updates a built site after edits to a few articles.

    Attributes:
        rendered: number of pages whose template ran.
        analyzed: number of search records that were made.
    """

    def __init__(self, reader: SiteReader, renderer: PageRenderer, kind: str) -> None:
        self.rendered = 0
        self.analyzed = 0
        self._reader = reader
        self._cache = reader.cache
        self._renderer = renderer
        self._kind = kind

    def apply(self, last_build: LastBuild, changed: Sequence[tuple[str, str]]) -> LastBuild | None:
        """Return the last build, updated with the new texts of these articles (path, language).

        Returns:
            None if other pages may change too, so that a full build is needed.
        """
        if len(changed) > MAX_INCREMENTAL_EDITS:
            return None
        reader = self._reader
        before = reader.cached_rows({path: last_build.articles[path] for path, _ in changed})
        reader.read_files(changed)
        after = {path: reader.rows[path] for path, _ in changed if path in reader.rows}
        if len(after) < len(changed) or not reader.is_repeatable:
            return None
        pages = IncrementalPlanner(reader, last_build).pages(before, after)
        if pages is None:
            return None
        rendered = self._render(pages, last_build)
        return replace(
            last_build,
            articles=last_build.articles | {path: reader.keys[path] for path in after},
            pages=tuple(rendered.get(page.output, page) for page in last_build.pages),
            records=self._analyze(pages, last_build),
        )

    def publication(
        self,
        last_build: LastBuild,
        index: SiteIndex,
        files: Walk,
        options: AssembleOptions,
    ) -> Publication:
        """Return the publication of an updated last build.

        Reading it raises FullBuildRequired if it needs a file that only a full build makes.
        """
        settings = self._reader.settings
        kb = KnowledgeBase(
            settings.kbgen.languages,
            (),
            {},
            {},
            last_build.assets,
            {},
            drawings=files.drawings,
        )
        assets = site_assets(settings, kb, live_reload=options.preview)
        rest = publication_of(assets.files)
        searched = {path: file.content for path, file in index.files.items()}
        keys = {page.output: page.key for page in last_build.pages}

        def read(paths: Sequence[str]) -> Iterator[tuple[str, FileContent]]:
            if any(path in last_build.others for path in paths):
                raise FullBuildRequired
            yield from read_pages(
                self._cache, self._kind, keys, [path for path in paths if path in keys]
            )
            yield from ((path, searched[path]) for path in paths if path in searched)
            yield from rest.read([path for path in paths if path in rest.digests])

        digests = {path: file.digest for path, file in index.files.items()}
        pages = {page.output: page.digest for page in last_build.pages}
        return Publication({**rest.digests, **digests, **last_build.others, **pages}, read)

    def _render(
        self, pages: Sequence[ChangedPage], last_build: LastBuild
    ) -> dict[str, PublishedPage]:
        """Render changed pages; return them by output path."""
        views = {lang: view_digest(self._renderer, view) for lang, view in last_build.views.items()}
        complete = [replace(item.page, site=last_build.views[item.page.lang]) for item in pages]
        keys = [
            page_key(views[page.lang], page, item.body_digest, item.body.destinations)
            for page, item in zip(complete, pages, strict=True)
        ]
        tasks = [(page, item.body) for page, item in zip(complete, pages, strict=True)]
        work = self._reader.workers.start(render_pages, self._renderer, tasks)
        results = [rendered for _, rendered in work.results() if rendered]
        store_pages(self._cache, self._kind, dict(zip(keys, results, strict=True)))
        self.rendered = len(results)
        return {
            item.published.output: replace(item.published, key=key, digest=result.digest)
            for item, key, result in zip(pages, keys, results, strict=True)
        }

    def _analyze(
        self, pages: Sequence[ChangedPage], last_build: LastBuild
    ) -> dict[str, dict[str, str]]:
        """Make the changed search records; return the keys of all, by language and URL."""
        records = dict(last_build.records)
        for lang in sorted({item.page.lang for item in pages}):
            changed = [item for item in pages if item.page.lang == lang]
            keys = [record_key(lang, item.document, item.body_digest) for item in changed]
            tasks = [
                (item.document, item.body.packed, key)
                for item, key in zip(changed, keys, strict=True)
            ]
            work = self._reader.workers.start(analyze_documents, analyzer_for(lang), tasks)
            results = [record for _, record in work.results()]
            self.analyzed += len(results)
            store_records(
                self._cache,
                {key: record for key, record in zip(keys, results, strict=True) if record},
            )
            records[lang] = records[lang] | {
                item.document.url: key for item, key in zip(changed, keys, strict=True)
            }
        return records
