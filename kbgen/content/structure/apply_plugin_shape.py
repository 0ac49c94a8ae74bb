# SPDX-License-Identifier: MIT
"""Apply what plugins decided about a site (`SiteShape`) to its articles and categories.

In: articles and categories as the folders define them. Out: the same as plugins want them, and the
pages that plugins make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import address_key, is_reserved
from kbgen.content.structure.categories import Shelves, shelf_of
from kbgen.content.structure.language_folders import Layout, Place
from kbgen.content.structure.nav_tree import Standing
from kbgen.content.structure.navigation import Followed, follow, with_elsewhere
from kbgen.model import Article, ListedPage, MadePage, SiteShape
from kbgen.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Shaped:
    """The articles, pages and categories of all languages."""

    articles: tuple[Article, ...]
    pages: tuple[ListedPage, ...]
    shelves: Mapping[str, Shelves]
    """Categories by language."""
    said: tuple[str, ...] = ()
    """Parts of the navigation that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Shaping:
    """Applies the shape of one site."""

    settings: SiteSettings
    layout: Layout
    shape: SiteShape

    def placed(self, article: Article, place: Place) -> Article:
        """Return an article with the URL, category and order that plugins want."""
        wanted = self.shape.placements.get(article.path)
        if wanted is None:
            return article
        url = self._url(wanted.output, place) if wanted.output else article.url
        shelf = article.shelf if wanted.folder is None else self._shelf(wanted.folder)
        order = article.order if wanted.order is None else wanted.order
        return replace(article, url=url, shelf=shelf, order=order)

    def page(self, made: MadePage, place: Place) -> ListedPage:
        """Return a page that a plugin makes as a page of the site."""
        return ListedPage(
            path=made.path,
            url=self._url(made.output, place),
            title=made.title,
            lang=place.lang,
            shelf=shelf_of(place.path) if made.folder is None else self._shelf(made.folder),
            is_index=made.is_listed and urls.is_index(place.path) and place.path.count("/") <= 2,
            is_listed=made.is_listed,
        )

    def _shelf(self, folder: str) -> str:
        place = self.layout.place(f"{folder}/index.md".lstrip("/"))
        return shelf_of(place.path) if place else ""

    def _url(self, output: str, place: Place) -> str:
        own = place.prefix + output.removeprefix(self.layout.source_folder(place.lang))
        return urls.output_to_url(own, directory_urls=self.settings.use_directory_urls)

    def navigated(self, before: Shaped, taken: Iterable[str]) -> Shaped:
        """Arrange the content as the navigation wants it, if there is one.

        Args:
            before: The content as the folders define it.
            taken: Output paths that no new section may have.
        """
        if self.shape.navigation is None:
            return before
        keys = {address_key(output) for output in taken}
        followed = {lang: self._follow(lang, before, keys) for lang in before.shelves}
        pages: list[ListedPage] = []
        said: list[str] = []
        for lang, result in followed.items():
            pages += with_elsewhere(tuple(_pages_moved(before.pages, lang, result)), result, lang)
            said += result.said
        return Shaped(
            tuple(_moved(article, followed[article.lang]) for article in before.articles),
            tuple(pages),
            {lang: result.shelves for lang, result in followed.items()},
            tuple(dict.fromkeys(said)),  # a message common to several languages once
        )

    def _follow(self, lang: str, before: Shaped, taken: set[str]) -> Followed:
        languages = self.settings.kbgen.languages
        prefix = "" if lang == languages[0] else f"{lang}/"

        def folder_url(folder: str) -> str:
            return urls.folder_url(prefix + folder, directory_urls=self.settings.use_directory_urls)

        def is_free(folder: str) -> bool:
            key = address_key(urls.url_to_output(folder_url(folder)))
            return key not in taken and not is_reserved(key, languages)

        every: tuple[Standing, ...] = (*before.articles, *before.pages)
        standing = {item.path: item for item in every if item.lang == lang}
        return follow(
            self.shape.navigation or (),
            before.shelves[lang],
            standing,
            folder_url,
            is_free,
            in_folder=bool(self.layout.source_folder(lang)),
        )


def _moved(article: Article, followed: Followed) -> Article:
    folder = followed.folders.get(article.path)
    if folder is None:  # the text of the home page
        return article
    is_text = article.is_index and folder == article.shelf
    return replace(article, shelf=folder, is_index=is_text, label=followed.labels.get(article.path, ""))


def _pages_moved(pages: Iterable[ListedPage], lang: str, followed: Followed) -> Iterable[ListedPage]:
    for page in pages:
        if page.lang == lang:
            folder = followed.folders.get(page.path, page.shelf)
            title = followed.labels.get(page.path, page.title)
            yield replace(page, shelf=folder, is_index=page.is_index and folder == page.shelf, title=title)
