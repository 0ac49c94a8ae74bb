# SPDX-License-Identifier: MIT
"""The `kbgen serve` command: build a preview, serve it, and rebuild it after every save."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from kbgen.cli.common import (
    config_option,
    load_site,
    plural,
    print_diagnostics,
    running_progress,
    work_dir_option,
)
from kbgen.cli.say import os_error_text, print_error
from kbgen.errors import EnvironmentFailure, KbgenError
from kbgen.model import NO_PLUGINS, PageRenderer, Plugins
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.site.building.build import BuildReport, build, prepare_work_dir
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.preview.early_pages import EarlyPages
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.server import PreviewServer, preview_server
from kbgen.site.processes.pool import Workers, available_cores
from kbgen.site.processes.tasks import ReadingContext, SourceFile, read_articles
from kbgen.site.publishing.manifest import MANIFEST
from kbgen.site.reading.articles import READING

Result = TypeVar("Result")

_PREVIEW = AssembleOptions(drafts=True, preview=True)
_POLL_MILLISECONDS = 200
"""Interval at which mkdocs.yml and other single files are checked for changes."""
_WARM_UP_ARTICLE = b"---\ntitle: A\n---\n\n```python\na = 1\n```\n"
_MIN_TEXTS_FOR_EARLY_PAGES = 100
"""With this many texts to read, or more, pages are shown before the build is complete."""


@click.command("serve")
@config_option
@work_dir_option
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port; 0 for any free port.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Additional host name that the preview accepts. Repeatable.",
)
def command(
    config_file: Path | None,
    work_dir: Path | None,
    address: str,
    port: int,
    allowed: tuple[str, ...],
) -> None:
    """Preview the site while you write.

    Includes drafts, which are marked. Each page shows the problems of its file and reloads when you
    save.
    """
    # Scripts and service managers send SIGTERM; it stops the preview as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings, plugins = load_site(config_file, work_dir)
    prepare_work_dir(settings.work_dir)
    reloads = Reloads()
    server = _server(settings, reloads, address, port, allowed)
    url = f"http://{f'[{address}]' if ':' in address else address}:{server.server_address[1]}/"
    builder = _PreviewBuilder(settings.config_file, work_dir, url, reloads, server)
    try:
        saves = _watch_for_saves(settings, plugins, reloads)
        next(saves)  # start watching before the first build, so that no save is missed
        with _serving(server, reloads):
            click.echo(f"Serving {url} (press Ctrl-C to stop)")
            _note_skipped_plugins(settings)
            builder.run_first(settings, plugins)
            for saved in saves:
                if saved:
                    builder.run()
                if reloads.search_wanted:
                    builder.update_search()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        server.server_close()


def _note_skipped_plugins(settings: SiteSettings) -> None:
    """Name the plugins that a preview skips; they would make every save wait for all pages."""
    if names := settings.whole_site_plugins:
        skipped = " and ".join(names)
        click.echo(
            f"Not in the preview: {skipped}. Plugins that need all pages run only in kbgen build.",
            err=True,
        )


def _server(
    settings: SiteSettings, reloads: Reloads, address: str, port: int, allowed: tuple[str, ...]
) -> PreviewServer:
    try:
        policy = content_security_policy(settings)
        return preview_server(_preview_folder(settings), reloads, address, port, policy, allowed)
    except OSError as error:
        raise EnvironmentFailure(
            f"port {port} of {address} cannot be used: {error.strerror}",
            "Choose another port with --port.",
        ) from error


@contextmanager
def _serving(server: PreviewServer, reloads: Reloads) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield
    finally:
        reloads.close()
        server.shutdown()


class _Parts(NamedTuple):
    """The inputs of a build, read again each time because mkdocs.yml and templates can change."""

    settings: SiteSettings
    renderer: PageRenderer
    engine_files: Mapping[str, Path]
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


class _PreviewBuilder:
    """Builds the preview. Prints errors; the next save triggers another attempt."""

    def __init__(
        self,
        config_file: Path,
        work_dir: Path | None,
        url: str,
        reloads: Reloads,
        server: PreviewServer,
    ) -> None:
        self._config_file = config_file
        self._work_dir = work_dir
        self._url = url
        self._reloads = reloads
        self._server = server
        self._failed = False

    def run_first(self, settings: SiteSettings, plugins: Plugins) -> None:
        """Build the preview and its search; show pages early if the build takes long."""
        has_old_preview = (_preview_folder(settings) / MANIFEST).exists()
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
        report = self._run_reporting_errors(
            partial(self._build, first=first, defer_search=defer_search)
        )
        self._failed = report is None
        self._end_early_pages()
        if report is not None:
            print_diagnostics(report.diagnostics, err=True)
            self._reloads.announce()
            seconds = time.monotonic() - started
            click.echo(
                f"{plural(report.rendered, 'page')} of {report.pages:,} rendered "
                f"in {seconds:.2f} s",
                err=True,
            )
        self._reloads.finish_first_build()

    def update_search(self) -> None:
        """Update search, unless the last build failed: the same error would occur again."""
        if not self._failed:
            self._run_reporting_errors(self._build)
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

    def _run_reporting_errors(self, work: Callable[[Progress], Result]) -> Result | None:
        """Return the result of some work; if it fails, print the error and return None."""
        try:
            with running_progress() as progress:
                return work(progress)
        except KbgenError as error:
            print_error(error.message, error.hint)
        except OSError as error:  # such as a file deleted while it is read, or an unreadable folder
            print_error(os_error_text(error))
        return None

    def _build(
        self, progress: Progress, *, first: bool = False, defer_search: bool = False
    ) -> BuildReport:
        settings, plugins = load_site(self._config_file, self._work_dir)
        parts = self._parts(settings, plugins)
        show_early_pages = partial(self._show_early_pages, settings, plugins)
        return build(
            parts.settings,
            parts.renderer,
            parts.engine_files,
            site_dir=_preview_folder(parts.settings),
            options=_PREVIEW,
            progress=_LongReadObserver(progress, show_early_pages) if first else progress,
            workers=Workers(available_cores()),
            defer_search=defer_search,
            plugins=plugins,
        )

    def _parts(self, settings: SiteSettings, plugins: Plugins) -> _Parts:
        from kbgen.mkdocs_plugin.renderer.template_renderer import renderer_of
        from kbgen.mkdocs_plugin.renderer.theme_environment import engine_files

        settings = replace(settings, site_url=self._url)
        self._server.policy = content_security_policy(settings)
        return _Parts(settings, renderer_of(settings, plugins.hosted), engine_files(), plugins)


def _preview_folder(settings: SiteSettings) -> Path:
    return settings.work_dir / "preview"


def _watch_for_saves(settings: SiteSettings, plugins: Plugins, reloads: Reloads) -> Iterator[bool]:
    """Yield True once when the watch is set up, then True after every save.

    Yields False when nothing was saved but a page waits for search.

    Single files such as mkdocs.yml are polled, not watched: editors save by replacing a file, which
    ends a watch of the old file.
    """
    from watchfiles import watch

    plugin_paths = [Path(path) for path in plugins.hosted.known] if plugins.hosted else []
    candidates = (settings.docs_dir, settings.custom_dir, *plugin_paths)
    folders = [folder for folder in candidates if folder and folder.is_dir()]
    polled = [settings.config_file, *(path for path in plugin_paths if not path.is_dir())]
    signatures = [*map(_file_signature, polled)]
    watching = watch(
        *folders,
        debounce=60,
        step=10,
        rust_timeout=_POLL_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for number, changes in enumerate(watching):
        before, signatures = signatures, [*map(_file_signature, polled)]
        saved = number == 0 or bool(changes) or signatures != before
        if saved or reloads.search_wanted:
            yield saved


def _file_signature(file: Path) -> tuple[int, ...]:
    """Return a value that differs after every save; empty for a missing file."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
