# SPDX-License-Identifier: MIT
"""The `kbgen serve` command: build a preview, serve it, and rebuild it after every save."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from kbgen.cli.common import (
    all_option,
    config_option,
    count_by_severity,
    load_site,
    plural,
    print_diagnostics,
    problem_counts,
    running_progress,
    work_dir_option,
)
from kbgen.cli.say import os_error_text, print_error
from kbgen.errors import EnvironmentFailure, KbgenError
from kbgen.model import Diagnostic, PageRenderer, Plugins, SitePlugins
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.site.building.report import BuildReport
from kbgen.site.caching.work_folder import prepare_work_dir
from kbgen.site.planning.content_security_policy import content_security_policy
from kbgen.site.preview.builder import PreviewBuilder, PreviewHost, preview_folder
from kbgen.site.preview.failure import Failure
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.saves import watch_for_saves
from kbgen.site.preview.server import PreviewServer, preview_server

Result = TypeVar("Result")


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
@all_option
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
    show_all: bool,
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
    builder = PreviewBuilder(_host(settings.config_file, work_dir, url, show_all), reloads, server)
    try:
        saves = watch_for_saves(settings, plugins, reloads)
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
        _forget_interrupt()
        click.echo("Stopped.", err=True)
    finally:
        server.server_close()


def _forget_interrupt() -> None:
    """Let Python exit as usual after a Ctrl-C that was handled.

    If it arrives while Python executes a string, as when a dataclass is defined, CPython remembers
    it and ends the process by SIGINT at exit, even if the exception is handled. Executing another
    string makes CPython forget it.
    """
    exec("")  # noqa: S102  # an empty string runs nothing


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
        return preview_server(preview_folder(settings), reloads, address, port, policy, allowed)
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


def _host(
    config_file: Path, work_dir: Path | None, url: str, show_all: bool = False
) -> PreviewHost:
    attempts = _Attempts(config_file, work_dir)
    show = partial(_show, show_all)
    return PreviewHost(url, attempts.load, _make_renderer, attempts.attempt, show)


def _make_renderer(settings: SiteSettings, plugins: SitePlugins | None) -> PageRenderer:
    from kbgen.mkdocs_plugin.renderer.template_renderer import renderer_of

    return renderer_of(settings, plugins)


class _Attempts:
    """Attempts to load and build the site. What fails is printed and returned for the page."""

    def __init__(self, config_file: Path, work_dir: Path | None) -> None:
        self._config_file = config_file
        self._work_dir = work_dir
        self._wrong_settings: tuple[Diagnostic, ...] = ()

    def load(self) -> tuple[SiteSettings, Plugins]:
        """Load the settings and plugins again, and keep the problems of the settings."""
        return load_site(self._config_file, self._work_dir, self._remember)

    def _remember(self, diagnostics: Sequence[Diagnostic], root: Path) -> None:
        self._wrong_settings = tuple(diagnostics)

    def attempt(self, work: Callable[[Progress], Result]) -> Result | Failure:
        """Return the result of some work; if it fails, print the error and return it."""
        self._wrong_settings = ()
        try:
            with running_progress() as progress:
                return work(progress)
        except KbgenError as error:
            print_error(error.message, error.hint)
            return Failure(error.message, error.hint, self._wrong_settings)
        except OSError as error:  # such as a file deleted while it is read, or an unreadable folder
            print_error(os_error_text(error))
            return Failure(os_error_text(error))


def _show(show_all: bool, report: BuildReport, seconds: float) -> None:
    print_diagnostics(report.diagnostics, err=True, show_all=show_all)
    problems = problem_counts(count_by_severity(report.diagnostics), report.left_out)
    pages = f"{plural(report.rendered, 'page')} of {report.pages:,} rendered"
    click.echo(f"{pages} in {seconds:.2f} s, {problems}", err=True)
