# SPDX-License-Identifier: MIT
"""Apply the decisions of plugins (`SiteShape`) to a site's articles and categories.

In: articles and categories as the folders define them. Out: the same as plugins want them, and the
pages that plugins make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved
from kbgen.content.structure.categories import CategoryTree, category_folder
from kbgen.content.structure.language_folders import Layout, LocalizedPath
from kbgen.content.structure.nav_tree import CategoryPage
from kbgen.content.structure.navigation import ArrangedNavigation, NavigationProblem, arrange
from kbgen.content.structure.site_navigation import translated
from kbgen.model import Article, ListedPage, MadePage, Navigation, SiteShape
from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class ShapedContent:
    """The articles, pages and categories of all languages."""

    articles: tuple[Article, ...]
    pages: tuple[ListedPage, ...]
    categories: Mapping[str, CategoryTree]
    """Categories by language."""
    unsupported: tuple[NavigationProblem, ...] = ()
    """Parts of the navigation that cannot be shown."""


@dataclass(frozen=True, slots=True)
class ShapeApplier:
    """Applies the shape of one site."""

    settings: SiteSettings
    layout: Layout
    shape: SiteShape

    def place_article(self, article: Article, localized: LocalizedPath) -> Article:
        """Return an article with the URL, category and order that plugins want."""
        placement = self.shape.placements.get(article.path)
        if placement is None:
            return article
        return replace(
            article,
            url=self._url(placement.output, localized) if placement.output else article.url,
            folder=self._listing_folder(placement.folder, article.folder),
            order=article.order if placement.order is None else placement.order,
        )

    def page(self, made: MadePage, localized: LocalizedPath) -> ListedPage:
        """Return a page that a plugin makes as a page of the site."""
        return ListedPage(
            path=made.path,
            url=self._url(made.output, localized),
            title=made.title,
            lang=localized.lang,
            folder=self._listing_folder(made.folder, category_folder(localized.path)),
            is_index=made.is_listed
            and urls.is_index(localized.path)
            and localized.path.count("/") <= 2,
            is_listed=made.is_listed,
        )

    def _listing_folder(self, folder: str | None, default: str) -> str:
        """Return the folder of the category that plugins want, without the language folder."""
        if folder is None:
            return default
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
        pages = (_arranged_pages(before.pages, lang, result) for lang, result in arranged.items())
        unsupported = chain.from_iterable(result.unsupported for result in arranged.values())
        return ShapedContent(
            tuple(_rearranged(article, arranged[article.lang]) for article in before.articles),
            tuple(chain.from_iterable(pages)),
            {lang: result.categories for lang, result in arranged.items()},
            tuple(dict.fromkeys(unsupported)),  # a message common to several languages once
        )

    def _arrange(self, lang: str, before: ShapedContent, taken: set[str]) -> ArrangedNavigation:
        directory_urls = self.settings.use_directory_urls
        folder_url = partial(self.layout.folder_url, lang, directory_urls=directory_urls)

        def is_free(folder: str) -> bool:
            key = address_key(urls.url_to_output(folder_url(folder)))
            return key not in taken and not is_reserved(key, self.settings.kbgen.languages)

        all_pages: tuple[CategoryPage, ...] = (*before.articles, *before.pages)
        pages = {page.path: page for page in all_pages if page.lang == lang}
        return arrange(
            self._navigation_of(lang, pages),
            before.categories[lang],
            pages,
            folder_url,
            is_free,
            in_folder=bool(self.layout.source_folder(lang)),
        )

    def _navigation_of(self, lang: str, pages: Mapping[str, CategoryPage]) -> Navigation:
        """Return the navigation of a language: an entry may name the article in any language."""
        navigation = self.shape.navigation or ()
        if navigation is not self.settings.navigation or len(self.layout.languages) == 1:
            return navigation
        localized = {path: self.layout.locate(path) for path in pages}
        by_location = {file.path: path for path, file in localized.items() if file}
        is_default = lang == self.layout.languages[0]
        words = {} if is_default else self.settings.nav_translations.get(lang, {})
        return translated(navigation, pages, by_location, words, is_default=is_default)


def _rearranged(article: Article, arranged: ArrangedNavigation) -> Article:
    folder = arranged.folders.get(article.path)
    if folder is None:  # the text of the home page
        return article
    is_text = article.is_index and folder == article.folder
    return replace(
        article, folder=folder, is_index=is_text, label=arranged.labels.get(article.path, "")
    )


def _arranged_pages(
    pages: Iterable[ListedPage], lang: str, arranged: ArrangedNavigation
) -> Iterator[ListedPage]:
    """Yield the pages of a language, and the links to other sites that the navigation names."""
    for page in pages:
        if page.lang == lang:
            folder = arranged.folders.get(page.path, page.folder)
            title = arranged.labels.get(page.path, page.title)
            is_index = page.is_index and folder == page.folder
            yield replace(page, folder=folder, is_index=is_index, title=title)
    for url, title in arranged.external_links.items():
        yield ListedPage(url, url, title, lang, arranged.folders.get(url, ""), is_elsewhere=True)
