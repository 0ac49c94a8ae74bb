# SPDX-License-Identifier: MIT
"""The `kbgen translations` command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kbgen.cli.common import config_option, load_site_settings, plural, shown_path
from kbgen.cli.say import exit_if, print_json, print_note
from kbgen.content.source.file_names import printable
from kbgen.content.translations.changes import Change, ChangeKind
from kbgen.content.translations.mark import mark_current
from kbgen.content.translations.site_texts import SiteTexts, read_texts
from kbgen.content.translations.states import INCOMPLETE, State, Translation
from kbgen.errors import SettingsError
from kbgen.settings import SiteSettings
from kbgen.workflows.open_site import language_of
from kbgen.workflows.translations import translations

_NEXT = (
    "'kbgen new --translate FILE --lang LANG' begins a translation; "
    "'kbgen translations --mark FILE' marks one as up to date."
)


@click.command("translations")
@click.option("-l", "--lang", help="Language. By default, every language except the site's first.")
@click.option(
    "--mark",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Mark this translation as up to date with its source. Repeatable.",
)
@click.option(
    "--strict", is_flag=True, help="Return exit code 1 if a translation is missing or old."
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text, or one JSON object per line.",
)
@config_option
def command(
    lang: str | None,
    mark: tuple[Path, ...],
    strict: bool,
    output_format: str,
    config_file: Path | None,
) -> None:
    """List translations that are missing, old, or drafts.

    For an old one, names the passages of the source that changed, if Git knows the version that was
    translated.
    """
    settings = load_site_settings(config_file)
    texts = read_texts(settings)
    if mark:
        for file in mark:
            click.echo(shown_path(mark_current(texts, file)))
        return
    found = translations(texts, _languages(settings, lang))
    if output_format == "json":
        for item in found:
            print_json(_as_json(texts, item))
    else:
        click.echo("\n".join(map(printable, _report(texts, found))))
    incomplete = any(item.state in INCOMPLETE for item in found)
    if incomplete and output_format == "text":
        print_note(_NEXT)
    exit_if(strict and incomplete)


def _languages(settings: SiteSettings, lang: str | None) -> Sequence[str]:
    others = settings.kbgen.languages[1:]
    if lang is None:
        return others
    if language_of(settings, lang) not in others:
        raise SettingsError(
            f"{lang} is the language that the others are translated from",
            f"Choose one of {', '.join(others)}.",
        )
    return [lang]


def _report(texts: SiteTexts, found: Sequence[Translation]) -> Iterator[str]:
    """Yield the lines of the table: a line of numbers for each language, and its files."""
    for lang in dict.fromkeys(item.lang for item in found):
        items = [item for item in found if item.lang == lang]
        counts = Counter(item.state for item in items)
        numbers = ", ".join(_count(counts[state], state) for state in State if counts[state])
        yield f"{lang}: {numbers}"
        for state in State:
            if state is not State.CURRENT:
                for item in (item for item in items if item.state is state):
                    yield from _lines(texts, item)


def _count(number: int, state: State) -> str:
    return plural(number, state) if state is State.DRAFT else f"{number:,} {state}"


def _lines(texts: SiteTexts, item: Translation) -> Iterator[str]:
    display = texts.settings.display_path
    # A missing file is named by its source, which the command that begins it needs.
    path = display(item.source if item.state is State.MISSING else item.path)
    yield f"  {item.state:<10}  {path}"
    if item.state is State.OLD:
        changed = ", ".join(map(_change_text, item.changes))
        yield f"{'':<14}{display(item.source)} has changed{': ' if changed else ''}{changed}"


def _change_text(change: Change) -> str:
    name = f"“{change.heading}”" if change.heading else "the beginning"
    return name if change.kind is ChangeKind.CHANGED else f"{name} ({change.kind})"


def _as_json(texts: SiteTexts, item: Translation) -> dict[str, Any]:
    display = texts.settings.display_path
    return {
        "lang": item.lang,
        "state": item.state,
        "id": item.id,
        "source": display(item.source) if item.source else "",
        "path": display(item.path),
        "revision": item.revision,
        "changes": [{"heading": each.heading, "kind": each.kind} for each in item.changes],
    }
