# SPDX-License-Identifier: MIT
"""`kbgen build`: assemble, render what changed, publish whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, PageInput, PageRenderer, SearchStatistics, Severity
from kbgen.settings import SiteSettings
from kbgen.site import bodies, indexing
from kbgen.site.assemble import AssembleOptions, Assembly, assemble
from kbgen.site.cache import Cache, digest
from kbgen.site.codec import to_bytes
from kbgen.site.lock import build_lock
from kbgen.site.progress import NoProgress, Progress
from kbgen.site.publish import Content, publication_of, publish

CACHE_FILE = "cache.sqlite"
_PAGE = "page"
_PREVIEW_PAGE = "preview"
"""Pages of `kbgen serve` differ from those of a build (address, drafts, problems); neither takes the other's away."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    pages: int
    languages: tuple[str, ...]
    rendered: int
    """Pages whose template ran."""
    cached: int
    """Pages taken from the cache."""
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    search: dict[str, SearchStatistics]
    published: bool
    """False when `strict` kept a site with problems from being published, or there was no article at all."""
    whole: bool = True
    """False when the files of the site were replaced one by one."""


def build(
    settings: SiteSettings,
    renderer: PageRenderer,
    engine_files: Mapping[str, Path],
    *,
    site_dir: Path | None = None,
    strict: bool = False,
    options: AssembleOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build and publish a site.

    Args:
        settings: of the site.
        renderer: makes HTML of page inputs.
        engine_files: files that belong to the renderer's engine (output path → file).
        site_dir: instead of the settings' own.
        strict: publish nothing when there is an error or a warning. Without an article, nothing is ever published.
        options: for previews.
        progress: is told what goes on.

    Raises:
        BusyError: another build of this site runs.
        SettingsError: the output folder is not ours to replace, or overlaps the content folder.
        EnvironmentFailure: the disk refuses; the old site is unchanged.
    """
    started = time.monotonic()
    progress = progress or NoProgress()
    options = options or AssembleOptions()
    site_dir = site_dir or settings.site_dir
    _refuse_overlap(settings.docs_dir, site_dir)
    with open_cache(settings) as cache:
        assembly = assemble(settings, engine_files, cache, options, progress)
        blocked = (strict and bool(assembly.diagnostics)) or not assembly.checked.kb.articles
        kind = _PREVIEW_PAGE if options.preview else _PAGE
        html, rendered = ({}, 0) if blocked else render_pages(assembly.pages, renderer, cache, kind, progress)
        whole = True
        if not blocked:
            whole = publish(publication_of({**assembly.files, **html}), site_dir).whole
            cache.forget_unused((bodies.CACHE_KIND, indexing.CACHE_KIND, kind))
    return _report(assembly, rendered, time.monotonic() - started, published=not blocked, whole=whole)


def _refuse_overlap(docs_dir: Path, site_dir: Path) -> None:
    """A site inside the content would be content of the next build; content inside the site would go with it."""
    docs, site = docs_dir.resolve(), site_dir.resolve()
    if site.is_relative_to(docs) or docs.is_relative_to(site):
        raise SettingsError(
            f"the output folder {site_dir} and the content folder {docs_dir} lie in each other",
            "Choose another folder with site_dir or --site-dir.",
        )


@contextmanager
def open_cache(settings: SiteSettings, patience: float = 0.0) -> Iterator[Cache]:
    """The site's cache, for one process at a time.

    Raises:
        BusyError: another process has it, also after `patience` seconds.
    """
    with build_lock(settings.work_dir, patience), Cache(settings.work_dir / CACHE_FILE) as cache:
        yield cache


def render_pages(
    pages: tuple[PageInput, ...], renderer: PageRenderer, cache: Cache, kind: str, progress: Progress
) -> tuple[dict[str, Content], int]:
    """HTML of every page by output path, and how many of them were not in the cache."""
    keys = _page_keys(pages, renderer.fingerprint)
    stored = cache.get_many(kind, keys.values())
    advance = progress.phase("Rendering pages", len(pages))
    html: dict[str, Content] = {}
    fresh: dict[str, bytes] = {}
    for count, page in enumerate(pages, 1):
        key = keys[page.output]
        if key not in stored:
            stored[key] = fresh[key] = renderer.render(page).encode("utf-8", "xmlcharrefreplace")
        html[page.output] = stored[key]
        advance(count)
    cache.put_many(kind, fresh)
    return html, len(fresh)


def _page_keys(pages: tuple[PageInput, ...], fingerprint: str) -> dict[str, str]:
    """Output path → hash of all that the page's HTML depends on; what pages share of the site is hashed once."""
    sites = {
        page.lang: digest(fingerprint, to_bytes(page.site)) for page in {page.lang: page for page in pages}.values()
    }
    return {page.output: digest(sites[page.lang], to_bytes(_without_site(page))) for page in pages}


def _without_site(page: PageInput) -> list[object]:
    return [getattr(page, field.name) for field in fields(page) if field.name != "site"]


def _report(assembly: Assembly, rendered: int, seconds: float, *, published: bool, whole: bool) -> BuildReport:
    return BuildReport(
        pages=len(assembly.pages),
        languages=assembly.checked.kb.languages,
        rendered=rendered,
        cached=len(assembly.pages) - rendered if published else 0,
        seconds=round(seconds, 3),
        diagnostics=assembly.diagnostics,
        search=assembly.search,
        published=published,
        whole=whole,
    )


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether one of them is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
