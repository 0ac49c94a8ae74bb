# SPDX-License-Identifier: MIT
"""Show articles to plugins as files of MkDocs, and read the plugins' decisions as a `SiteShape`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import basename, splitext
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from kbgen.content.source.leading_heading import leading_heading
from kbgen.content.structure.categories import readable
from kbgen.content.structure.urls import is_markdown, url_to_output
from kbgen.mkdocs_plugin.hosting.blog import Blogs
from kbgen.model import KnowledgeBase, MadePage, NavPage, NavSection, Placement, SiteShape
from kbgen.runtime.addresses import is_external
from kbgen.settings import PluginKind, SiteSettings, known_plugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files


def show_articles(
    files: Files, kb: KnowledgeBase, settings: SiteSettings, config: MkDocsConfig
) -> None:
    """Keep the site's files, at our addresses, and files that plugins read or made.

    Hidden articles and files of other folders are removed.
    """
    outputs = outputs_of(kb)
    for file in list(files):
        if file.generated_by:
            continue
        if file.src_uri in outputs:
            file.inclusion = (
                InclusionLevel.NOT_IN_NAV
                if file.inclusion.is_not_in_nav()
                else InclusionLevel.INCLUDED
            )
        elif file.src_dir != config.docs_dir or _is_hidden(file, settings):
            files.remove(file)
        else:
            file.inclusion = InclusionLevel.EXCLUDED
    assign_destinations(files, outputs, config)


def _is_hidden(file: File, settings: SiteSettings) -> bool:
    """Tell whether the file is an article outside the site, which no plugin may show."""
    return is_markdown(file.src_uri) and basename(file.src_uri) not in settings.navigation_files


def outputs_of(kb: KnowledgeBase) -> dict[str, str]:
    """Map each file of the content folder, and each file that plugins add, to its output path."""
    articles = {article.path: url_to_output(article.url) for article in kb.articles}
    pages = {page.path: url_to_output(page.url) for page in kb.pages if not page.is_elsewhere}
    return {**articles, **dict(kb.assets), **pages}


def assign_destinations(files: Files, outputs: Mapping[str, str], config: MkDocsConfig) -> None:
    """Set the files' output paths and URLs; add missing files."""
    for path, output in outputs.items():
        file = files.get_file_from_path(path)
        if file is None:
            file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        elif file.inclusion.is_excluded():
            file.inclusion = InclusionLevel.NOT_IN_NAV
        file.dest_uri = output
        file.abs_dest_path = str(Path(config.site_dir) / output)
        # MkDocs caches a URL, so a new output path needs the private method.
        file.url = file._get_url()  # noqa: SLF001
        if file.page is not None:
            # Other plugins that move pages call it too.
            file.page._set_canonical_url(config.site_url)  # noqa: SLF001


def exclude_unplanned(
    files: Files, outputs: Mapping[str, str], config: MkDocsConfig
) -> frozenset[str]:
    """Exclude what is not planned from the build, and return the output paths of all other files.

    These are pages, and files of the content folder that only hidden articles use.

    Args:
        files: MkDocs' files.
        outputs: Output paths of all planned pages and assets, by source path.
        config: MkDocs' configuration.
    """
    for file in files:
        is_ours = file.is_documentation_page() or (
            file.src_dir == config.docs_dir and not file.generated_by
        )
        if is_ours and file.src_uri not in outputs:
            file.inclusion = InclusionLevel.EXCLUDED
    return frozenset(file.dest_uri for file in files if not file.inclusion.is_excluded())


def read_shape(
    files: Files,
    items: Iterable[StructureItem],
    kb: KnowledgeBase,
    settings: SiteSettings,
    config: MkDocsConfig,
) -> SiteShape:
    """Return the plugins' changes to the site.

    Args:
        files: MkDocs' files after the plugins have run.
        items: The navigation after the plugins have run.
        kb: The articles that `show_articles` passed to the plugins.
        settings: The site's settings.
        config: MkDocs' configuration.
    """
    blogs, before = Blogs(config.plugins), outputs_of(kb)
    placements, lists = dict(blogs.placements()), blogs.lists()
    articles = {article.path for article in kb.articles}
    for file in files:
        # A plugin moved the article if its output path is not the one we assigned.
        if file.src_uri in articles and file.dest_uri != before[file.src_uri]:
            placement = placements.get(file.src_uri, Placement())
            placements[file.src_uri] = Placement(file.dest_uri, placement.folder, placement.order)
    excluded = {file.src_uri for file in files if file.inclusion.is_excluded()}
    navigating = [
        plugin
        for plugin in settings.other_plugins
        if known_plugin(plugin.name).kind is PluginKind.NAVIGATES
    ]
    unknown_urls: list[str] = []
    navigation = tuple(_navigation(items, unknown_urls)) if navigating else None
    # An article that has expired is no page for plugins, and a date that passes is no problem.
    gone = {article.path for article in kb.gone}
    return SiteShape(
        placements,
        frozenset(articles & excluded),
        tuple(
            _made_page(file, lists)
            for file in files.documentation_pages()
            if file.src_uri not in articles
        ),
        navigation,
        tuple(
            f"the navigation names '{url}', which is not a page of this site"
            for url in unknown_urls
            if navigating and url not in gone
        ),
        _moved_files(files, dict(kb.assets)),
    )


def _moved_files(files: Files, assets: Mapping[str, str]) -> dict[str, str]:
    """Return the files other than articles to which a plugin gives another output path."""
    return {
        file.src_uri: file.dest_uri
        for file in files
        if file.dest_uri != assets.get(file.src_uri, file.dest_uri)
    }


def _made_page(file: File, lists: Mapping[str, tuple[str, int]]) -> MadePage:
    folder, number = lists.get(file.src_uri, (None, 1))
    markdown, fields = meta.get_data(file.content_string)
    title = str(fields.get("title") or "") or leading_heading(markdown)
    title = title or readable(splitext(file.src_uri)[0])
    title = f"{title} – {number}" if number > 1 else title
    return MadePage(file.src_uri, file.dest_uri, title, folder, is_listed=folder is None)


def _navigation(
    items: Iterable[StructureItem], unknown_urls: list[str]
) -> Iterator[NavSection | NavPage]:
    for item in items:
        if isinstance(item, Link):
            if is_external(item.url):
                yield NavPage(item.url, item.title or "")
            else:
                unknown_urls.append(item.url)
        elif isinstance(item, Page) and item.children:
            # The plugin section-index makes a page that is also a section.
            yield NavSection(
                item.title or "",
                (NavPage(item.file.src_uri), *_navigation(item.children, unknown_urls)),
            )
        elif isinstance(item, Section):
            yield NavSection(item.title or "", tuple(_navigation(item.children, unknown_urls)))
        elif isinstance(item, Page):
            yield NavPage(item.file.src_uri, (item.title or "") if item.markdown is None else "")
