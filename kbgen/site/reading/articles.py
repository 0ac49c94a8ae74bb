# SPDX-License-Identifier: MIT
"""Read the content folder into a knowledge base, body facts and diagnostics, through the cache.

A file is read and hashed, unless its stamp proves that it is as the last build read it
(`file_stamps.py`). A file whose bytes are cached is not parsed again. Bodies stay in the cache
until a page needs one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from kbgen.content.article_files import ReadFile
from kbgen.content.assets.find import find_files
from kbgen.content.front_matter.foreign_values import own_fields
from kbgen.content.loader import has_text, load
from kbgen.content.markdown.rendering.fingerprint import body_fingerprint
from kbgen.content.markdown.rendering.snippet_files import SnippetFiles
from kbgen.content.redirects import resolve_redirects
from kbgen.content.source.article_source import markdown_of, read_bytes
from kbgen.content.source.walk import Walk
from kbgen.content.structure.gone_articles import without_expired
from kbgen.model import (
    AS_WRITTEN,
    NO_PLUGINS,
    BodyFacts,
    Diagnostic,
    KnowledgeBase,
    Plugins,
    diagnostic,
)
from kbgen.runtime.clock import build_day
from kbgen.runtime.problems import Problems
from kbgen.runtime.progress import NoProgress, Progress
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import from_bytes, to_bytes
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import ArticleRow, ReadingContext, SourceFile, read_articles
from kbgen.site.reading.file_stamps import settled_stamp

ROW: Final = "article"
BODY: Final = "body"
KINDS: Final = (ROW, BODY)
READING: Final = "Reading articles"
"""Name of the phase that renders texts missing from the cache."""
_CHUNK: Final = 512


@dataclass(frozen=True, slots=True)
class SiteArticles:
    """Everything that authors wrote."""

    kb: KnowledgeBase
    """The knowledge base of today: articles that have expired are `gone`.

    Its articles have Markdown only if the reader was asked for it.
    """
    undated: KnowledgeBase
    """The same as if no article ever expired. What is checked does not depend on the day."""
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
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of each hidden or gone article → what may be paths of files in it."""

    def without_files(self, paths: Collection[str]) -> SiteArticles:
        """Return the same articles in a site without these assets."""
        if not paths:
            return self
        assets = tuple(item for item in self.kb.assets if item[0] not in paths)
        return replace(self, kb=replace(self.kb, assets=assets))


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


class SiteReader:
    """Reads a site through the cache: first the cached rows, then what the cache does not have.

    Attributes:
        rows: path of an article file → its row, for all files read so far.
        keys: path of an article file → key of its cache entries, a hash of its content.
        stamps: path of an article file → its stamp; empty if the key depends on other files, or if
            the stamp cannot be believed.
        rendered: number of texts that were rendered.
        is_repeatable: whether every file could be read, and every text rendered within its budget.
    """

    def __init__(
        self,
        settings: SiteSettings,
        cache: Cache,
        workers: Workers | None = None,
        progress: Progress | None = None,
        *,
        drafts: bool = False,
        plugins: Plugins = NO_PLUGINS,
        with_markdown: bool = False,
    ) -> None:
        """Prepare to read.

        Args:
            settings: The site's settings.
            cache: Read first, then filled with what was missing.
            workers: Parse and render files; by default, this process does.
            progress: Receives the number of finished files.
            drafts: Whether drafts are part of the site.
            plugins: Plugins that change texts or the structure of the site.
            with_markdown: Whether articles keep their Markdown, which the cache does not store.
        """
        self.settings = settings
        self.cache = cache
        self.workers = workers or Workers()
        self.progress = progress or NoProgress()
        self.plugins = plugins
        self.rows: dict[str, ArticleRow] = {}
        self.keys: dict[str, str] = {}
        self.stamps: dict[str, str] = {}
        self.rendered = 0
        self.is_repeatable = True
        self._with_markdown = with_markdown
        self._context = ReadingContext(settings, drafts, plugins.hosted)
        self._snippets = SnippetFiles(settings)
        self._fingerprint = digest(
            body_fingerprint(settings.markdown_extensions, settings.site_url),
            to_bytes(
                [
                    settings.kbgen.limits,
                    settings.kbgen.front_matter,
                    settings.kbgen.markdown,
                    settings.kbgen.mermaid,
                    settings.kbgen.plugin_fields,
                    # They may read what looks like Markdown and would be shown as text.
                    [plugin.name for plugin in settings.other_plugins],
                    settings.has_hooks,
                ]
            ),
            plugins.hosted.fingerprint if plugins.hosted else "",
        )

    def read_site(self, files: Walk | None = None) -> SiteArticles:
        """Read everything that authors wrote.

        Args:
            files: Result of a walk; by default, the content folder is walked.
        """
        files = files or find_files(self.settings)
        loaded = load(
            self.settings,
            drafts=self._context.drafts,
            read=self.read_files,
            walked=files,
            shape=self.plugins.shape or AS_WRITTEN,
        )
        rows = {article.path: self.rows[article.path] for article in loaded.kb.articles}
        rendering_problems = chain.from_iterable(row.rendering_problems for row in rows.values())
        facts = {path: row.facts for path, row in rows.items() if row.facts}
        resolved = resolve_redirects(
            loaded.kb,
            facts,
            self.settings,
            files.files,
            knows_made_pages=self.plugins.shape is not None,
        )
        undated = replace(loaded.kb, redirects=resolved.redirects)
        kb = without_expired(undated, build_day())
        without_text = (*kb.hidden, *(article.path for article in kb.gone))
        return SiteArticles(
            kb=kb,
            undated=undated,
            facts=facts,
            digests={path: row.digest for path, row in rows.items() if row.facts},
            keys={path: self.keys[path] for path, row in rows.items() if row.facts},
            diagnostics=(*loaded.diagnostics, *rendering_problems, *resolved.diagnostics),
            texts=sum(row.facts is not None for row in self.rows.values()),
            rendered=self.rendered,
            rows={path: self.keys[path] for path in self.rows} if self.is_repeatable else None,
            mentions={
                path: _mentions(self.rows[path]) for path in without_text if path in self.rows
            },
        )

    def read_files(self, locations: Sequence[tuple[str, str]]) -> dict[str, ReadFile]:
        """Read these files (path, language); a file whose key is known is not hashed again."""
        unhashed = [item for item in locations if self._with_markdown or item[0] not in self.keys]
        unreadable, files = self._read_bytes(unhashed)
        keys = {path: self.keys[path] for path, _ in locations if path not in unreadable}
        for path, row in self.cached_rows(keys).items():
            # The row of a hidden article has no body: render the article when it becomes visible.
            if row.rendered or not self._is_shown(row):
                self.rows[path] = row
        # Unchanged pages do not read these bodies, but a later build may need them.
        self.cache.mark_used(BODY, (self.keys[path] for path in self.rows))
        missing = [item for item in locations if item[0] in keys and item[0] not in self.rows]
        gone, again = self._read_bytes([item for item in missing if item[0] not in files])
        files |= again
        self._fill([files[path] for path, _ in missing if path in files])
        read: dict[str, ReadFile] = {path: self.rows[path] for path in keys if path in self.rows}
        if self._with_markdown:
            read = {path: _with_markdown(file, files[path].data) for path, file in read.items()}
        return unreadable | gone | read

    def cached_rows(self, keys: Mapping[str, str]) -> dict[str, ArticleRow]:
        """Map each path to its cached row, for the files (path → key) that the cache has."""
        stored = self.cache.get_many(ROW, keys.values())
        rows = {path: _decoded_row(stored.get(key)) for path, key in keys.items()}
        return {path: row for path, row in rows.items() if row is not None}

    def hash_files(
        self,
        locations: Sequence[tuple[str, str]],
        known: Mapping[str, str],
        stamps: Mapping[str, str],
    ) -> bool:
        """Set `keys` for the current bytes of these files (path, language).

        Args:
            locations: The files.
            known: Path → key, as an earlier build with the same settings has set it.
            stamps: Path → stamp of the same files. A file that still has it is not read.

        Returns:
            False if a file is unreadable.
        """
        for path, lang in locations:
            stamp = stamps.get(path)
            if stamp and stamp == settled_stamp(f"{self.settings.docs_dir}/{path}"):
                self.keys[path], self.stamps[path] = known[path], stamp
            # One at a time, so that memory never holds all files.
            elif not self._read_bytes([(path, lang)])[1]:
                return False
        return True

    def _read_bytes(
        self, locations: Sequence[tuple[str, str]]
    ) -> tuple[dict[str, ReadFile], dict[str, SourceFile]]:
        """Read and hash files; return the unreadable ones and the others, by path."""
        unreadable: dict[str, ReadFile] = {}
        files: dict[str, SourceFile] = {}
        limit = self.settings.kbgen.limits.source_bytes
        for path, lang in locations:
            problems = Problems(self.settings.display_path(path))
            stamp = settled_stamp(f"{self.settings.docs_dir}/{path}")
            data = read_bytes(self.settings.docs_dir, path, limit, problems)
            if data is None:
                unreadable[path] = ReadFile(None, tuple(problems.diagnostics), ())
            else:
                files[path] = SourceFile(path, lang, data, tuple(problems.diagnostics))
                snippets = self._snippets.state_for(data)
                self.keys[path] = self._key(files[path], snippets)
                # A key with snippets or plugins depends on more files than this one.
                is_alone = not snippets and self.plugins.hosted is None
                self.stamps[path] = stamp if is_alone else ""
        self.is_repeatable = self.is_repeatable and not unreadable
        return unreadable, files

    def _key(self, file: SourceFile, snippets: str) -> str:
        hosted = self.plugins.hosted
        return digest(
            self._fingerprint,
            # Diagnostics stored with an article name the displayed path.
            self.settings.display_path(file.path),
            file.lang,
            snippets,
            hosted.state_of(file.path, file.data) if hosted else "",
            file.data,
        )

    def _is_shown(self, row: ArticleRow) -> bool:
        return row.source is not None and has_text(
            row.source.fields.values, self.settings, drafts=self._context.drafts
        )

    def _fill(self, missing: Sequence[SourceFile]) -> None:
        """Parse and render the files that the cache does not have, and cache the results."""
        advance = self.progress.phase(READING, len(missing))
        work = self.workers.start(read_articles, self._context, missing)
        rows: dict[str, bytes] = {}
        bodies: dict[str, bytes] = {}
        for count, (file, result) in enumerate(work.results(), 1):
            key = self.keys[file.path]
            is_final = result is not None and result.is_final
            self.is_repeatable = self.is_repeatable and is_final
            if result is None:
                self.rows[file.path] = _crashed_row(self.settings, file)
            else:
                self.rows[file.path] = from_bytes(ArticleRow, result.row)
                if is_final:
                    rows[key] = result.row
                if result.body:
                    bodies[key] = result.body
                    self.rendered += 1
            if count % _CHUNK == 0:
                self._store(rows, bodies)
            advance(count)
        self._store(rows, bodies)

    def _store(self, rows: dict[str, bytes], bodies: dict[str, bytes]) -> None:
        self.cache.put_many(BODY, bodies)
        self.cache.put_many(ROW, rows)  # last: a row tells that its body is there
        self.cache.mark_used(BODY, bodies)
        rows.clear()
        bodies.clear()


def _decoded_row(data: bytes | None) -> ArticleRow | None:
    """Decode a cached row; return None without one, or if another version of kbgen encoded it."""
    try:
        return from_bytes(ArticleRow, data) if data is not None else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _with_markdown(file: ReadFile, data: bytes) -> ReadFile:
    return (
        replace(file, source=replace(file.source, markdown=markdown_of(data)))
        if file.source
        else file
    )


def _mentions(row: ArticleRow) -> tuple[str, ...]:
    """Return what may be files in a hidden article; its links, if a plugin hides it."""
    links = tuple(link.target for link in row.facts.links) if row.facts else ()
    return row.mentions or links


def _crashed_row(settings: SiteSettings, file: SourceFile) -> ArticleRow:
    """Return the row of a text that crashed the process that rendered it."""
    hint = "Look for something unusual in the text. A Markdown extension may be the cause."
    message = "the process that rendered the text crashed"
    problem = diagnostic("KB602", settings.display_path(file.path), message, hint=hint)
    return ArticleRow(None, (problem,), own_fields(file.data), rendered=True)
