# SPDX-License-Identifier: MIT
"""What commands share: the settings option, printing diagnostics, progress."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kbgen.content.source.file_names import printable
from kbgen.errors import SettingsError
from kbgen.model import NO_PLUGINS, Diagnostic, Plugins, Severity
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings, find_config
from kbgen.workflows.load_settings import read_settings

PATIENCE = 30.0
"""Seconds that commands which only read wait for a build to end."""

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    help="The site's mkdocs.yml; without it, the one here or in a folder above.",
)
work_dir_option = click.option(
    "--work-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to keep what builds need again, instead of .kbgen beside mkdocs.yml.",
)
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
lang_option = click.option("-l", "--lang", help="Language; without it, the site's first.")
engine_option = click.option(
    "--engine",
    type=click.Choice(["whoosh", "browser"]),
    default="whoosh",
    show_default=True,
    help="Who answers: the Whoosh index, or the browser's own code under Node.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Processes that read and render; without it, one for each core."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def settings_of(
    config_file: Path | None,
    work_dir: Path | None = None,
    also: Callable[[Sequence[Diagnostic], Path], None] | None = None,
) -> SiteSettings:
    """Load the settings, and print all that is wrong with them.

    Args:
        config_file: the one named, or None to look for it.
        work_dir: the one named, or None.
        also: receives what is wrong, and the folder of the file, when nothing else will: for formats that machines
            read.

    Raises:
        SettingsError: there is an error among what was printed.
    """
    loaded = read_settings(find_config(Path.cwd(), config_file), work_dir)
    if loaded.diagnostics:
        print_diagnostics(loaded.diagnostics, err=True)
    if any(item.severity is Severity.ERROR for item in loaded.diagnostics):
        if also:
            also(loaded.diagnostics, loaded.settings.root)
        raise SettingsError(f"{loaded.settings.config_file.name} has errors", "They are listed above.")
    return loaded.settings


def site_of(
    config_file: Path | None,
    work_dir: Path | None,
    also: Callable[[Sequence[Diagnostic], Path], None] | None = None,
) -> tuple[SiteSettings, Plugins]:
    """Load the settings as `settings_of` does, with the plugins that work on the articles."""
    settings = settings_of(config_file, work_dir, also)
    if not settings.other_plugins:
        return settings, NO_PLUGINS
    from kbgen.mkdocs_plugin.hosting.plugin_host import with_plugins

    return with_plugins(settings)


def print_diagnostics(diagnostics: Iterable[Diagnostic], *, err: bool) -> None:
    """One line each, `path:line:column: CODE message`, the hint indented below; on stderr or stdout.

    What a diagnostic quotes is a stranger's: no terminal obeys it.
    """
    for item in diagnostics:
        lines = [str(item), f"    hint: {item.hint}"] if item.hint else [str(item)]
        click.echo("\n".join(map(printable, lines)), err=err)


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """`{"error": n, "warning": n}`."""
    counts = Counter(item.severity for item in diagnostics)
    return {str(severity): counts[severity] for severity in Severity}


def plural(count: int, word: str) -> str:
    """`1 page`, `1,200 pages`, `2 processes`."""
    return f"{count:,} {word}" + ("" if count == 1 else "es" if word.endswith("s") else "s")


class _PlainProgress:
    """A line on stderr every few seconds: for CI and files."""

    _INTERVAL = 5.0

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        last = time.monotonic()

        def advance(done: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= self._INTERVAL:
                last = now
                click.echo(f"{name}: {done:,} of {total:,}", err=True)

        return advance


class _TerminalProgress:
    """A live bar on stderr for each phase."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        task = self._bars.add_task(name, total=total)
        return lambda done: self._bars.update(task, completed=done)


@contextmanager
def running_progress() -> Iterator[Progress]:
    """Bars on a terminal, lines elsewhere; the bars go when the work is done."""
    if not sys.stderr.isatty():
        yield _PlainProgress()
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        yield _TerminalProgress(bars)
