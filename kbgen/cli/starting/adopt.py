# SPDX-License-Identifier: MIT
"""The `kbgen adopt` command: report what will differ from a MkDocs site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from kbgen.cli.common import (
    config_option,
    plural,
    print_diagnostics,
    print_settings_problems,
    running_progress,
)
from kbgen.cli.say import print_warning
from kbgen.content.source.file_names import printable
from kbgen.errors import KbgenError, SettingsError
from kbgen.mkdocs_plugin.renderer.mkdocs_settings import settings_problems
from kbgen.model import CODES, NO_PLUGINS, Plugins
from kbgen.runtime.diagnostic_groups import DiagnosticGroup
from kbgen.settings import SiteSettings, find_config
from kbgen.workflows.adopt import Adoption, Topic, adopt, load_candidate


@click.command("adopt")
@config_option
def command(config_file: Path | None) -> None:
    """Report what will be different when a MkDocs site uses kbgen.

    Names the lines to add to mkdocs.yml, settings, templates and plugins without an effect, and
    articles that would be left out. Writes nothing, and works before mkdocs.yml lists kbgen.
    """
    site = load_candidate(find_config(Path.cwd(), config_file))
    if site.errors:
        print_diagnostics(site.errors, err=True, show_all=True)
        raise SettingsError(
            f"{site.settings.config_file.name} has errors", "Fix the errors listed above."
        )
    print_settings_problems(tuple(settings_problems(site.settings.config_file)), site.settings)
    settings, plugins = _plugins(site.settings)
    with running_progress() as progress:
        adoption = adopt(replace(site, settings=settings), plugins, progress)
    click.echo("\n".join(map(printable, _report(adoption, settings.config_file.name))))


def _plugins(settings: SiteSettings) -> tuple[SiteSettings, Plugins]:
    """Load the plugins that process articles, or none if they cannot be used."""
    from kbgen.mkdocs_plugin.hosting.plugin_host import with_plugins

    try:
        return with_plugins(settings)
    except KbgenError as error:
        print_warning(f"the report is without plugins: {error.message}", error.hint)
        return settings, NO_PLUGINS


def _report(adoption: Adoption, config_name: str) -> Iterator[str]:
    articles = f"{plural(adoption.articles, 'article')} with the same addresses as in MkDocs"
    yield f"{articles}, {plural(adoption.left_out, 'article')} left out"
    if adoption.lines:
        yield from ("", f"Add to {config_name}:", "")
        yield from (f"    {line}" for line in adoption.lines)
    for topic in adoption.topics:
        yield from _topic(topic)
    if adoption.one_process:
        yield from ("", "Plugins that need all pages (they work, and make builds slower)")
        yield f"  {', '.join(adoption.one_process)}"
    if adoption.others:
        yield from ("", "Other messages of kbgen check")
        for item in adoption.others:
            files = plural(item.files, "file")
            yield (
                f"  {item.severity} {item.code} {CODES[item.code].title}: {item.count:,} in {files}"
            )
    yield from ("", "Next: add the lines, then run 'kbgen check' and 'kbgen serve'.")


def _topic(topic: Topic) -> Iterator[str]:
    count = sum(group.count for group in topic.groups)
    yield from ("", f"{topic.title} ({count:,})")
    shown_hints = set()
    for group in topic.groups:
        yield f"  {_line(group)}"
        if group.first.hint and group.first.hint not in shown_hints:
            yield f"      {group.first.hint}"
        shown_hints.add(group.first.hint)


def _line(group: DiagnosticGroup) -> str:
    item, occurrences = group.first, f" ({group.occurrences})" if group.occurrences else ""
    return f"{item.path}:{item.line}: {item.message}{occurrences}"
