# SPDX-License-Identifier: MIT
"""Build the preview of `kbgen serve` after every save, and its search when a page needs it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeVar

from kbgen.errors import KbgenError
from kbgen.model import NO_PLUGINS, PageRenderer, Plugins, SitePlugins
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.settings.resources import theme_dir
from kbgen.site.building.build import build
from kbgen.site.building.report import BuildReport
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.planning.strings import load_strings
from kbgen.site.preview.early_pages import EarlyPages
from kbgen.site.preview.failure import Failure, failure_panel
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.server import PreviewServer
from kbgen.site.processes.pool import Workers, available_cores
from kbgen.site.processes.tasks import ReadingContext, SourceFile, read_articles
from kbgen.site.publishing.manifest import MANIFEST
from kbgen.site.reading.articles import READING

Result = TypeVar("Result")

_PREVIEW: Final = AssembleOptions(drafts=True, preview=True)
_WARM_UP_ARTICLE: Final = b"---\ntitle: A\n---\n\n```python\na = 1\n```\n"
_MIN_TEXTS_FOR_EARLY_PAGES: Final = 100
"""With this many texts to read, or more, pages are shown before the build is complete."""


class Attempt(Protocol):
    """Runs some work with progress; if it fails, prints the error and returns it."""

    def __call__(self, work: Callable[[Progress], Result]) -> Result | Failure:
        """Run the work."""
        ...


@dataclass(frozen=True, slots=True)
class PreviewHost:
    """What the command gives to the builder of its preview."""

    url: str
    """URL of the preview."""
    load: Callable[[], tuple[SiteSettings, Plugins]]
    """Loads the site again, because mkdocs.yml can change."""
    make_renderer: Callable[[SiteSettings, SitePlugins | None], PageRenderer]
    attempt: Attempt
    show: Callable[[BuildReport, float], None]
    """Shows the report of a build that took this many seconds."""


class _Parts(NamedTuple):
    """The inputs of a build, made again each time because templates can change."""

    settings: SiteSettings
    renderer: PageRenderer
    plugins: Plugins


class _LongReadObserver:
    """Reports progress, and calls a function when a build has to read many texts."""

    def __init__(self, progress: Progress, on_long_read: Callable[[], None]) -> None:
        self._progress = progress
        self._on_long_read = on_long_read

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase."""
        if name == READING and total >= _MIN_TEXTS_FOR_EARLY_PAGES:
            self._on_long_read()
        return self._progress.phase(name, total)


class PreviewBuilder:
    """Builds the preview. After an error, the next save triggers another attempt."""

    def __init__(self, host: PreviewHost, reloads: Reloads, server: PreviewServer) -> None:
        self._host = host
        self._reloads = reloads
        self._server = server
        self._failed = False
        self._lang = "en"
        """Language of the panel about a failed build: the site's first."""

    def run_first(self, settings: SiteSettings, plugins: Plugins) -> None:
        """Build the preview and its search; show pages early if the build takes long."""
        has_old_preview = (preview_folder(settings) / MANIFEST).exists()
        if not has_old_preview:
            self._show_early_pages(settings, plugins)
        # Without an old preview to show, search is built while the workers render.
        self.run(first=True, defer_search=has_old_preview)
        self.update_search()
        self._warm_up(settings)

    def run(self, *, first: bool = False, defer_search: bool = True) -> None:
        """Rebuild the pages and reload open ones; by default, defer search until it is used."""
        started = time.monotonic()
        self._reloads.mark_search_outdated()
        report = self._host.attempt(partial(self._build, first=first, defer_search=defer_search))
        self._failed = isinstance(report, Failure)
        self._end_early_pages()
        self._server.panel = self._panel(report) if isinstance(report, Failure) else b""
        self._reloads.announce()
        if isinstance(report, BuildReport):
            self._host.show(report, time.monotonic() - started)
        self._reloads.finish_first_build()

    def _panel(self, failure: Failure) -> bytes:
        return failure_panel(failure, load_strings(self._lang, theme_dir()))

    def update_search(self) -> None:
        """Update search, unless the last build failed: the same error would occur again."""
        if not self._failed:
            self._host.attempt(self._build)
        self._reloads.finish_search_update()

    def _show_early_pages(self, settings: SiteSettings, plugins: Plugins) -> None:
        if self._server.early is None:
            with suppress(KbgenError, OSError):  # the build reports the same error
                self._server.early = EarlyPages(*self._parts(settings, plugins), _PREVIEW)
                self._reloads.wake_waiters()

    def _warm_up(self, settings: SiteSettings) -> None:
        """Import the modules that the first save needs: only the workers have loaded them."""
        with suppress(KbgenError, OSError):
            # Without plugins, which would treat the sample as an article of the site.
            self._parts(settings, NO_PLUGINS).renderer.check()
            sample = SourceFile("a.md", settings.kbgen.languages[0], _WARM_UP_ARTICLE)
            read_articles(ReadingContext(settings, drafts=True), [sample])

    def _end_early_pages(self) -> None:
        early, self._server.early = self._server.early, None
        if early is not None:
            early.close()

    def _build(
        self, progress: Progress, *, first: bool = False, defer_search: bool = False
    ) -> BuildReport:
        settings, plugins = self._host.load()
        self._lang = settings.kbgen.languages[0]
        parts = self._parts(settings, plugins)
        show_early_pages = partial(self._show_early_pages, settings, plugins)
        return build(
            parts.settings,
            parts.renderer,
            site_dir=preview_folder(settings),
            options=_PREVIEW,
            progress=_LongReadObserver(progress, show_early_pages) if first else progress,
            workers=Workers(available_cores()),
            defer_search=defer_search,
            plugins=plugins,
        )

    def _parts(self, settings: SiteSettings, plugins: Plugins) -> _Parts:
        host, own_url = self._host, settings.own_url
        settings = replace(settings, site_url=host.url, published_url=own_url)
        self._server.policy = content_security_policy(settings)
        renderer = host.make_renderer(settings, plugins.hosted)
        return _Parts(settings, renderer, plugins)


def preview_folder(settings: SiteSettings) -> Path:
    """Return the folder of the preview, in the work folder."""
    return settings.work_dir / "preview"
