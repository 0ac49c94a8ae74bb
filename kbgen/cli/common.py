# SPDX-License-Identifier: MIT
"""Code that commands share: options, loading the site, printing diagnostics, progress."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kbgen.cli.say import print_labeled
from kbgen.content.source.file_names import printable
from kbgen.errors import SettingsError
from kbgen.model import NO_PLUGINS, Diagnostic, Plugins, Severity
from kbgen.runtime.diagnostic_groups import (
    DiagnosticGroup,
    group_diagnostics,
    in_reading_order,
)
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings, find_config
from kbgen.workflows.load_settings import read_settings

if TYPE_CHECKING:
    from kbgen.workflows.open_site import OpenSite

BUILD_WAIT_SECONDS = 30.0
"""Maximum time in seconds that read-only commands wait for a running build."""
_LONG_HINT = 120
"""A hint with more characters takes several lines of a terminal."""
_GROUPED_NOTE = "Equal messages are shown once, with their number; --all shows each."

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    help="Path of mkdocs.yml. By default, kbgen looks in this folder and those above it.",
)
work_dir_option = click.option(
    "--work-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for caches, instead of .kbgen next to mkdocs.yml.",
)
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
all_option = click.option(
    "--all", "show_all", is_flag=True, help="Print every message, even if it says the same."
)
lang_option = click.option("-l", "--lang", help="Language. By default, the site's first.")
engine_option = click.option(
    "--engine",
    type=click.Choice(["whoosh", "browser"]),
    default="whoosh",
    show_default=True,
    help="Search with the Whoosh index, or with the browser's code in Node.js.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Number of processes. By default, one per core."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def load_site_settings(
    config_file: Path | None,
    work_dir: Path | None = None,
    report_errors: Callable[[Sequence[Diagnostic], Path], None] | None = None,
) -> SiteSettings:
    """Load the settings, and print their problems to stderr.

    Args:
        config_file: Value of `--config-file`, or None to search for the file.
        work_dir: Value of `--work-dir`, or None.
        report_errors: Called with the problems and the folder of mkdocs.yml if there is an error,
            so that machine-readable formats contain the problems, too.

    Raises:
        SettingsError: The settings have an error.
    """
    loaded = read_settings(find_config(Path.cwd(), config_file), work_dir)
    print_settings_problems(loaded.diagnostics, loaded.settings, report_errors)
    return loaded.settings


def print_settings_problems(
    diagnostics: Sequence[Diagnostic],
    settings: SiteSettings,
    report_errors: Callable[[Sequence[Diagnostic], Path], None] | None = None,
) -> None:
    """Print problems of the settings to stderr.

    Raises:
        SettingsError: One of them is an error.
    """
    print_diagnostics(diagnostics, err=True, show_all=True)
    if any(item.severity is Severity.ERROR for item in diagnostics):
        if report_errors:
            report_errors(diagnostics, settings.root)
        raise SettingsError(
            f"{settings.config_file.name} has errors", "Fix the errors listed above."
        )


def load_site(
    config_file: Path | None,
    work_dir: Path | None,
    report_errors: Callable[[Sequence[Diagnostic], Path], None] | None = None,
) -> tuple[SiteSettings, Plugins]:
    """Load the settings as `load_site_settings` does, and the plugins that process articles."""
    settings = load_site_settings(config_file, work_dir, report_errors)
    if not settings.other_plugins:
        return settings, NO_PLUGINS
    from kbgen.mkdocs_plugin.hosting.plugin_host import with_plugins

    return with_plugins(settings)


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], *, err: bool, show_all: bool = False
) -> None:
    """Print each diagnostic as `error: path:line:column: CODE message`, with its hint below.

    Diagnostics that say the same are one line with their number. A long hint, such as the list of
    all fields, is printed once. Escapes control characters, because a diagnostic can quote
    untrusted text.

    Args:
        diagnostics: What to print, in any order.
        err: Whether to print on stderr.
        show_all: Print every diagnostic with its hint.
    """
    if show_all:
        groups = in_reading_order(map(DiagnosticGroup, diagnostics))
    else:
        groups = group_diagnostics(diagnostics)
    long_hints: set[str] = set()
    for group in groups:
        item, occurrences = group.first, f" ({group.occurrences})" if group.occurrences else ""
        print_labeled(item.severity, printable(str(item)) + occurrences, err=err)
        if item.hint and (show_all or item.hint not in long_hints):
            click.echo(printable(f"    hint: {item.hint}"), err=err)
        if len(item.hint) > _LONG_HINT:
            long_hints.add(item.hint)
    if any(group.count > 1 for group in groups):
        print_labeled("note", _GROUPED_NOTE, err=err)


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """Return the number of errors and warnings: `{"error": n, "warning": n}`."""
    counts = Counter(item.severity for item in diagnostics)
    return {str(severity): counts[severity] for severity in Severity}


def problem_counts(counts: Mapping[str, int], left_out: int = 0) -> str:
    """Return the result of `count_by_severity` as text: `1 error, 2 warnings`.

    Args:
        counts: Number of errors and warnings.
        left_out: Number of articles that a problem keeps out of the site; mentioned if there are
            any.
    """
    texts = [plural(count, severity) for severity, count in counts.items()]
    return ", ".join([*texts, f"{plural(left_out, 'article')} left out"] if left_out else texts)


def plural(count: int, word: str) -> str:
    """Return a count with its noun: `1 page`, `1,200 pages`, `2 processes`."""
    return f"{count:,} {word}" + ("" if count == 1 else "es" if word.endswith("s") else "s")


def shown_path(path: Path) -> str:
    """Return a path as the user would type it: relative to the current folder if it is below."""
    folder = Path.cwd()
    return printable(str(path.relative_to(folder) if path.is_relative_to(folder) else path))


class _PlainProgress:
    """Prints a line on stderr every few seconds, for CI and redirected output."""

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
    """Shows a live progress bar on stderr for each phase."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        task = self._bars.add_task(name, total=total)
        return lambda done: self._bars.update(task, completed=done)


@contextmanager
def running_progress() -> Iterator[Progress]:
    """Report progress while the block runs: with bars on a terminal, otherwise with lines.

    The bars disappear at the end.
    """
    if not sys.stderr.isatty():
        yield _PlainProgress()
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        yield _TerminalProgress(bars)


@contextmanager
def opened_site(
    settings: SiteSettings, plugins: Plugins, *, with_markdown: bool = False
) -> Iterator[OpenSite]:
    """Open a site for questions, and report progress; see `open_site`."""
    from kbgen.workflows.open_site import open_site

    with (
        running_progress() as progress,
        open_site(
            settings, plugins, progress, BUILD_WAIT_SECONDS, with_markdown=with_markdown
        ) as site,
    ):
        yield site
