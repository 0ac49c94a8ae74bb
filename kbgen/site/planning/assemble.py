# SPDX-License-Identifier: MIT
"""Assemble everything a site consists of except rendered pages: what both ways of building share.

load → body → check → links → index → plan. `kbgen build` renders and publishes the result. The
MkDocs plugin passes the same pages to MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kbgen.content import checks
from kbgen.content.assets.private_files import private_files
from kbgen.content.links.bar_links import resolve_bar_links
from kbgen.content.links.destinations import Destinations
from kbgen.content.links.resolve import LinkResolver
from kbgen.content.redirects import used_assets
from kbgen.content.source.walk import Walk
from kbgen.content.structure.site_urls import service_url
from kbgen.content.structure.urls import url_to_output
from kbgen.content.synonyms import load_synonyms
from kbgen.model import (
    NO_PLUGINS,
    Article,
    Body,
    BodyFacts,
    Diagnostic,
    FileContent,
    KnowledgeBase,
    LeftOutArticle,
    PageInput,
    PluginFiles,
    Plugins,
    SearchStatistics,
    SiteLinks,
    SitePlugins,
    SiteView,
    diagnostic,
)
from kbgen.runtime.clock import build_time
from kbgen.runtime.progress import Progress
from kbgen.settings import OtherPlugin, PluginKind, SiteSettings, known_plugin
from kbgen.site.addresses.site_addresses import address_problems
from kbgen.site.caching.cache import Cache
from kbgen.site.caching.codec import from_bytes
from kbgen.site.caching.compression import unpack
from kbgen.site.planning.assets import SiteAssets, site_assets
from kbgen.site.planning.known_issues import status_files
from kbgen.site.planning.listings import LanguageListings
from kbgen.site.planning.page_files import (
    page_file_problems,
    published_files,
    stylesheet_problems,
)
from kbgen.site.planning.plan import SITE_PROBLEMS, PlanContext, plan
from kbgen.site.planning.redirect_pages import REDIRECTS_FILE, redirects_file
from kbgen.site.planning.settings_checks import settings_warnings
from kbgen.site.planning.sitemap import sitemap
from kbgen.site.planning.strings import site_strings
from kbgen.site.planning.strings.keys import OTHER_LANGUAGE
from kbgen.site.planning.view import site_view
from kbgen.site.processes.tasks import with_body
from kbgen.site.reading.articles import SiteArticles, SiteReader, packed_bodies
from kbgen.site.reading.search_records import SiteIndex, SiteRecords, index_site
from kbgen.site.reading.text_vectors import site_meaning

if TYPE_CHECKING:  # imports numpy, which a site without meaning does not need here
    from kbgen.search.meaning.near_titles import NearTitles


@dataclass(frozen=True, slots=True)
class AssembleOptions:
    """How a preview by `kbgen serve` differs from a build."""

    drafts: bool = False
    """Include articles with `status: draft`, marked as drafts."""
    preview: bool = False
    """Show the problems of files on their pages, and reload pages after a change."""


BUILD_OPTIONS: Final = AssembleOptions()


@dataclass(frozen=True, slots=True)
class CheckedSite:
    """Everything that authors wrote, and the diagnostics about it."""

    articles: SiteArticles
    destinations: Mapping[str, Destinations]
    """Article path → destinations of the links in its body."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by file and position."""
    plugin_files: Mapping[str, bytes] = field(default_factory=dict)
    """Output path → content of files that plugins add."""
    links: Mapping[str, SiteLinks] = field(default_factory=dict)
    """Language → the links of its header and footer."""

    @property
    def kb(self) -> KnowledgeBase:
        """Return the site's knowledge base."""
        return self.articles.kb


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A planned site. Its pages have no bodies yet."""

    checked: CheckedSite
    pages: tuple[PageInput, ...]
    """Sorted by output path."""
    paths: Mapping[str, str]
    """Output path → path of the article that is shown there."""
    assets: SiteAssets

    def article_of(self, page: PageInput) -> str:
        """Return the path of the article whose body the page shows; empty if there is none."""
        path = self.paths.get(page.output, "") if page.article else ""
        return path if path in self.checked.articles.facts else ""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A complete site except its HTML, for engines that render pages themselves."""

    checked: CheckedSite
    pages: tuple[PageInput, ...]
    files: dict[str, FileContent]
    """Output path → content of every file that is not a page."""
    search: dict[str, SearchStatistics]
    paths: Mapping[str, str]
    """Output path → path of the article that is shown there."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of content and settings, sorted by file and position."""
        return self.checked.diagnostics


def check_site(
    reader: SiteReader,
    files: Walk | None = None,
    *,
    marks_broken: bool = False,
    reports_expired: bool = False,
) -> CheckedSite:
    """Read and check everything that authors wrote.

    Args:
        reader: Reads the site.
        files: Result of a walk; by default, the content folder is walked.
        marks_broken: As in `LinkResolver`.
        reports_expired: Whether to report articles past their date, and links to them. Everything
            else that is reported does not depend on the day.
    """
    settings, shape = reader.settings, reader.plugins.shape
    articles = reader.read_site(files)
    diagnostics = _source_problems(articles, settings, reports_expired=reports_expired)
    expired = _expired(articles)
    resolver = LinkResolver(
        articles.undated,
        settings,
        articles.facts,
        knows_made_pages=shape is not None,
        marks_broken=marks_broken,
        expired=expired,
        reports_expired=reports_expired,
    )
    destinations, broken_links = _destinations(resolver, articles.kb.articles, articles.facts)
    bar_links, wrong_bar_links = resolve_bar_links(resolver, articles.kb, settings)
    diagnostics += wrong_bar_links
    # Taken before the links of expired articles are resolved, which would add their files.
    used_files = {*resolver.used_files, *used_assets(articles.kb)}
    expired_articles = [item for item in articles.kb.gone if item.path in expired]
    # Their links are still checked: a date must not change what a build reports.
    diagnostics += broken_links + _destinations(resolver, expired_articles, articles.facts)[1]
    private = private_files(articles.kb, settings, articles.mentions, used_files)
    articles = articles.without_files(private)
    added = _plugin_files(reader.plugins.hosted, articles.kb)
    made = added.files.keys()
    outputs = published_files(settings, articles.kb) | made
    diagnostics += page_file_problems(settings, outputs)
    diagnostics += stylesheet_problems(settings, articles.kb, outputs)
    diagnostics += _plugin_warnings(added, settings)
    diagnostics += address_problems(articles, settings, made, shape, is_preview=marks_broken)
    # Several steps may find the same problem.
    ordered = tuple(sorted(set(diagnostics), key=lambda item: item.sort_key))
    return CheckedSite(articles, destinations, ordered, added.files, bar_links)


def _source_problems(
    articles: SiteArticles, settings: SiteSettings, *, reports_expired: bool
) -> list[Diagnostic]:
    """Return what is wrong in the files of writers and in the settings, links aside."""
    now = build_time() if reports_expired else None
    today = now.date() if now else None
    return [
        *articles.diagnostics,
        *checks.run(articles.undated, settings, articles.facts, today=today, now=now),
        *load_synonyms(settings).diagnostics,
        *settings_warnings(settings, today=today),
        *site_strings(settings).diagnostics,
    ]


def resolver_for_changed_texts(articles: SiteArticles, settings: SiteSettings) -> LinkResolver:
    """Return a resolver for texts that plugins change after the site is planned."""
    return LinkResolver(
        articles.undated,
        settings,
        articles.facts,
        knows_made_pages=True,
        expired=_expired(articles),
    )


def _expired(articles: SiteArticles) -> set[str]:
    """Return the paths of the articles past their date."""
    return {item.path for item in articles.kb.gone} & {
        item.path for item in articles.undated.articles
    }


def _destinations(
    resolver: LinkResolver, articles: Iterable[Article], facts: Mapping[str, BodyFacts]
) -> tuple[dict[str, Destinations], list[Diagnostic]]:
    """Return the destinations of the links of articles, by path, and the links' problems."""
    destinations: dict[str, Destinations] = {}
    problems: list[Diagnostic] = []
    for article in articles:
        if article.path in facts:
            links = facts[article.path].links
            destinations[article.path], broken_links = resolver.destinations(article, links)
            problems.extend(broken_links)
    return destinations, problems


def _plugin_warnings(files: PluginFiles, settings: SiteSettings) -> Iterator[Diagnostic]:
    """Yield warnings about the files of plugins, at the first such plugin in mkdocs.yml."""
    writers = (
        item for item in settings.other_plugins if known_plugin(item.name).kind is PluginKind.SITE
    )
    first = next(writers, OtherPlugin("", 1, 1))
    name = settings.config_file.name
    yield from (
        diagnostic("KB708", name, message, line=first.line, column=first.column)
        for message in files.warnings
    )


def _plugin_files(plugins: SitePlugins | None, kb: KnowledgeBase) -> PluginFiles:
    """Return the files that plugins add, without those that the site has already."""
    if plugins is None:
        return PluginFiles({}, ())
    articles = (*kb.articles, *kb.gone)
    added = plugins.site_files(articles)
    taken = dict.fromkeys((url_to_output(article.url) for article in articles), "page")
    redirected = (item.old for item in kb.redirects if "#" not in item.old)
    taken |= dict.fromkeys(map(url_to_output, redirected), "redirect")
    taken |= dict.fromkeys((output for _, output in kb.assets), "file")
    refused = tuple(
        f"{path} is a {taken[path]} already" for path in sorted(added.files.keys() & taken.keys())
    )
    free = {path: data for path, data in added.files.items() if path not in taken}
    return PluginFiles(free, added.warnings + refused)


def plan_site(
    reader: SiteReader,
    options: AssembleOptions,
    files: Walk | None = None,
) -> SitePlan:
    """Read, check and plan a site.

    Args:
        reader: Reads the site.
        options: Preview options.
        files: Result of a walk; by default, the content folder is walked.
    """
    checked = check_site(
        reader, files, marks_broken=options.preview, reports_expired=options.preview
    )
    near = _near_titles(reader, checked.kb)
    return plan_pages(reader.settings, checked, options, near)


def _near_titles(reader: SiteReader, kb: KnowledgeBase) -> dict[str, NearTitles]:
    """Return the articles with the closest titles, by language; none where meaning is off."""
    near: dict[str, NearTitles] = {}
    for lang in kb.languages:
        meaning = site_meaning(reader.settings, lang, reader.cache, reader.progress)
        if meaning is not None:
            articles, gone = (
                [item for item in items if item.lang == lang] for items in (kb.articles, kb.gone)
            )
            near[lang] = meaning.near_titles(lang, articles, gone)
    return near


def plan_pages(
    settings: SiteSettings,
    checked: CheckedSite,
    options: AssembleOptions,
    near: Mapping[str, NearTitles] = MappingProxyType({}),
) -> SitePlan:
    """Plan the pages of a checked site.

    Args:
        settings: The site's settings.
        checked: The checked site. Without facts about texts, page descriptions do not quote them.
        options: Preview options.
        near: Language → the articles with the closest titles, if meaning is on.
    """
    assets = site_assets(settings, checked.kb, live_reload=options.preview)
    pages = plan(checked.kb, _plan_context(settings, checked, assets, options, near))
    paths = {url_to_output(article.url): article.path for article in checked.kb.articles}
    return SitePlan(checked, pages, paths, assets)


def assemble(
    settings: SiteSettings,
    cache: Cache,
    options: AssembleOptions = BUILD_OPTIONS,
    progress: Progress | None = None,
    plugins: Plugins = NO_PLUGINS,
) -> Assembly:
    """Assemble a site except its HTML, in this process.

    Raises:
        EnvironmentFailure: A file of the site cannot be read or written.
    """

    def run() -> Assembly:
        reader = SiteReader(
            settings, cache, progress=progress, drafts=options.drafts, plugins=plugins
        )
        return _assemble(reader, options)

    return cache.retry_if_lost(run)


def _assemble(reader: SiteReader, options: AssembleOptions) -> Assembly:
    settings, cache = reader.settings, reader.cache
    site = plan_site(reader, options)
    records = SiteRecords(site.checked.articles, cache, site.checked.kb.languages, settings)
    records.analyze(reader.workers, reader.progress)
    index = index_site(records.keys, records.fetch, settings, cache, reader.progress)
    paths = {page.output: site.paths[page.output] for page in site.pages if page.article}
    return Assembly(
        site.checked,
        _complete(site, cache),
        {**asset_and_search_files(site, index), **generated_files(settings, site)},
        index.statistics,
        paths,
    )


def _complete(site: SitePlan, cache: Cache) -> tuple[PageInput, ...]:
    checked = site.checked
    packed = packed_bodies(checked.articles, cache, checked.articles.facts)
    return tuple(
        with_body(page, from_bytes(Body, unpack(packed[path])), checked.destinations[path])
        if (path := site.article_of(page))
        else page
        for page in site.pages
    )


def _plan_context(
    settings: SiteSettings,
    checked: CheckedSite,
    assets: SiteAssets,
    options: AssembleOptions,
    near: Mapping[str, NearTitles],
) -> PlanContext:
    listings: dict[str, LanguageListings] = {}
    views: dict[str, SiteView] = {}
    by_language = site_strings(settings).by_language
    for lang in checked.kb.languages:
        strings = by_language[lang]
        search_url = service_url(settings, lang, "search")
        key = _uncategorized_title(checked.kb, lang)
        title, title_lang = strings[key], strings.get(f"{key}{OTHER_LANGUAGE}", "")
        listings[lang] = LanguageListings(
            checked.kb, lang, title, search_url, title_lang, near.get(lang)
        )
        links = checked.links.get(lang, SiteLinks())
        views[lang] = site_view(settings, lang, strings, assets, listings[lang].menu(), links)
    problems = _problems_by_article(settings, checked) if options.preview else {}
    left_out = checked.kb.left_out if options.preview else ()
    return PlanContext(settings, views, listings, checked.articles.facts, problems, left_out)


def _uncategorized_title(kb: KnowledgeBase, lang: str) -> str:
    """Return the interface string that is the heading of articles outside any category."""
    # In a site without categories, these are all articles.
    return "shelf.rest" if kb.categories.get(lang) else "shelf.everything"


def _problems_by_article(
    settings: SiteSettings, checked: CheckedSite
) -> dict[str, tuple[Diagnostic, ...]]:
    kb = checked.kb
    files: list[Article | LeftOutArticle] = [*kb.articles, *kb.gone, *kb.left_out]
    paths = {settings.display_path(file.path): file.path for file in files}
    left_out = {item.path for item in kb.left_out}
    by_article: dict[str, list[Diagnostic]] = {}
    for item in checked.diagnostics:
        path = paths.get(item.path, SITE_PROBLEMS)
        by_article.setdefault(path, []).append(item)
        if path in left_out:  # no list leads to it, so the home page shows it, too
            by_article.setdefault(SITE_PROBLEMS, []).append(item)
    return {path: tuple(items) for path, items in by_article.items()}


def asset_and_search_files(site: SitePlan, index: SiteIndex) -> dict[str, FileContent]:
    """Map output paths to the contents of the assets and the search index."""
    return {**site.assets.files, **{path: file.content for path, file in index.files.items()}}


def generated_files(settings: SiteSettings, site: SitePlan) -> dict[str, bytes]:
    """Map output paths to the contents of sitemap, table of redirects, and plugins' files."""
    site_files = {"sitemap.xml": sitemap(site.pages)} if settings.site_url else {}
    checked = site.checked
    if table := redirects_file(checked.kb.redirects, checked.plugin_files, settings):
        site_files[REDIRECTS_FILE] = table
    pages = {page.output for page in site.pages}
    published = {output for _, output in checked.kb.assets}
    site_files |= {
        path: data for path, data in status_files(site.pages).items() if path not in published
    }
    return {
        **{path: data for path, data in site.checked.plugin_files.items() if path not in pages},
        **site_files,
    }
