# SPDX-License-Identifier: MIT
"""The tasks of worker processes: parse sources, render pages, make search records.

Every function takes a shared argument and a batch, and returns a result for each item. All are
pure: the same input gives the same bytes in any process, on any machine.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.content.article_files import ReadFile, is_draft
from kbgen.content.front_matter.foreign_values import own_fields
from kbgen.content.links.destinations import Destinations
from kbgen.content.links.rewrite_links import with_links
from kbgen.content.loader import has_text
from kbgen.content.markdown.blocks.callout_titles import with_translated_titles
from kbgen.content.markdown.diagrams.program import drawings_folder
from kbgen.content.markdown.rendering.snippet_files import follows_files
from kbgen.content.source.article_source import Source, parse_article
from kbgen.content.source.mentions import mentioned_files
from kbgen.content.structure.file_titles import title_from_path
from kbgen.model import (
    Article,
    Body,
    BodyFacts,
    Diagnostic,
    Kind,
    PageInput,
    PageRenderer,
    SearchDocument,
    SitePlugins,
    TextHooks,
    Trust,
)
from kbgen.runtime.canonical import canonical
from kbgen.runtime.problems import Problems
from kbgen.search.index.analysis import Analyzer, analyze
from kbgen.search.index.documents import with_text
from kbgen.search.index.records import encode_record
from kbgen.settings import SiteSettings
from kbgen.site.caching.codec import from_bytes, to_bytes
from kbgen.site.caching.compression import pack, unpack
from kbgen.site.processes.file_access import track_opened_files

if TYPE_CHECKING:
    from kbgen.content.markdown.body import BodyRenderer


PLAN: Final = "plan"
"""Cache kind: key of a page → its plan."""
DOCUMENT: Final = "document"
"""Cache kind: key of a search record → its document, without the text of the body."""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """The shared argument of `read_articles`."""

    settings: SiteSettings
    drafts: bool
    plugins: SitePlugins | None = None
    """Plugins that change texts written by the site's authors."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one article."""

    path: str
    lang: str
    data: bytes
    problems: tuple[Diagnostic, ...] = ()
    """Diagnostics from reading the file."""


@dataclass(frozen=True, slots=True)
class ArticleRow(ReadFile):
    """The result of reading one file, as the cache stores it: a parsed file and its rendering."""

    rendered: bool
    """Whether rendering was attempted. Hidden articles are not rendered."""
    facts: BodyFacts | None = None
    digest: str = ""
    """SHA-256 of the body."""
    rendering_problems: tuple[Diagnostic, ...] = ()
    """Diagnostics from rendering."""
    mentions: tuple[str, ...] = ()
    """For an article whose text a build does not publish, now or after a date: what may be paths of
    files in it."""


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """The result of reading one article, as the cache stores it."""

    row: bytes
    """An `ArticleRow` as JSON."""
    body: bytes
    """The packed body; empty if there is none."""
    is_final: bool
    """False if another run may give another result: a text that exceeded its budget is retried."""


@dataclass(frozen=True, slots=True)
class PlannedBody:
    """The packed body of a page, and the destinations of its links."""

    destinations: Destinations
    packed: bytes


PageTask = tuple[PageInput, PlannedBody | None]
"""(page without its body, body)"""
RecordTask = tuple[SearchDocument, bytes, str]
"""(document without the text of its body, packed body, digest to store in the record)"""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The HTML of a page."""

    packed: bytes
    digest: str
    """SHA-256 of the HTML, in hexadecimal."""
    plan: bytes
    """Packed JSON of the plan: the page without its `SiteView`, and the destinations of its links.
    Empty for a page without a body."""


@dataclass(frozen=True, slots=True)
class RecordResult:
    """A search record and its document."""

    record: bytes
    """The encoded record."""
    document: bytes
    """Packed JSON of the document without the text of its body."""


def read_articles(reading: ReadingContext, files: Sequence[SourceFile]) -> list[ArticleResult]:
    """Parse files, and render the bodies of visible articles."""
    return [_read(reading, file) for file in files]


def render_pages(renderer: PageRenderer, pages: Sequence[PageTask]) -> list[RenderedPage]:
    """Render pages to HTML."""
    return [_render(renderer, *task) for task in pages]


def analyze_documents(analyzer: Analyzer, documents: Sequence[RecordTask]) -> list[RecordResult]:
    """Make search records."""
    return [_analyze(analyzer, *task) for task in documents]


def with_body(page: PageInput, body: Body, destinations: Destinations) -> PageInput:
    """Return a planned page with its body."""
    html = with_translated_titles(with_links(body.html, destinations), page.site.strings)
    return replace(page, body_html=html, headings=body.headings)


def _analyze(analyzer: Analyzer, document: SearchDocument, packed: bytes, key: str) -> RecordResult:
    record = analyze(with_text(document, from_bytes(Body, unpack(packed))), analyzer, key)
    return RecordResult(encode_record(record), pack(to_bytes(document)))


def _read(reading: ReadingContext, file: SourceFile) -> ArticleResult:
    settings = reading.settings
    problems = Problems(settings.display_path(file.path), list(file.problems))
    source = parse_article(file.data, settings.kbgen, problems)
    if source is None or not has_text(source.fields.values, settings, drafts=reading.drafts):
        stored = replace(source, markdown="") if source else None
        own = () if source else own_fields(file.data)
        mentions = _mentions(file, source, settings)
        row = ArticleRow(
            stored, tuple(problems.diagnostics), own, rendered=False, mentions=mentions
        )
        return ArticleResult(to_bytes(row), b"", is_final=True)
    return _render_text(reading, file, source, tuple(problems.diagnostics))


def _render_text(
    reading: ReadingContext, file: SourceFile, source: Source, problems: tuple[Diagnostic, ...]
) -> ArticleResult:
    """Render the text of a parsed file; `problems` are those of its other parts."""
    from kbgen.content.markdown.body import render_article  # slow: only where a text is rendered

    settings, article = reading.settings, _article(file, source)
    renderer, hooks = _body_renderer(_RendererKey(settings)), _hooks(reading.plugins, article, file)
    watched = reading.plugins.watched_paths if reading.plugins else ()
    # A drawing depends on the text and on the command, which are in the key.
    drawings = (str(drawings_folder(settings)), os.devnull)
    with track_opened_files((*watched, *drawings)) as opened:
        body, diagnostics = render_article(
            renderer, article, settings.display_path(file.path), hooks
        )
    # Only a result that depends on nothing but the key of the row may be cached.
    is_pure = (
        (not opened.any or follows_files(settings))
        and (hooks is None or hooks.is_final)
        and not renderer.conversions.has_failed
    )
    # Fields that plugins add; those in the front matter take precedence.
    if hooks and hooks.fields:
        source = replace(
            source, fields=replace(source.fields, values={**hooks.fields, **source.fields.values})
        )
    encoded = to_bytes(body) if body else b""
    digest = sha256(encoded).hexdigest() if body else ""
    row = ArticleRow(
        replace(source, markdown=""),
        problems,
        own_fields=(),
        rendered=True,
        facts=body.facts if body else None,
        digest=digest,
        rendering_problems=tuple(diagnostics),
        mentions=_mentions(file, source, settings),
    )
    return ArticleResult(
        to_bytes(row), pack(encoded) if body else b"", is_final=body is not None and is_pure
    )


def _article(file: SourceFile, source: Source) -> Article:
    """Return what rendering needs of an article; its id and URL are not known yet."""
    return Article(
        id="",
        lang=file.lang,
        path=file.path,
        url="",
        title=source.title,
        kind=Kind.MANUAL,
        markdown=source.markdown,
        body_line=source.body_line,
        revision=source.revision,
        provenance=source.fields.values.get("provenance"),
    )


def _mentions(file: SourceFile, source: Source | None, settings: SiteSettings) -> tuple[str, ...]:
    """Return what may be files in an article whose text a build does not publish.

    That includes an article with a date of expiry, and one that only a preview shows.
    """
    if (
        source is not None
        and not is_draft(file.path, settings)
        and has_text(source.fields.values, settings, drafts=False)
        and "expires" not in source.fields.values
    ):
        return ()
    return mentioned_files(file.data.decode("utf-8", "replace"))


def _hooks(plugins: SitePlugins | None, article: Article, file: SourceFile) -> TextHooks | None:
    """Return the plugins' hooks for a text, if the site's authors wrote it."""
    if plugins is None or article.trust is not Trust.AUTHORED:
        return None
    title = article.title or title_from_path(article.path, "")
    return plugins.hooks_for(article.path, title, file.data.decode("utf-8-sig", "replace"))


def _render(renderer: PageRenderer, page: PageInput, planned: PlannedBody | None) -> RenderedPage:
    plan = b""
    if planned is not None:
        plan = pack(to_bytes([replace(page, site=None), rows_of(planned.destinations)]))  # type: ignore[arg-type]
        page = with_body(page, from_bytes(Body, unpack(planned.packed)), planned.destinations)
    html = renderer.render(page).encode("utf-8", "xmlcharrefreplace")
    return RenderedPage(pack(html), sha256(html).hexdigest(), plan)


def rows_of(destinations: Destinations) -> list[list[object]]:
    """Return destinations as lists that JSON can represent."""
    return [
        [target, is_image, destination] for (target, is_image), destination in destinations.items()
    ]


class _RendererKey:
    """Settings, compared by what a body depends on, so that a build reuses one Markdown object."""

    def __init__(self, settings: SiteSettings) -> None:
        self.settings = settings
        # Extensions resolve relative paths against the current folder at the time they are created.
        self._parts = (
            canonical(settings.markdown_extensions),
            settings.kbgen.limits,
            str(Path.cwd()),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _RendererKey) and other._parts == self._parts

    def __hash__(self) -> int:
        return hash(self._parts[0])


@lru_cache(maxsize=4)
def _body_renderer(key: _RendererKey) -> BodyRenderer:
    from kbgen.content.markdown.body import BodyRenderer

    return BodyRenderer(key.settings)
