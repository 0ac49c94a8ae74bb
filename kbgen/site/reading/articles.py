# SPDX-License-Identifier: MIT
"""The content folder → knowledge base, facts of bodies and what is wrong, through the cache.

Every file is read and hashed, no clock is trusted; what the cache knows by a file's bytes is not parsed again. Bodies
stay in the cache until a page needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kbgen.content.loader import LoadResult, ReadFile, load, why_hidden
from kbgen.content.markdown.fingerprint import body_fingerprint
from kbgen.content.markdown.snippet_files import SnippetFiles
from kbgen.content.problems import Problems
from kbgen.content.source.article_source import markdown_of, read_bytes
from kbgen.content.source.walk import Walk
from kbgen.model import AS_WRITTEN, NO_PLUGINS, BodyFacts, Diagnostic, KnowledgeBase, Plugins, diagnostic
from kbgen.runtime.progress import Progress
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import from_bytes, to_bytes
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import ArticleRow, Reading, SourceFile, read_articles

ROW: Final = "article"
BODY: Final = "body"
KINDS: Final = (ROW, BODY)
READING: Final = "Reading articles"
"""The phase in which texts are rendered that the cache does not know."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one file."""

    key: str
    """Of its entries in the cache."""
    file: ReadFile
    rendered: bool
    """Whether the text was to be rendered: hidden articles wait until they are shown."""
    facts: BodyFacts | None
    digest: str
    """SHA-256 of the body."""
    problems: tuple[Diagnostic, ...]
    """What rendering found."""


@dataclass(frozen=True, slots=True)
class SiteArticles:
    """Everything that writers wrote."""

    kb: KnowledgeBase
    """Its articles are without their Markdown, unless it was asked for."""
    facts: Mapping[str, BodyFacts]
    """By article path; articles whose body could not be rendered are missing, and a diagnostic says why."""
    digests: Mapping[str, str]
    """By article path: changes when the body does."""
    keys: Mapping[str, str]
    """By article path: its entry in the cache."""
    diagnostics: tuple[Diagnostic, ...]
    texts: int
    """Texts that were needed, also of articles that are left out because of their address or id."""
    rendered: int
    """Those of them that were not in the cache."""
    rows: Mapping[str, str] | None
    """By path of every article file, hidden ones too: the key of its row. None when the bytes do not tell all."""


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
    """Read everything a writer wrote.

    Args:
        settings: of the site.
        cache: asked first, filled with what was missing.
        workers: parse and render.
        progress: receives the number of files that are ready.
        drafts: whether drafts are part of the site.
        found: what a walk has just found; without it, the folder is walked.
        plugins: work on the texts, and have decided about the site.
        with_markdown: whether the articles keep their Markdown, which the cache does not have.
    """
    reading = Reading(settings, drafts, plugins.hosted)
    reader = ArticleReader(reading, cache, workers, progress, with_markdown=with_markdown)
    loaded = load(settings, drafts=drafts, read=reader, walked=found, shape=plugins.shape or AS_WRITTEN)
    return _site_articles(loaded, reader)


def packed_bodies(articles: SiteArticles, cache: Cache, paths: Iterable[str]) -> dict[str, bytes]:
    """The packed bodies of articles, by path.

    Raises:
        CacheLost: one is not there any more.
    """
    keys = {path: articles.keys[path] for path in paths}
    found = cache.get_many(BODY, keys.values())
    if len(found) < len(set(keys.values())):
        raise CacheLost
    return {path: found[key] for path, key in keys.items()}


def _site_articles(loaded: LoadResult, reader: ArticleReader) -> SiteArticles:
    rows = {article.path: reader.rows[article.path] for article in loaded.kb.articles}
    found = [item for row in rows.values() for item in row.problems]
    return SiteArticles(
        kb=loaded.kb,
        facts={path: row.facts for path, row in rows.items() if row.facts},
        digests={path: row.digest for path, row in rows.items() if row.facts},
        keys={path: row.key for path, row in rows.items() if row.facts},
        diagnostics=(*loaded.diagnostics, *found),
        texts=sum(row.facts is not None for row in reader.rows.values()),
        rendered=reader.rendered,
        rows={path: row.key for path, row in reader.rows.items()} if reader.all_known else None,
    )


class ArticleReader:
    """The `FilesReader` of a build."""

    def __init__(
        self, reading: Reading, cache: Cache, workers: Workers, progress: Progress, *, with_markdown: bool = False
    ) -> None:
        self.rows: dict[str, Row] = {}
        self.rendered = 0
        self.all_known = True
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

    def __call__(self, places: Sequence[tuple[str, str]]) -> dict[str, ReadFile]:
        """Read these files (path, language)."""
        unreadable, files = self._read_bytes(places)
        self.all_known = self.all_known and not unreadable
        keys = {path: self._key(file) for path, file in files.items()}
        for path, row in self.stored(keys).items():
            if row.rendered or not self._is_shown(row):
                self.rows[path] = row
        self._cache.keep(BODY, (row.key for row in self.rows.values()))
        self._fill({keys[path]: file for path, file in files.items() if path not in self.rows})
        read = {path: row.file for path, row in self.rows.items()}
        if self._with_markdown:
            read = {path: _with_markdown(file, files[path].data) for path, file in read.items()}
        return unreadable | read

    def stored(self, keys: Mapping[str, str]) -> dict[str, Row]:
        """The rows that the cache has (path → key), by path."""
        found = self._cache.get_many(ROW, keys.values())
        rows = {path: _stored_row(key, found.get(key)) for path, key in keys.items()}
        return {path: row for path, row in rows.items() if row is not None}

    def keys_of(self, places: Sequence[tuple[str, str]]) -> dict[str, str] | None:
        """By path, the keys of these files (path, language) as they are now; None when one cannot be read."""
        keys: dict[str, str] = {}
        for place in places:
            _, files = self._read_bytes([place])
            if not files:
                return None
            keys[place[0]] = self._key(files[place[0]])
        return keys

    def _read_bytes(self, places: Sequence[tuple[str, str]]) -> tuple[dict[str, ReadFile], dict[str, SourceFile]]:
        unreadable: dict[str, ReadFile] = {}
        files: dict[str, SourceFile] = {}
        limit = self._settings.kbgen.limits.source_bytes
        for path, lang in places:
            problems = Problems(self._settings.display_path(path))
            data = read_bytes(self._settings.docs_dir, path, limit, problems)
            if data is None:
                unreadable[path] = ReadFile(None, tuple(problems.diagnostics))
            else:
                files[path] = SourceFile(path, lang, data, tuple(problems.diagnostics))
        return unreadable, files

    def _key(self, file: SourceFile) -> str:
        # The path as shown is in the key because the diagnostics stored with an article name it.
        shown, shows = self._settings.display_path(file.path), self._snippets.state_for(file.data)
        read = self._plugins.state_of(file.path, file.data) if self._plugins else ""
        return digest(self._fingerprint, shown, file.lang, shows, read, file.data)

    def _is_shown(self, row: Row) -> bool:
        source = row.file.source
        return source is not None and not why_hidden(source.fields.values, self._settings, drafts=self._reading.drafts)

    def _fill(self, missing: Mapping[str, SourceFile]) -> None:
        """Have files read that the cache does not know, and keep what comes of it."""
        advance = self._progress.phase(READING, len(missing))
        work = self._workers.start(read_articles, self._reading, list(missing.values()))
        rows: dict[str, bytes] = {}
        bodies: dict[str, bytes] = {}
        for count, (key, (file, found)) in enumerate(zip(missing, work.results(), strict=True), 1):
            row, is_final = (found.row, found.is_final) if found else (_killed(self._settings, file), False)
            self.rows[file.path] = decoded_row(key, row)
            self.all_known = self.all_known and is_final
            if is_final:
                rows[key] = row
            if found and found.body:
                bodies[key] = found.body
                self.rendered += 1
            if count % 512 == 0:
                self._keep(rows, bodies)
            advance(count)
        self._keep(rows, bodies)

    def _keep(self, rows: dict[str, bytes], bodies: dict[str, bytes]) -> None:
        self._cache.put_many(ROW, rows)
        self._cache.put_many(BODY, bodies)
        self._cache.keep(BODY, bodies)
        rows.clear()
        bodies.clear()


def decoded_row(key: str, data: bytes) -> Row:
    """Return a row as it was just encoded.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: another version of kbgen encoded it.
    """
    row = from_bytes(ArticleRow, data)
    return Row(key, ReadFile(row.source, row.problems), row.rendered, row.facts, row.digest, row.found)


def _stored_row(key: str, data: bytes | None) -> Row | None:
    """Return what the cache has; None when it has nothing, or what another version of kbgen put there."""
    if data is None:
        return None
    try:
        return decoded_row(key, data)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _with_markdown(file: ReadFile, data: bytes) -> ReadFile:
    return replace(file, source=replace(file.source, markdown=markdown_of(data))) if file.source else file


def _killed(settings: SiteSettings, file: SourceFile) -> bytes:
    """The row of a text that ended the process which rendered it."""
    hint = "Look for what is unusual in it; a Markdown extension may be at fault."
    message = "the text ended the process that rendered it"
    found = diagnostic("KB602", settings.display_path(file.path), message, hint=hint)
    return to_bytes(ArticleRow(None, (found,), rendered=True))
