# SPDX-License-Identifier: MIT
"""Apply the decisions of plugins (`SiteShape`) to a site's articles and categories.

In: articles and categories as the folders define them. Out: the same as plugins want them, and the
pages that plugins make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved
from kbgen.content.structure.categories import CategoryTree, category_folder
from kbgen.content.structure.language_folders import Layout, LocalizedPath
from kbgen.content.structure.nav_tree import CategoryPage
from kbgen.content.structure.navigation import ArrangedNavigation, arrange, with_external_links
from kbgen.model import Article, ListedPage, MadePage, SiteShape
from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class ShapedContent:
    """The articles, pages and categories of all languages."""

    articles: tuple[Article, ...]
    pages: tuple[ListedPage, ...]
    categories: Mapping[str, CategoryTree]
    """Categories by language."""
    unsupported: tuple[str, ...] = ()
    """Parts of the navigation that cannot be shown."""


@dataclass(frozen=True, slots=True)
class ShapeApplier:
    """Applies the shape of one site."""

    settings: SiteSettings
    layout: Layout
    shape: SiteShape

    def place_article(self, article: Article, localized: LocalizedPath) -> Article:
        """Return an article with the URL, category and order that plugins want."""
        wanted = self.shape.placements.get(article.path)
        if wanted is None:
            return article
        url = self._url(wanted.output, localized) if wanted.output else article.url
        shelf = article.shelf if wanted.folder is None else self._shelf(wanted.folder)
        order = article.order if wanted.order is None else wanted.order
        return replace(article, url=url, shelf=shelf, order=order)

    def page(self, made: MadePage, localized: LocalizedPath) -> ListedPage:
        """Return a page that a plugin makes as a page of the site."""
        return ListedPage(
            path=made.path,
            url=self._url(made.output, localized),
            title=made.title,
            lang=localized.lang,
            shelf=category_folder(localized.path)
            if made.folder is None
            else self._shelf(made.folder),
            is_index=made.is_listed
            and urls.is_index(localized.path)
            and localized.path.count("/") <= 2,
            is_listed=made.is_listed,
        )

    def _shelf(self, folder: str) -> str:
        localized = self.layout.locate(f"{folder}/index.md".lstrip("/"))
        return category_folder(localized.path) if localized else ""

    def _url(self, output: str, localized: LocalizedPath) -> str:
        localized_output = localized.prefix + output.removeprefix(
            self.layout.source_folder(localized.lang)
        )
        return urls.output_to_url(localized_output, directory_urls=self.settings.use_directory_urls)

    def arrange_by_navigation(self, before: ShapedContent, taken: Iterable[str]) -> ShapedContent:
        """Arrange the content as the navigation wants it, if there is one.

        Args:
            before: The content as the folders define it.
            taken: Output paths that no new section may have.
        """
        if self.shape.navigation is None:
            return before
        keys = {address_key(output) for output in taken}
        arranged = {lang: self._arrange(lang, before, keys) for lang in before.categories}
        pages: list[ListedPage] = []
        unsupported: list[str] = []
        for lang, result in arranged.items():
            pages += with_external_links(
                tuple(_rearranged_pages(before.pages, lang, result)), result, lang
            )
            unsupported += result.unsupported
        return ShapedContent(
            tuple(_rearranged(article, arranged[article.lang]) for article in before.articles),
            tuple(pages),
            {lang: result.categories for lang, result in arranged.items()},
            tuple(dict.fromkeys(unsupported)),  # a message common to several languages once
        )

    def _arrange(self, lang: str, before: ShapedContent, taken: set[str]) -> ArrangedNavigation:
        languages = self.settings.kbgen.languages
        prefix = "" if lang == languages[0] else f"{lang}/"

        def folder_url(folder: str) -> str:
            return urls.folder_url(prefix + folder, directory_urls=self.settings.use_directory_urls)

        def is_free(folder: str) -> bool:
            key = address_key(urls.url_to_output(folder_url(folder)))
            return key not in taken and not is_reserved(key, languages)

        all_pages: tuple[CategoryPage, ...] = (*before.articles, *before.pages)
        pages = {page.path: page for page in all_pages if page.lang == lang}
        return arrange(
            self.shape.navigation or (),
            before.categories[lang],
            pages,
            folder_url,
            is_free,
            in_folder=bool(self.layout.source_folder(lang)),
        )


def _rearranged(article: Article, arranged: ArrangedNavigation) -> Article:
    folder = arranged.folders.get(article.path)
    if folder is None:  # the text of the home page
        return article
    is_text = article.is_index and folder == article.shelf
    return replace(
        article, shelf=folder, is_index=is_text, label=arranged.labels.get(article.path, "")
    )


def _rearranged_pages(
    pages: Iterable[ListedPage], lang: str, arranged: ArrangedNavigation
) -> Iterable[ListedPage]:
    for page in pages:
        if page.lang == lang:
            folder = arranged.folders.get(page.path, page.shelf)
            title = arranged.labels.get(page.path, page.title)
            yield replace(
                page, shelf=folder, is_index=page.is_index and folder == page.shelf, title=title
            )
