# SPDX-License-Identifier: MIT
"""`kbgen serve`."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from kbgen.cli.common import config_option, plural, print_diagnostics, running_progress, site_of, work_dir_option
from kbgen.cli.say import reason, say
from kbgen.errors import EnvironmentFailure, KbgenError
from kbgen.model import Plugins
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.site.building.build import BuildReport, build, prepare_work_dir
from kbgen.site.planning.assemble import AssembleOptions
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.preview.placeholder import publish_home
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.server import PreviewServer, preview_server
from kbgen.site.processes.pool import Workers, available_cores

Made = TypeVar("Made")

_PREVIEW = AssembleOptions(drafts=True, preview=True)
_TICK = 200
"""Milliseconds between two looks at mkdocs.yml."""


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
        saves = _saves(settings, plugins)
        next(saves)
        with _serving(server, reloads):
            click.echo(f"Serving {url} (stop with Ctrl-C)")
            _name_absent(settings)
            rebuild.show_home()
            rebuild.run()
            for _ in saves:
                rebuild.run()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        server.server_close()


def _name_absent(settings: SiteSettings) -> None:
    """A preview that waits for all pages would be none."""
    if names := settings.gathering:
        click.echo(f"Without {' and '.join(names)}: what needs all pages at once is made by kbgen build.", err=True)


def _server(
    settings: SiteSettings, reloads: Reloads, address: str, port: int, allowed: tuple[str, ...]
) -> PreviewServer:
    try:
        policy = content_security_policy(settings)
        return preview_server(settings.work_dir / "preview", reloads, address, port, policy, allowed)
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


class _Rebuild:
    """Builds the preview; whatever goes wrong is shown and waits for the next save."""

    def __init__(
        self, config_file: Path, work_dir: Path | None, url: str, reloads: Reloads, server: PreviewServer
    ) -> None:
        self._config_file = config_file
        self._work_dir = work_dir
        self._url = url
        self._reloads = reloads
        self._server = server

    def show_home(self) -> None:
        """Have the home page to look at before the first build; whatever goes wrong, that build will say."""
        with suppress(KbgenError, OSError):
            if self._publish(publish_home):
                self._reloads.announce()

    def run(self) -> None:
        started = time.monotonic()
        shown: list[float] = []

        def show() -> None:
            shown.append(time.monotonic())
            self._reloads.announce()

        try:
            with running_progress() as progress:
                report = self._build(progress, show)
        except KbgenError as error:
            say(error.message, error.hint)
        except OSError as error:  # a file that went away under our hands, a folder that may not be read
            say(reason(error))
        else:
            print_diagnostics(report.diagnostics, err=True)
            if not shown:
                show()
            seconds = shown[0] - started
            click.echo(f"{plural(report.rendered, 'page')} of {report.pages:,} rendered in {seconds:.2f} s", err=True)
        finally:
            self._reloads.settle()

    def _build(self, progress: Progress, show: Callable[[], None]) -> BuildReport:
        return self._publish(partial(build, progress=progress, workers=Workers(available_cores()), shown=show))

    def _publish(self, how: Callable[..., Made]) -> Made:
        from kbgen.mkdocs_plugin.renderer.template_renderer import renderer_of
        from kbgen.mkdocs_plugin.renderer.theme_environment import engine_files

        # Read again each time: a saved mkdocs.yml or template counts too.
        settings, plugins = site_of(self._config_file, self._work_dir)
        settings = replace(settings, site_url=self._url)
        self._server.policy = content_security_policy(settings)
        renderer = renderer_of(settings, plugins.hosted)
        folder = settings.work_dir / "preview"
        return how(settings, renderer, engine_files(), site_dir=folder, options=_PREVIEW, plugins=plugins)


def _saves(settings: SiteSettings, plugins: Plugins) -> Iterator[None]:
    """Yields once when the watch is set up, so that no save is missed, then after every save.

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
        if number == 0 or changes or signatures != before:
            yield


def _signature(file: Path) -> tuple[int, ...]:
    """Differs after every save; the same for a file that is not there."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
