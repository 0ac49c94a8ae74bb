# SPDX-License-Identifier: MIT
"""Read redirects as their writers wrote them: `redirect_from` and `_data/redirects.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.content.front_matter import parse_yaml
from kbgen.content.front_matter.field_parsers import is_empty
from kbgen.content.source.article_source import read_limited
from kbgen.content.source.data_files import MAX_BYTES
from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.model import Article, Status
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from kbgen.content.front_matter import Block
    from kbgen.model import Diagnostic
    from kbgen.settings.types import SiteSettings

FILES: Final = ("redirects.yml", "redirects.yaml")
"""Names of the file in the data folder."""
_FORM: Final = "Write each redirect as `old/address/: new/address/`."


class Place(NamedTuple):
    """Line and column of a text."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One redirect as written."""

    old: str
    old_place: Place
    new: str
    """Empty if the redirect leads to the article that names it."""
    new_place: Place
    path: str
    """The file, as diagnostics show it."""
    article: Article | None = None
    """The article that names its old address."""


@dataclass(frozen=True, slots=True)
class Entries:
    """All redirects of a site."""

    entries: tuple[Entry, ...]
    """Those of the data file first, then by path of the article."""
    problems: tuple[Diagnostic, ...]


def read_entries(articles: Iterable[Article], settings: SiteSettings) -> Entries:
    """Read the redirects of the data file and of articles, without those to drafts."""
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    for name in FILES:
        path = f"{DATA_FOLDER}/{name}"
        if (settings.docs_dir / path).exists():
            problems = Problems(settings.display_path(path))
            entries += _file_entries(path, settings, problems)
            diagnostics += problems.diagnostics
    entries += _article_entries(articles, settings)
    return Entries(tuple(entries), tuple(diagnostics))


def _article_entries(articles: Iterable[Article], settings: SiteSettings) -> Iterator[Entry]:
    # A draft has no address yet, and the preview of one must not differ from its build.
    published = (item for item in articles if item.status is not Status.DRAFT)
    for article in sorted(published, key=lambda item: item.path):
        path = settings.display_path(article.path)
        for old in article.redirect_from:
            place = Place(old.line, old.column)
            yield Entry(old.text, place, "", place, path, article)


def _file_entries(path: str, settings: SiteSettings, problems: Problems) -> Iterator[Entry]:
    data = read_limited(settings.docs_dir, path, MAX_BYTES, problems)
    text = None if data is None else decode(data, problems)
    block = None if text is None else parse_yaml(text, 1, problems, "the file")
    if block is None:
        return
    problems.extend(_flaws(block))
    for old, value in block.fields.items():
        place = Place(*value.key_location)
        if not isinstance(value.value, str) or is_empty(value):
            message = f"the redirect from {shown(old)} has no target"
            problems.add("KB314", message, line=place.line, column=place.column, hint=_FORM)
            continue
        new_place = Place(value.line, value.column)
        yield Entry(old, place, value.value.strip(), new_place, problems.path)


def _flaws(block: Block) -> Iterator[Diagnostic]:
    """Yield the problems of a file; an old address given twice is a problem of redirects."""
    for name, flaw in block.flaws:
        if flaw.code == "KB204":
            first = block.fields[name].key_location[0] if name in block.fields else 1
            message = f"{shown(name)} is redirected twice, first on line {first}"
            yield replace(flaw, code="KB312", message=message, hint="Keep one of them.")
        else:
            yield flaw


def shown(text: str) -> str:
    """Return what a message shows of an address: short, and without control characters."""
    short = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
    return short if short.isprintable() else ascii(short)[1:-1]


_MAX_SHOWN: Final = 80
