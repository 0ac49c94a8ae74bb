# SPDX-License-Identifier: MIT
"""`kbgen serve`."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import click

from kbgen.cli.common import config_option, plural, print_diagnostics, running_progress, settings_of
from kbgen.cli.say import say
from kbgen.errors import EnvironmentFailure, KbgenError
from kbgen.settings import SiteSettings
from kbgen.site.assemble import AssembleOptions
from kbgen.site.build import BuildReport, build
from kbgen.site.preview import Reloads, preview_server
from kbgen.site.progress import Progress

_PREVIEW = AssembleOptions(drafts=True, preview=True)


@click.command("serve")
@config_option
@click.option("--address", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
def command(config_file: Path | None, address: str, port: int) -> None:
    """Show the site while you write.

    Drafts are there, marked; each page shows what is wrong with its file; pages reload when you save.
    """
    settings = settings_of(config_file)
    reloads = Reloads()
    try:
        server = preview_server(settings.work_dir / "preview", reloads, address, port)
    except OSError as error:
        raise EnvironmentFailure(
            f"port {port} of {address} cannot be used: {error.strerror}", "Choose another one with --port."
        ) from error
    url = f"http://{address}:{server.server_address[1]}/"
    rebuild = _Rebuild(settings.config_file, url, reloads)
    rebuild.run()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Serving {url} (stop with Ctrl-C)")
    try:
        _watch(settings, rebuild)
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        reloads.close()
        server.shutdown()


class _Rebuild:
    """Builds the preview; whatever goes wrong is shown and waits for the next save."""

    def __init__(self, config_file: Path, url: str, reloads: Reloads) -> None:
        self._config_file = config_file
        self._url = url
        self._reloads = reloads

    def run(self) -> None:
        started = time.monotonic()
        try:
            with running_progress() as progress:
                report = self._build(progress)
        except KbgenError as error:
            say(error.message, error.hint)
            return
        except SystemExit:  # the settings are wrong, and have been printed
            return
        print_diagnostics(report.diagnostics, err=True)
        seconds = time.monotonic() - started
        click.echo(f"{plural(report.rendered, 'page')} of {report.pages:,} rendered in {seconds:.2f} s", err=True)
        self._reloads.announce()

    def _build(self, progress: Progress) -> BuildReport:
        from kbgen.mkdocs_plugin.engine import engine_files
        from kbgen.mkdocs_plugin.renderer import TemplateRenderer

        # Read again each time: a saved mkdocs.yml or template counts too.
        settings = replace(settings_of(self._config_file), site_url=self._url)
        renderer = TemplateRenderer(settings.config_file, settings.custom_dir)
        folder = settings.work_dir / "preview"
        return build(settings, renderer, engine_files(), site_dir=folder, options=_PREVIEW, progress=progress)


def _watch(settings: SiteSettings, rebuild: _Rebuild) -> None:
    from watchfiles import watch

    places = [settings.docs_dir, settings.config_file, *([settings.custom_dir] if settings.custom_dir else [])]
    for _ in watch(*(place for place in places if place.exists()), debounce=100, step=20, raise_interrupt=True):
        rebuild.run()
