# SPDX-License-Identifier: MIT
"""What the processes of a build do: sources → rows and bodies, planned pages → HTML, documents → search records.

Every function takes what its calls share and a batch, and gives a result for each item. All are pure: the same input
gives the same bytes in any process, on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.content.links.resolve import Destinations, with_links
from kbgen.content.loader import why_hidden
from kbgen.content.markdown.snippet_files import follows_files
from kbgen.content.problems import Problems
from kbgen.content.source.article_source import Source, parse_article
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
from kbgen.search.index.analysis import Analyzer, analyze, encode_record
from kbgen.search.index.documents import body_passages
from kbgen.settings import SiteSettings
from kbgen.site.caching.codec import from_bytes, to_bytes
from kbgen.site.caching.compression import pack, unpack
from kbgen.site.processes.file_access import watching_files

if TYPE_CHECKING:
    from kbgen.content.markdown.body import BodyRenderer


PLAN: Final = "plan"
"""Under the key of a page: what was planned for it."""
DOCUMENT: Final = "document"
"""Under the key of a record: what it was made of, less the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading articles shares."""

    settings: SiteSettings
    drafts: bool
    plugins: SitePlugins | None = None
    """Work on texts that people of the site wrote."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one article."""

    path: str
    lang: str
    data: bytes
    problems: tuple[Diagnostic, ...] = ()
    """What was noticed when it was read."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What is known of one file, as the cache keeps it."""

    source: Source | None
    problems: tuple[Diagnostic, ...]
    """What reading found."""
    rendered: bool
    """Whether the text was to be rendered: hidden articles wait until they are shown."""
    facts: BodyFacts | None = None
    digest: str = ""
    """SHA-256 of the body."""
    found: tuple[Diagnostic, ...] = ()
    """What rendering found."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article as the cache keeps it."""

    row: bytes
    """An `ArticleRow` as JSON."""
    body: bytes
    """Packed; empty without one."""
    is_final: bool
    """False when another run may give something else: a text that was over its budget is tried again."""


@dataclass(frozen=True, slots=True)
class PlannedBody:
    """The body of a page: where its links lead, and its packed bytes."""

    destinations: Destinations
    packed: bytes


PageTask = tuple[PageInput, PlannedBody | None]
"""A page without its body, and the body."""
RecordTask = tuple[SearchDocument, bytes, str]
"""A document without the text of its body, the packed body, and the digest that the record shall have."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The HTML of a page."""

    packed: bytes
    digest: str
    """SHA-256 of the HTML, in hexadecimal."""
    plan: bytes
    """Packed JSON of what was planned: the page without its view of the site, and where its links lead. Empty for a
    page without a body."""


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """A search record."""

    record: bytes
    """Encoded."""
    document: bytes
    """Packed JSON of the document without the text of its body."""


def read_articles(reading: Reading, files: Sequence[SourceFile]) -> list[ReadArticle]:
    """Parse files, and render the bodies of those that are shown."""
    return [_read(reading, file) for file in files]


def render_pages(renderer: PageRenderer, pages: Sequence[PageTask]) -> list[RenderedPage]:
    """HTML of pages."""
    return [_render(renderer, *task) for task in pages]


def analyse_documents(analyser: Analyzer, documents: Sequence[RecordTask]) -> list[MadeRecord]:
    """Search records."""
    return [
        MadeRecord(
            encode_record(replace(analyze(whole_document(document, packed), analyser), digest=key)),
            pack(to_bytes(document)),
        )
        for document, packed, key in documents
    ]


def complete(page: PageInput, body: Body, destinations: Destinations) -> PageInput:
    """A planned page with its body."""
    return replace(page, body_html=with_links(body.html, destinations), headings=body.headings)


def whole_document(document: SearchDocument, packed: bytes) -> SearchDocument:
    """A document with the text of its body."""
    passages = body_passages(from_bytes(Body, unpack(packed)))
    return replace(document, passages=(*document.passages, *passages))


def _read(reading: Reading, file: SourceFile) -> ReadArticle:
    settings = reading.settings
    shown = settings.display_path(file.path)
    problems = Problems(shown, list(file.problems))
    source = parse_article(file.data, settings.kbgen, problems)
    if source is None or why_hidden(source.fields.values, settings, drafts=reading.drafts):
        kept = replace(source, markdown="") if source else None
        return ReadArticle(to_bytes(ArticleRow(kept, tuple(problems.diagnostics), rendered=False)), b"", is_final=True)
    from kbgen.content.markdown.body import render_article

    article = Article(
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
    renderer, hooks = _body_renderer(_Key(settings)), _hooks(reading.plugins, article, file)
    with watching_files(reading.plugins.known if reading.plugins else ()) as opened:
        body, found = render_article(renderer, article, shown, hooks)
    is_pure = (not opened.any or follows_files(settings)) and (hooks is None or hooks.is_final)
    if hooks and hooks.fields:
        source = replace(source, fields=replace(source.fields, values={**hooks.fields, **source.fields.values}))
    encoded = to_bytes(body) if body else b""
    digest = sha256(encoded).hexdigest() if body else ""
    kept, facts = replace(source, markdown=""), body.facts if body else None
    row = ArticleRow(kept, tuple(problems.diagnostics), True, facts, digest, tuple(found))
    return ReadArticle(to_bytes(row), pack(encoded) if body else b"", is_final=body is not None and is_pure)


def _hooks(plugins: SitePlugins | None, article: Article, file: SourceFile) -> TextHooks | None:
    """Plugins for a text that somebody of the site wrote."""
    if plugins is None or article.trust is not Trust.AUTHORED:
        return None
    return plugins.hooks_for(article.path, article.title, file.data.decode("utf-8-sig", "replace"))


def _render(renderer: PageRenderer, page: PageInput, planned: PlannedBody | None) -> RenderedPage:
    plan = b""
    if planned is not None:
        plan = pack(to_bytes([replace(page, site=None), rows_of(planned.destinations)]))  # type: ignore[arg-type]
        page = complete(page, from_bytes(Body, unpack(planned.packed)), planned.destinations)
    html = renderer.render(page).encode("utf-8", "xmlcharrefreplace")
    return RenderedPage(pack(html), sha256(html).hexdigest(), plan)


def rows_of(destinations: Destinations) -> list[list[object]]:
    """Destinations as JSON can hold them."""
    return [[target, is_image, destination] for (target, is_image), destination in destinations.items()]


class _Key:
    """Settings, as far as a body depends on them: one Markdown object serves all of a build."""

    def __init__(self, settings: SiteSettings) -> None:
        self.settings = settings
        # Extensions look for files from the folder that was the current one when they were made.
        self._parts = (canonical(settings.markdown_extensions), settings.kbgen.limits, str(Path.cwd()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._parts == self._parts

    def __hash__(self) -> int:
        return hash(self._parts[0])


@lru_cache(maxsize=4)
def _body_renderer(key: _Key) -> BodyRenderer:
    from kbgen.content.markdown.body import BodyRenderer

    return BodyRenderer(key.settings)
