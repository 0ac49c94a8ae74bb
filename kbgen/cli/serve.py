# SPDX-License-Identifier: MIT
"""`kbgen serve`."""

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

from kbgen.cli.common import config_option, plural, print_diagnostics, running_progress, site_of, work_dir_option
from kbgen.cli.say import reason, say
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
from kbgen.site.processes.tasks import Reading, SourceFile, read_articles
from kbgen.site.publishing.manifest import MANIFEST
from kbgen.site.reading.articles import READING

Made = TypeVar("Made")

_PREVIEW = AssembleOptions(drafts=True, preview=True)
_TICK = 200
"""Milliseconds between two looks at mkdocs.yml."""
_SAMPLE = b"---\ntitle: A\n---\n\n```python\na = 1\n```\n"
_MANY = 100
"""Texts that take so long to read that pages are shown early."""


@click.command("serve")
@config_option
@work_dir_option
@click.option("--address", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option(
    "--allow-host", "allowed", multiple=True, metavar="NAME", help="A further name to answer to; may be repeated."
)
def command(config_file: Path | None, work_dir: Path | None, address: str, port: int, allowed: tuple[str, ...]) -> None:
    """Show the site while you write.

    Drafts are there, marked; each page shows what is wrong with its file; pages reload when you save.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # scripts and service managers stop it as Ctrl-C does
    settings, plugins = site_of(config_file, work_dir)
    prepare_work_dir(settings.work_dir)
    reloads = Reloads()
    server = _server(settings, reloads, address, port, allowed)
    url = f"http://{f'[{address}]' if ':' in address else address}:{server.server_address[1]}/"
    rebuild = _Rebuild(settings.config_file, work_dir, url, reloads, server)
    try:
        saves = _saves(settings, plugins, reloads)
        next(saves)
        with _serving(server, reloads):
            click.echo(f"Serving {url} (stop with Ctrl-C)")
            _name_absent(settings)
            rebuild.run_first(settings, plugins)
            for saved in saves:
                if saved:
                    rebuild.run()
                if reloads.search_wanted:
                    rebuild.update_search()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        server.server_close()


def _name_absent(settings: SiteSettings) -> None:
    """A preview that waits for all pages would be none."""
    if names := settings.whole_site_plugins:
        click.echo(f"Without {' and '.join(names)}: what needs all pages at once is made by kbgen build.", err=True)


def _server(
    settings: SiteSettings, reloads: Reloads, address: str, port: int, allowed: tuple[str, ...]
) -> PreviewServer:
    try:
        policy = content_security_policy(settings)
        return preview_server(_folder(settings), reloads, address, port, policy, allowed)
    except OSError as error:
        raise EnvironmentFailure(
            f"port {port} of {address} cannot be used: {error.strerror}", "Choose another one with --port."
        ) from error


@contextmanager
def _serving(server: PreviewServer, reloads: Reloads) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        reloads.close()
        server.shutdown()


class _Parts(NamedTuple):
    """What a build needs, as it is now: a saved mkdocs.yml or template counts too."""

    settings: SiteSettings
    renderer: PageRenderer
    engine_files: Mapping[str, Path]
    plugins: Plugins


class _NoticingProgress:
    """Reports progress, and calls a function when many texts have to be read."""

    def __init__(self, progress: Progress, notice: Callable[[], None]) -> None:
        self._progress = progress
        self._notice = notice

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase."""
        if name == READING and total >= _MANY:
            self._notice()
        return self._progress.phase(name, total)


class _Rebuild:
    """Builds the preview; an error is shown, and the next save tries again."""

    def __init__(
        self, config_file: Path, work_dir: Path | None, url: str, reloads: Reloads, server: PreviewServer
    ) -> None:
        self._config_file = config_file
        self._work_dir = work_dir
        self._url = url
        self._reloads = reloads
        self._server = server
        self._failed = False

    def run_first(self, settings: SiteSettings, plugins: Plugins) -> None:
        """Build the preview and its search; show pages early if that takes long."""
        is_old = (_folder(settings) / MANIFEST).exists()
        if not is_old:
            self._show_early_pages(settings, plugins)
        self.run(first=True, defer_search=is_old)  # without an old preview, search is made while workers render
        self.update_search()
        self._warm_up(settings)

    def run(self, *, first: bool = False, defer_search: bool = True) -> None:
        """Bring the pages up to date and have open ones reload; search waits until it is asked for."""
        started = time.monotonic()
        self._reloads.outdate_search()
        report = self._reported(partial(self._build, first=first, defer_search=defer_search))
        self._failed = report is None
        self._end_early_pages()
        if report is not None:
            print_diagnostics(report.diagnostics, err=True)
            self._reloads.announce()
            seconds = time.monotonic() - started
            click.echo(f"{plural(report.rendered, 'page')} of {report.pages:,} rendered in {seconds:.2f} s", err=True)
        self._reloads.settle()

    def update_search(self) -> None:
        """Bring search up to date; what kept the pages from that keeps search, too."""
        if not self._failed:
            self._reported(self._build)
        self._reloads.settle_search()

    def _show_early_pages(self, settings: SiteSettings, plugins: Plugins) -> None:
        if self._server.early is None:
            with suppress(KbgenError, OSError):  # the build says what is wrong
                self._server.early = EarlyPages(*self._parts(settings, plugins), _PREVIEW)
                self._reloads.look_again()

    def _warm_up(self, settings: SiteSettings) -> None:
        """Import what the first save would wait for: workers had it so far."""
        with suppress(KbgenError, OSError):
            self._parts(settings, NO_PLUGINS).renderer.check()  # plugins would take the text for one of the site
            read_articles(Reading(settings, drafts=True), [SourceFile("a.md", settings.kbgen.languages[0], _SAMPLE)])

    def _end_early_pages(self) -> None:
        early, self._server.early = self._server.early, None
        if early is not None:
            early.close()

    def _reported(self, make: Callable[[Progress], Made]) -> Made | None:
        """Return what is made; None when it failed and the terminal says why."""
        try:
            with running_progress() as progress:
                return make(progress)
        except KbgenError as error:
            say(error.message, error.hint)
        except OSError as error:  # a file that went away while it was read, a folder that may not be read
            say(reason(error))
        return None

    def _build(self, progress: Progress, *, first: bool = False, defer_search: bool = False) -> BuildReport:
        settings, plugins = site_of(self._config_file, self._work_dir)
        parts = self._parts(settings, plugins)
        show_early_pages = partial(self._show_early_pages, settings, plugins)
        return build(
            parts.settings,
            parts.renderer,
            parts.engine_files,
            site_dir=_folder(parts.settings),
            options=_PREVIEW,
            progress=_NoticingProgress(progress, show_early_pages) if first else progress,
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


def _folder(settings: SiteSettings) -> Path:
    return settings.work_dir / "preview"


def _saves(settings: SiteSettings, plugins: Plugins, reloads: Reloads) -> Iterator[bool]:
    """Yield True once when the watch is set up, so that no save is missed, then after every save.

    Yield False when there was none and a page waits for search.

    Files such as mkdocs.yml are looked at, not watched: editors replace a file when they save, and a watch goes away
    with the old one.
    """
    from watchfiles import watch

    known = [Path(path) for path in plugins.hosted.known] if plugins.hosted else []
    folders = [folder for folder in (settings.docs_dir, settings.custom_dir, *known) if folder and folder.is_dir()]
    looked_at = [settings.config_file, *(path for path in known if not path.is_dir())]
    signatures = [*map(_signature, looked_at)]
    watching = watch(*folders, debounce=60, step=10, rust_timeout=_TICK, yield_on_timeout=True, raise_interrupt=True)
    for number, changes in enumerate(watching):
        before, signatures = signatures, [*map(_signature, looked_at)]
        saved = number == 0 or bool(changes) or signatures != before
        if saved or reloads.search_wanted:
            yield saved


def _signature(file: Path) -> tuple[int, ...]:
    """Differs after every save; the same for a file that is not there."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
