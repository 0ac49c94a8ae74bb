# SPDX-License-Identifier: MIT
"""The lists of one language that its pages show: categories, sections, cards, menus, neighbors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from kbgen.model import (
    Article,
    Card,
    Category,
    GoneView,
    KnowledgeBase,
    Link,
    ListedPage,
    Section,
    Shelf,
    Status,
)
from kbgen.site.planning.known_issues import KnownIssues
from kbgen.site.planning.related import MAX_RELATED, Related

if TYPE_CHECKING:  # imports numpy, which a site without meaning does not need here
    from kbgen.search.meaning.near_titles import NearTitles

_MAX_NEAREST = 5
"""Maximum number of nearest articles on the page of an article that is gone."""
_CARD_LINKS = 3
"""Maximum number of articles on a card."""
_MAX_SIBLINGS = 10
_INDEX_LINKS = 30
"""Maximum number of articles per category in the browsable index."""


class LanguageListings:
    """Lists and links the articles, categories and sections of one language. Immutable."""

    def __init__(
        self,
        kb: KnowledgeBase,
        lang: str,
        other_title: str,
        search_url: str,
        other_title_lang: str = "",
        near: NearTitles | None = None,
    ) -> None:
        """Prepare the lookup tables.

        Args:
            kb: The knowledge base.
            lang: The language.
            other_title: Heading of the articles outside any category.
            search_url: URL of the page with the browsable index.
            other_title_lang: Language of that heading, if it is not `lang`.
            near: The articles with the closest titles; None if meaning is off.
        """
        self.lang = lang
        self.articles = tuple(article for article in kb.articles if article.lang == lang)
        self.by_path = {article.path: article for article in self.articles}
        self.by_id = {article.id: article for article in self.articles}
        self.pages = {page.path: page for page in kb.pages if page.lang == lang}
        self.categories = kb.categories.get(lang, ())
        self.gone = tuple(article for article in kb.gone if article.lang == lang)
        self.trees = {tree.id: tree for tree in kb.troubleshooters if tree.lang == lang}
        self._top = kb.top_articles.get(lang, ())
        self._other_title = other_title
        self._other_title_lang = other_title_lang
        self._search_url = search_url
        self._near = near

    @cached_property
    def folders(self) -> dict[str, tuple[Category, Section | None]]:
        """Map the path of each folder to its category, and to its section if it is one."""
        folders: dict[str, tuple[Category, Section | None]] = {}
        for category in self.categories:
            folders[category.path] = (category, None)
            folders.update((section.path, (category, section)) for section in category.sections)
        return folders

    @cached_property
    def _listed_folders(self) -> tuple[Category | Section, ...]:
        """Return all categories and sections."""
        return tuple(section or category for category, section in self.folders.values())

    @cached_property
    def index_paths(self) -> frozenset[str]:
        """Return the paths of articles that provide the text of a category or section."""
        return frozenset(folder.index for folder in self._listed_folders if folder.index)

    @cached_property
    def plugin_pages(self) -> tuple[ListedPage, ...]:
        """Pages created by plugins, except those that a home, category or section page shows."""
        folder_urls = {folder.url for folder in self._listed_folders}
        pages = (
            page
            for page in self.pages.values()
            if not page.is_elsewhere and page.url not in folder_urls
        )
        return tuple(page for page in pages if page.folder or not page.is_index)

    @cached_property
    def _listed_categories(self) -> tuple[Category, ...]:
        """Return the categories without those whose articles are all gone."""
        return tuple(item for item in self.categories if item.index or self._all_paths(item))

    @cached_property
    def home_article(self) -> Article | None:
        """Return the `index.md` of the language, if there is one."""
        return next((item for item in self.articles if item.is_index and not item.folder), None)

    def links(self, paths: Iterable[str]) -> tuple[Link, ...]:
        """Return links to these articles or pages, in order; skip unknown paths."""
        listed = (self.by_path.get(path) or self.pages.get(path) for path in paths)
        return tuple(link_to(item) for item in listed if item is not None)

    def trail(self, folder: str, home: Link) -> tuple[Link, ...]:
        """Return the breadcrumbs from home to a category or section, inclusive."""
        category, section = self.folders.get(folder, (None, None))
        steps = [home]
        if category is not None:
            steps.append(Link(category.title, category.url))
        if section is not None:
            steps.append(Link(section.title, section.url))
        return tuple(steps)

    def siblings(self, article: Article | ListedPage) -> tuple[Shelf | None, int]:
        """Return the articles around this one in its category or section, and their total number.

        The list has at most ten articles, including this one.
        """
        category, section = self.folders.get(article.folder, (None, None))
        folder = section or category
        paths = folder.articles if folder else self._top
        if article.path not in paths or len(paths) < 2:
            return None, 0
        # A window around the article, moved inside the list at its ends.
        index = paths.index(article.path)
        start = max(0, min(index - _MAX_SIBLINGS // 2, len(paths) - _MAX_SIBLINGS))
        window = self.links(paths[start : start + _MAX_SIBLINGS])
        links = tuple(_current(link) if link.url == article.url else link for link in window)
        title, url = (folder.title, folder.url) if folder else (self._other_title, self._search_url)
        return Shelf(title, url, links, total=len(paths)), len(paths)

    def category_shelves(self, category: Category) -> tuple[Shelf, ...]:
        """Return the lists of a category page: its own articles, then those of each section."""
        links = self.links(category.articles)
        first = (Shelf("", "", links, total=len(links)),) if links else ()
        sections = (item for item in category.sections if item.index or item.articles)
        return first + tuple(self.section_shelf(section) for section in sections)

    def section_shelf(self, section: Section) -> Shelf:
        """Return the list of a section's articles."""
        links = self.links(section.articles)
        return Shelf(section.title, section.url, links, section.summary, len(links))

    def cards(self) -> tuple[Card, ...]:
        """Return the cards of the home page: one per category, one for articles outside any."""
        cards = [self._card(category) for category in self._listed_categories]
        if self._top:
            top = self.links(self._top[:_CARD_LINKS])
            cards.append(
                Card(
                    self._other_title,
                    self._search_url,
                    "",
                    "",
                    len(self._top),
                    top,
                    self._other_title_lang,
                )
            )
        return tuple(cards)

    def _card(self, category: Category) -> Card:
        paths = self._all_paths(category)
        links = self.links(paths)
        return Card(
            category.title,
            category.url,
            category.summary,
            category.icon,
            len(links),
            links[:_CARD_LINKS],
        )

    @staticmethod
    def _all_paths(category: Category) -> tuple[str, ...]:
        in_sections = chain.from_iterable(section.articles for section in category.sections)
        return (*category.articles, *in_sections)

    def index(self) -> tuple[Shelf, ...]:
        """Return the browsable index: the first articles of each category, and all outside any."""
        lists = self._category_index(_INDEX_LINKS)
        if self._top:
            links = self.links(self._top)
            lists.append(self._other_shelf("", links))
        return tuple(lists)

    def short_index(self) -> tuple[Shelf, ...]:
        """Return the index of the error page, with only a few articles of each category."""
        lists = self._category_index(_CARD_LINKS)
        if self._top:
            links = self.links(self._top[:_CARD_LINKS])
            lists.append(self._other_shelf(self._search_url, links))
        return tuple(lists)

    def _other_shelf(self, url: str, links: tuple[Link, ...]) -> Shelf:
        """Return a list of articles outside any category."""
        lang, total = self._other_title_lang, len(self._top)
        return Shelf(self._other_title, url, links, total=total, lang=lang)

    def _category_index(self, max_links: int) -> list[Shelf]:
        lists = []
        for category in self._listed_categories:
            paths = self._all_paths(category)
            lists.append(
                Shelf(
                    category.title,
                    category.url,
                    self.links(paths[:max_links]),
                    category.summary,
                    len(paths),
                )
            )
        return lists

    def menu(self) -> tuple[Link, ...]:
        """Return links to the categories."""
        return tuple(Link(category.title, category.url) for category in self._listed_categories)

    def promoted(self) -> tuple[Link, ...]:
        """Return links to the promoted articles."""
        return tuple(link_to(item) for item in self.articles if item.promoted)

    @cached_property
    def known_issues(self) -> KnownIssues:
        """Return the known issues."""
        return KnownIssues(self.articles)

    def related(self, article: Article, listed: Shelf | None) -> tuple[Link, ...]:
        """Return the related articles that its author names, then the nearest others.

        Args:
            article: An article of this language.
            listed: Its neighbors, which the page lists already.
        """
        named = tuple(self.by_id[name] for name in article.related if name in self.by_id)
        shown = {link.url for link in listed.links} if listed else set()
        excluded = {*(item.url for item in named), *shown}
        near = self._related.nearest(article, excluded, MAX_RELATED - len(named))
        return tuple(link_to(item) for item in (*named, *near))

    @cached_property
    def _related(self) -> Related:
        return Related(self.articles, self.lang, self._near)

    def gone_view(self, article: Article) -> GoneView:
        """Return what the page of an expired or withdrawn article shows.

        The nearest articles are those that its writer names, then those that share its words, then
        the first ones of its folder.
        """
        successors = self._named(article.replaced_by)
        near = dict.fromkeys(self._named(article.related))
        excluded = {item.url for item in self.gone}
        near |= dict.fromkeys(self._related_to_gone.nearest(article, excluded, _MAX_NEAREST))
        near |= dict.fromkeys(self._in_folder(article))
        others = [item for item in near if item not in successors]
        return GoneView(
            title=article.title,
            is_withdrawn=article.status is Status.WITHDRAWN,
            replaced_by=tuple(map(link_to, successors)),
            nearest=tuple(map(link_to, others[:_MAX_NEAREST])),
        )

    def _named(self, ids: Iterable[str]) -> tuple[Article, ...]:
        return tuple(self.by_id[name] for name in ids if name in self.by_id)

    def _in_folder(self, article: Article) -> Iterator[Article]:
        """Yield the articles of an article's section or category."""
        category, section = self.folders.get(article.folder, (None, None))
        folder = section or category
        paths = folder.articles if folder else self._top
        yield from (self.by_path[path] for path in paths if path in self.by_path)

    @cached_property
    def _related_to_gone(self) -> Related:
        return Related((*self.articles, *self.gone), self.lang, self._near)


def link_to(item: Article | ListedPage) -> Link:
    """Return a link to an article or page, with the facts that lists show."""
    if isinstance(item, ListedPage):
        return Link(item.title, item.url)
    title = item.label or item.title
    return Link(title, item.url, item.summary, item.kind, is_draft=item.status == "draft")


def _current(link: Link) -> Link:
    return Link(
        link.title, link.url, link.summary, link.kind, is_current=True, is_draft=link.is_draft
    )
