# SPDX-License-Identifier: MIT
"""Settings → everything a site consists of, short of rendering its pages: the part that both ways of building share.

load → body → check → links → index → plan. `kbgen build` renders and publishes the result; the MkDocs plugin hands the
same pages to MkDocs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.content import checks
from kbgen.content.links import LinkResolver
from kbgen.content.loader import LoadResult, load
from kbgen.model import Body, Diagnostic, KnowledgeBase, PageInput, SearchStatistics, SiteView
from kbgen.settings import SiteSettings
from kbgen.settings.resources import theme_dir
from kbgen.site.advice import advise
from kbgen.site.assets import SiteAssets, site_assets
from kbgen.site.bodies import Bodies, render_bodies
from kbgen.site.cache import Cache
from kbgen.site.clock import build_day
from kbgen.site.indexing import SiteIndex, index_site
from kbgen.site.plan import SITE_PROBLEMS, PlanContext, plan
from kbgen.site.progress import NoProgress, Progress
from kbgen.site.publish import Content
from kbgen.site.shelves import LanguageShelves
from kbgen.site.sitemap import sitemap
from kbgen.site.strings import load_strings
from kbgen.site.view import service_url, site_view


@dataclass(frozen=True, slots=True)
class AssembleOptions:
    """What `kbgen serve` wants differently."""

    drafts: bool = False
    """Articles with `status: draft` are part of the site, marked."""
    preview: bool = False
    """Pages show the problems of their files and reload when something was saved."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A knowledge base, its bodies and everything that is wrong with them."""

    kb: KnowledgeBase
    bodies: Bodies
    linked: dict[str, Body]
    """By article path: bodies with their links resolved."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by place."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A site, not yet rendered."""

    checked: Checked
    pages: tuple[PageInput, ...]
    files: dict[str, Content]
    """Output path → content of every file that is not a page."""
    search: dict[str, SearchStatistics]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the content and the settings, sorted by place."""
        return self.checked.diagnostics


def read_site(
    settings: SiteSettings, cache: Cache, *, drafts: bool = False, progress: Progress | None = None
) -> tuple[LoadResult, Bodies]:
    """Read everything a writer wrote; links and the rest of the checks are `check_site`'s."""
    loaded = load(settings, drafts=drafts)
    advance = (progress or NoProgress()).phase("Reading articles", len(loaded.kb.articles))
    return loaded, render_bodies(loaded.kb, settings, cache, advance)


def check_site(
    settings: SiteSettings, cache: Cache, *, drafts: bool = False, progress: Progress | None = None
) -> Checked:
    """Read and check everything a writer wrote."""
    loaded, bodies = read_site(settings, cache, drafts=drafts, progress=progress)
    linked, found = _resolve_links(loaded.kb, settings, bodies)
    diagnostics = [
        *loaded.diagnostics,
        *bodies.diagnostics,
        *checks.run(loaded.kb, settings, bodies.by_path, today=build_day()),
        *found,
        *advise(settings),
    ]
    ordered = tuple(sorted(set(diagnostics), key=lambda item: item.sort_key))
    return Checked(loaded.kb, bodies, linked, ordered)


def assemble(
    settings: SiteSettings,
    engine_files: Mapping[str, Path],
    cache: Cache,
    options: AssembleOptions = AssembleOptions(),
    progress: Progress | None = None,
) -> Assembly:
    """Plan a whole site.

    Args:
        settings: of the site.
        engine_files: Material's stylesheets, from the page renderer's side.
        cache: bodies and search records of earlier builds.
        options: for previews.
        progress: is told what goes on.

    Raises:
        EnvironmentFailure: a file of the site cannot be read or written.
    """
    progress = progress or NoProgress()
    checked = check_site(settings, cache, drafts=options.drafts, progress=progress)
    index = index_site(checked.kb, checked.bodies, settings, cache, progress)
    assets = site_assets(settings, checked.kb, engine_files, live_reload=options.preview)
    pages = plan(checked.kb, _plan_context(settings, checked, assets, options))
    return Assembly(checked, pages, _files(settings, assets, index, pages), index.statistics)


def _resolve_links(
    kb: KnowledgeBase, settings: SiteSettings, bodies: Bodies
) -> tuple[dict[str, Body], list[Diagnostic]]:
    resolver = LinkResolver(kb, settings, bodies.by_path)
    linked: dict[str, Body] = {}
    diagnostics: list[Diagnostic] = []
    for article in kb.articles:
        body = bodies.by_path.get(article.path)
        if body is not None:
            html, found = resolver.resolve(article, body)
            linked[article.path] = replace(body, html=html)
            diagnostics.extend(found)
    return linked, diagnostics


def _plan_context(
    settings: SiteSettings, checked: Checked, assets: SiteAssets, options: AssembleOptions
) -> PlanContext:
    shelves: dict[str, LanguageShelves] = {}
    views: dict[str, SiteView] = {}
    for lang in checked.kb.languages:
        strings = load_strings(lang, theme_dir())
        search_url = service_url(settings, lang, "search")
        shelves[lang] = LanguageShelves(checked.kb, lang, _title_of_the_rest(checked.kb, lang, strings), search_url)
        views[lang] = site_view(settings, lang, strings, assets, shelves[lang].menu())
    problems = _problems_by_article(settings, checked) if options.preview else {}
    return PlanContext(settings, views, shelves, checked.linked, problems)


def _title_of_the_rest(kb: KnowledgeBase, lang: str, strings: dict[str, str]) -> str:
    """What articles outside any category are called: where there is no category, they are all there is."""
    return strings["shelf.rest" if kb.categories.get(lang) else "shelf.everything"]


def _problems_by_article(settings: SiteSettings, checked: Checked) -> dict[str, tuple[Diagnostic, ...]]:
    paths = {settings.display_path(article.path): article.path for article in checked.kb.articles}
    found: dict[str, list[Diagnostic]] = {}
    for item in checked.diagnostics:
        found.setdefault(paths.get(item.path, SITE_PROBLEMS), []).append(item)
    return {path: tuple(items) for path, items in found.items()}


def _files(
    settings: SiteSettings, assets: SiteAssets, index: SiteIndex, pages: tuple[PageInput, ...]
) -> dict[str, Content]:
    files: dict[str, Content] = {**assets.files, **index.files}
    if settings.site_url:
        files["sitemap.xml"] = sitemap(pages)
    return files
