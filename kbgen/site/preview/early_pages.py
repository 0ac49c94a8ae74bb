# SPDX-License-Identifier: MIT
"""Pages of a preview during its first build, each rendered on request.

The front matter of all articles is enough to plan every page. A text is rendered when its page is
requested, in a separate process. These pages know nothing about other texts: they say that they are
incomplete, have no search, and are replaced when the first build is published.
"""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace

from kbgen.content.assets.find import find_files
from kbgen.content.links.resolve import LinkResolver
from kbgen.content.loader import load
from kbgen.content.redirects import resolve_redirects
from kbgen.content.source.article_source import read_bytes
from kbgen.content.structure.gone_articles import without_expired
from kbgen.errors import KbgenError
from kbgen.model import AS_WRITTEN, Article, FileContent, PageInput, PageRenderer, Plugins
from kbgen.runtime.clock import build_day
from kbgen.runtime.problems import Problems
from kbgen.settings import SiteSettings
from kbgen.site.caching.codec import from_bytes
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.assemble import AssembleOptions, CheckedSite, SitePlan, plan_pages
from kbgen.site.planning.plan import page_description
from kbgen.site.processes.tasks import (
    ArticleRow,
    PlannedBody,
    ReadingContext,
    SourceFile,
    read_articles,
    render_pages,
)
from kbgen.site.processes.worker_processes import WorkerProcesses
from kbgen.site.reading.articles import SiteArticles


class EarlyPages:
    """Renders single pages. Safe to call from any thread."""

    def __init__(
        self,
        settings: SiteSettings,
        renderer: PageRenderer,
        plugins: Plugins,
        options: AssembleOptions,
    ) -> None:
        """Read the front matter and plan all pages, while the rendering process starts.

        Raises:
            KbgenError: As in a build, which will report it too.
            OSError: A file was removed while it was being read.
        """
        self._settings = settings
        self._renderer = renderer
        self._reading = ReadingContext(settings, options.drafts, plugins.hosted)
        self._pool = WorkerProcesses(1)
        starting = threading.Thread(target=self._start, daemon=True)
        starting.start()
        try:
            self._site = _plan(settings, plugins, options)
        except BaseException:
            self.close()
            raise
        finally:
            starting.join()
        self._pages = {page.output: page for page in self._site.pages}
        self._articles = {article.path: article for article in self._site.checked.kb.articles}
        self._links = LinkResolver(
            self._site.checked.kb,
            settings,
            {},
            knows_made_pages=plugins.shape is not None,
            marks_broken=True,
        )

    def close(self) -> None:
        """Stop the rendering process. Later requests get no page."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def has(self, output: str) -> bool:
        """Tell whether this is the path of a page, or of a file that pages use."""
        return output in self._pages or output in self._site.assets.files

    def content(self, output: str) -> FileContent | None:
        """Return a page or a file; None if only the first build can make it."""
        page = self._pages.get(output)
        if page is None:
            return self._site.assets.files.get(output)
        try:
            return self._render(page)
        except (KbgenError, OSError, RuntimeError, CancelledError):
            # A template failed, the text crashed the process, or the first build is published now.
            return None

    def _start(self) -> None:
        """Let the process import what pages need. The build reports errors of templates."""
        with suppress(Exception):
            self._pool.submit(self._renderer.check).result()

    def _render(self, page: PageInput) -> bytes:
        path = self._site.paths.get(page.output) if page.article else None
        if path is None:
            return self._html(replace(page, is_incomplete=True), None)
        article = self._articles[path]
        row, packed = self._read(article)
        links = row.facts.links if row.facts else ()
        destinations, broken_links = self._links.destinations(article, links)
        problems = {*page.problems, *row.problems, *row.rendering_problems, *broken_links}
        page = replace(
            page,
            description=page_description(page.summary, row.facts, self._settings, page.lang),
            problems=tuple(sorted(problems, key=lambda item: item.sort_key)),
            is_incomplete=True,
        )
        return self._html(page, PlannedBody(destinations, packed) if packed else None)

    def _read(self, article: Article) -> tuple[ArticleRow, bytes]:
        """Read an article's current file; return its row and packed body."""
        problems = Problems(self._settings.display_path(article.path))
        data = read_bytes(
            self._settings.docs_dir,
            article.path,
            self._settings.kbgen.limits.source_bytes,
            problems,
        )
        file = SourceFile(article.path, article.lang, data or b"", tuple(problems.diagnostics))
        result = self._pool.submit(read_articles, self._reading, [file]).result()[0]
        return from_bytes(ArticleRow, result.row), result.body

    def _html(self, page: PageInput, body: PlannedBody | None) -> bytes:
        return unpack(
            self._pool.submit(render_pages, self._renderer, [(page, body)]).result()[0].packed
        )


def _plan(
    settings: SiteSettings,
    plugins: Plugins,
    options: AssembleOptions,
) -> SitePlan:
    """Plan all pages from front matter alone."""
    files = find_files(settings)
    shape = plugins.shape or AS_WRITTEN
    loaded = load(settings, drafts=options.drafts, walked=files, shape=shape)
    # Links to old addresses work, and so do the old addresses themselves.
    resolved = resolve_redirects(
        loaded.kb, {}, settings, files.files, knows_made_pages=plugins.shape is not None
    )
    undated = replace(loaded.kb, redirects=resolved.redirects)
    kb = without_expired(undated, build_day())
    articles = SiteArticles(
        kb, undated, {}, {}, {}, loaded.diagnostics, texts=0, rendered=0, rows=None
    )
    return plan_pages(settings, CheckedSite(articles, {}, loaded.diagnostics), options)
