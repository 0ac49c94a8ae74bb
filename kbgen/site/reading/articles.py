# SPDX-License-Identifier: MIT
"""Read the content folder into a knowledge base, body facts and diagnostics, through the cache.

Every file is read and hashed, because modification times are not reliable. A file whose bytes are
cached is not parsed again. Bodies stay in the cache until a page needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from kbgen.content.loader import LoadResult, ReadFile, load, why_hidden
from kbgen.content.markdown.fingerprint import body_fingerprint
from kbgen.content.markdown.snippet_files import SnippetFiles
from kbgen.content.problems import Problems
from kbgen.content.source.article_source import markdown_of, read_bytes
from kbgen.content.source.walk import Walk
from kbgen.model import (
    AS_WRITTEN,
    NO_PLUGINS,
    BodyFacts,
    Diagnostic,
    KnowledgeBase,
    Plugins,
    diagnostic,
)
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import from_bytes, to_bytes
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import ArticleRow, ReadingContext, SourceFile, read_articles

ROW: Final = "article"
BODY: Final = "body"
KINDS: Final = (ROW, BODY)
READING: Final = "Reading articles"
"""Name of the phase that renders texts missing from the cache."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cached result of parsing one file."""

    key: str
    """Key of its cache entries."""
    file: ReadFile
    rendered: bool
    """Whether rendering was attempted. Hidden articles are not rendered."""
    facts: BodyFacts | None
    digest: str
    """SHA-256 of the body."""
    problems: tuple[Diagnostic, ...]
    """Diagnostics from rendering."""


@dataclass(frozen=True, slots=True)
class SiteArticles:
    """Everything that authors wrote."""

    kb: KnowledgeBase
    """The knowledge base. Its articles have Markdown only if `read_site` was asked for it."""
    facts: Mapping[str, BodyFacts]
    """Article path → facts. Articles whose body could not be rendered have a diagnostic instead."""
    digests: Mapping[str, str]
    """Article path → SHA-256 of the body."""
    keys: Mapping[str, str]
    """Article path → key of its cache entries."""
    diagnostics: tuple[Diagnostic, ...]
    texts: int
    """Number of texts that were needed, including articles left out for their URL or id."""
    rendered: int
    """Number of these that were not in the cache."""
    rows: Mapping[str, str] | None
    """Path of every article file, hidden or not → key of its row. None if the result depends on
    more than the bytes of the files."""


def read_site(
    settings: SiteSettings,
    cache: Cache,
    workers: Workers,
    progress: Progress,
    *,
    drafts: bool = False,
    found: Walk | None = None,
    plugins: Plugins = NO_PLUGINS,
    with_markdown: bool = False,
) -> SiteArticles:
    """Read all articles of a site, from the cache where possible.

    Args:
        settings: The site's settings.
        cache: Read first, then filled with what was missing.
        workers: Parse and render files.
        progress: Receives the number of finished files.
        drafts: Whether drafts are part of the site.
        found: Result of a walk; by default, the content folder is walked.
        plugins: Plugins that change texts or the structure of the site.
        with_markdown: Whether articles keep their Markdown, which the cache does not store.
    """
    reading = ReadingContext(settings, drafts, plugins.hosted)
    reader = ArticleReader(reading, cache, workers, progress, with_markdown=with_markdown)
    loaded = load(
        settings, drafts=drafts, read=reader, walked=found, shape=plugins.shape or AS_WRITTEN
    )
    return _site_articles(loaded, reader)


def packed_bodies(articles: SiteArticles, cache: Cache, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the packed bodies of articles, by path.

    Raises:
        CacheLost: The cache no longer has one of them.
    """
    keys = {path: articles.keys[path] for path in paths}
    bodies = cache.get_many(BODY, keys.values())
    if len(bodies) < len(set(keys.values())):
        raise CacheLost
    return {path: bodies[key] for path, key in keys.items()}


def _site_articles(loaded: LoadResult, reader: ArticleReader) -> SiteArticles:
    rows = {article.path: reader.rows[article.path] for article in loaded.kb.articles}
    rendering_problems = chain.from_iterable(row.problems for row in rows.values())
    return SiteArticles(
        kb=loaded.kb,
        facts={path: row.facts for path, row in rows.items() if row.facts},
        digests={path: row.digest for path, row in rows.items() if row.facts},
        keys={path: row.key for path, row in rows.items() if row.facts},
        diagnostics=(*loaded.diagnostics, *rendering_problems),
        texts=sum(row.facts is not None for row in reader.rows.values()),
        rendered=reader.rendered,
        rows={path: row.key for path, row in reader.rows.items()} if reader.is_repeatable else None,
    )


class ArticleReader:
    """The `FilesReader` of a build: reads files through the cache."""

    def __init__(
        self,
        reading: ReadingContext,
        cache: Cache,
        workers: Workers,
        progress: Progress,
        *,
        with_markdown: bool = False,
    ) -> None:
        self.rows: dict[str, Row] = {}
        self.rendered = 0
        self.is_repeatable = True
        """Whether every file could be read, and every text rendered within its budget."""
        self._reading = reading
        self._settings = reading.settings
        self._cache = cache
        self._workers = workers
        self._progress = progress
        self._with_markdown = with_markdown
        self._snippets = SnippetFiles(self._settings)
        kbgen = self._settings.kbgen
        self._plugins = reading.plugins
        self._fingerprint = digest(
            body_fingerprint(self._settings.markdown_extensions),
            to_bytes([kbgen.limits, kbgen.front_matter, kbgen.plugin_fields]),
            self._plugins.fingerprint if self._plugins else "",
        )

    def __call__(self, locations: Sequence[tuple[str, str]]) -> dict[str, ReadFile]:
        """Read these files (path, language)."""
        unreadable, files = self._read_bytes(locations)
        self.is_repeatable = self.is_repeatable and not unreadable
        keys = {path: self._key(file) for path, file in files.items()}
        for path, row in self.cached_rows(keys).items():
            # The row of a hidden article has no body: render the article when it becomes visible.
            if row.rendered or not self._is_shown(row):
                self.rows[path] = row
        # Unchanged pages do not read these bodies, but a later build may need them.
        self._cache.mark_used(BODY, (row.key for row in self.rows.values()))
        self._fill({keys[path]: file for path, file in files.items() if path not in self.rows})
        read = {path: row.file for path, row in self.rows.items()}
        if self._with_markdown:
            read = {path: _with_markdown(file, files[path].data) for path, file in read.items()}
        return unreadable | read

    def cached_rows(self, keys: Mapping[str, str]) -> dict[str, Row]:
        """Map each path to its cached row, for the files (path → key) that the cache has."""
        stored = self._cache.get_many(ROW, keys.values())
        rows = {path: _stored_row(key, stored.get(key)) for path, key in keys.items()}
        return {path: row for path, row in rows.items() if row is not None}

    def current_keys(self, locations: Sequence[tuple[str, str]]) -> dict[str, str] | None:
        """Map each path to the key of its current bytes; return None if a file is unreadable.

        Args:
            locations: (path, language) of the files.
        """
        keys: dict[str, str] = {}
        for path, lang in locations:  # one at a time, so that memory never holds all files
            _, files = self._read_bytes([(path, lang)])
            if not files:
                return None
            keys[path] = self._key(files[path])
        return keys

    def _read_bytes(
        self, locations: Sequence[tuple[str, str]]
    ) -> tuple[dict[str, ReadFile], dict[str, SourceFile]]:
        unreadable: dict[str, ReadFile] = {}
        files: dict[str, SourceFile] = {}
        limit = self._settings.kbgen.limits.source_bytes
        for path, lang in locations:
            problems = Problems(self._settings.display_path(path))
            data = read_bytes(self._settings.docs_dir, path, limit, problems)
            if data is None:
                unreadable[path] = ReadFile(None, tuple(problems.diagnostics))
            else:
                files[path] = SourceFile(path, lang, data, tuple(problems.diagnostics))
        return unreadable, files

    def _key(self, file: SourceFile) -> str:
        # The key contains the displayed path, because diagnostics stored with an article name it.
        display_path, snippets = (
            self._settings.display_path(file.path),
            self._snippets.state_for(file.data),
        )
        plugin_inputs = self._plugins.state_of(file.path, file.data) if self._plugins else ""
        return digest(
            self._fingerprint, display_path, file.lang, snippets, plugin_inputs, file.data
        )

    def _is_shown(self, row: Row) -> bool:
        source = row.file.source
        return source is not None and not why_hidden(
            source.fields.values, self._settings, drafts=self._reading.drafts
        )

    def _fill(self, missing: Mapping[str, SourceFile]) -> None:
        """Parse and render the files that the cache does not have, and cache the results."""
        advance = self._progress.phase(READING, len(missing))
        work = self._workers.start(read_articles, self._reading, list(missing.values()))
        rows: dict[str, bytes] = {}
        bodies: dict[str, bytes] = {}
        for count, (key, (file, result)) in enumerate(zip(missing, work.results(), strict=True), 1):
            row, is_final = (
                (result.row, result.is_final)
                if result
                else (_crashed_row(self._settings, file), False)
            )
            self.rows[file.path] = decoded_row(key, row)
            self.is_repeatable = self.is_repeatable and is_final
            if is_final:
                rows[key] = row
            if result and result.body:
                bodies[key] = result.body
                self.rendered += 1
            if count % 512 == 0:
                self._store(rows, bodies)
            advance(count)
        self._store(rows, bodies)

    def _store(self, rows: dict[str, bytes], bodies: dict[str, bytes]) -> None:
        self._cache.put_many(ROW, rows)
        self._cache.put_many(BODY, bodies)
        self._cache.mark_used(BODY, bodies)
        rows.clear()
        bodies.clear()


def decoded_row(key: str, data: bytes) -> Row:
    """Decode a row.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: another version of kbgen encoded it.
    """
    row = from_bytes(ArticleRow, data)
    return Row(
        key,
        ReadFile(row.source, row.problems),
        row.rendered,
        row.facts,
        row.digest,
        row.rendering_problems,
    )


def _stored_row(key: str, data: bytes | None) -> Row | None:
    """Decode a cached row; return None without one, or if another version of kbgen encoded it."""
    if data is None:
        return None
    try:
        return decoded_row(key, data)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _with_markdown(file: ReadFile, data: bytes) -> ReadFile:
    return (
        replace(file, source=replace(file.source, markdown=markdown_of(data)))
        if file.source
        else file
    )


def _crashed_row(settings: SiteSettings, file: SourceFile) -> bytes:
    """Return the row of a text that crashed the process that rendered it."""
    hint = "Look for something unusual in the text. A Markdown extension may be the cause."
    message = "the process that rendered the text crashed"
    problem = diagnostic("KB602", settings.display_path(file.path), message, hint=hint)
    return to_bytes(ArticleRow(None, (problem,), rendered=True))
