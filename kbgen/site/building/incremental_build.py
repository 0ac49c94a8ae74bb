# SPDX-License-Identifier: MIT
"""Makes and publishes what `patch` has planned: the pages and records of changed texts, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.model import FileContent, KnowledgeBase, PageRenderer
from kbgen.search.index.analysis import analyzer_for
from kbgen.settings import SiteSettings
from kbgen.site.building.incremental_plan import MOST, PatchedPage, Patcher
from kbgen.site.building.last_build import Memory, RememberedPage
from kbgen.site.building.render_pages import keep_pages, page_key, read_pages, view_digest
from kbgen.site.caching.cache import Cache
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.planning.assets import site_assets
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import analyse_documents, render_pages
from kbgen.site.publishing.publish import Publication, publication_of
from kbgen.site.reading.articles import ArticleReader
from kbgen.site.reading.search_records import SiteIndex, keep_records, record_key


class NotAtHand(Exception):
    """A file has to be written that only the long way makes."""


class QuickBuild:
    """The quick way through a build.

    Attributes:
        rendered: pages whose template ran.
        analysed: records of search that were made.
    """

    def __init__(
        self, settings: SiteSettings, renderer: PageRenderer, cache: Cache, workers: Workers, kind: str
    ) -> None:
        self.rendered = 0
        self.analysed = 0
        self._settings = settings
        self._renderer = renderer
        self._cache = cache
        self._workers = workers
        self._kind = kind

    def patched(self, memory: Memory, reader: ArticleReader, changed: Sequence[tuple[str, str]]) -> Memory | None:
        """What is to be remembered once these articles (path, language) have their new texts.

        Returns:
            None when other pages may change with them.
        """
        if len(changed) > MOST:
            return None
        before = reader.stored({path: memory.articles[path] for path, _ in changed})
        reader(changed)
        after = {path: reader.rows[path] for path, _ in changed if path in reader.rows}
        if len(after) < len(changed) or not reader.all_known:
            return None
        pages = Patcher(self._settings, memory, self._cache).pages(before, after)
        if pages is None:
            return None
        made = self._render(pages, memory)
        return replace(
            memory,
            articles=memory.articles | {path: row.key for path, row in after.items()},
            pages=tuple(made.get(page.output, page) for page in memory.pages),
            records=self._analyse(pages, memory),
        )

    def publication(
        self, memory: Memory, index: SiteIndex, engine_files: Mapping[str, Path], options: AssembleOptions
    ) -> Publication:
        """The site that is remembered."""
        kb = KnowledgeBase(self._settings.kbgen.languages, (), {}, {}, memory.assets, {})
        assets = site_assets(self._settings, kb, engine_files, live_reload=options.preview)
        rest = publication_of(assets.files)
        searched = {path: file.path for path, file in index.files.items()}
        keys = {page.output: page.key for page in memory.pages}

        def read(paths: Sequence[str]) -> Iterator[tuple[str, FileContent]]:
            if any(path in memory.others for path in paths):
                raise NotAtHand
            yield from read_pages(self._cache, self._kind, keys, [path for path in paths if path in keys])
            yield from ((path, searched[path]) for path in paths if path in searched)
            yield from rest.read([path for path in paths if path in rest.digests])

        digests = {path: file.digest for path, file in index.files.items()}
        pages = {page.output: page.digest for page in memory.pages}
        return Publication({**rest.digests, **digests, **memory.others, **pages}, read)

    def _render(self, pages: Sequence[PatchedPage], memory: Memory) -> dict[str, RememberedPage]:
        """By output path, the pages with their new texts."""
        views = {lang: view_digest(self._renderer, view) for lang, view in memory.views.items()}
        whole = [replace(item.page, site=memory.views[item.page.lang]) for item in pages]
        keys = [
            page_key(views[page.lang], page, item.body_digest, item.body.destinations)
            for page, item in zip(whole, pages, strict=True)
        ]
        tasks = [(page, item.body) for page, item in zip(whole, pages, strict=True)]
        results = [found for _, found in self._workers.start(render_pages, self._renderer, tasks).results() if found]
        keep_pages(self._cache, self._kind, dict(zip(keys, results, strict=True)))
        self.rendered = len(results)
        return {
            item.was.output: replace(item.was, key=key, digest=result.digest)
            for item, key, result in zip(pages, keys, results, strict=True)
        }

    def _analyse(self, pages: Sequence[PatchedPage], memory: Memory) -> dict[str, dict[str, str]]:
        """The records there are, by language and URL."""
        records = dict(memory.records)
        for lang in sorted({item.page.lang for item in pages}):
            own = [item for item in pages if item.page.lang == lang]
            keys = [record_key(lang, item.document, item.body_digest) for item in own]
            tasks = [(item.document, item.body.packed, key) for item, key in zip(own, keys, strict=True)]
            found = [made for _, made in self._workers.start(analyse_documents, analyzer_for(lang), tasks).results()]
            self.analysed += len(found)
            keep_records(self._cache, {key: made for key, made in zip(keys, found, strict=True) if made})
            records[lang] = records[lang] | {item.document.url: key for item, key in zip(own, keys, strict=True)}
        return records
