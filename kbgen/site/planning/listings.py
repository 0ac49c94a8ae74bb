# SPDX-License-Identifier: MIT
"""The knowledge base of one language as its pages need it: links, shelves and cards, each made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from kbgen.model import Article, Card, Category, IssueState, Kind, KnowledgeBase, Link, ListedPage, Section, Shelf
from kbgen.site.planning.related import MAX_RELATED, Related

_TOP_OF_CARD = 3
_SIBLINGS = 20
_INDEX_LINKS = 30


class LanguageListings:
    """Looks up and links the articles and shelves of one language. Immutable once made."""

    def __init__(self, kb: KnowledgeBase, lang: str, other_title: str, search_url: str) -> None:
        """Prepare the look-ups.

        Args:
            kb: the knowledge base.
            lang: the language.
            other_title: what articles outside any category are gathered under.
            search_url: the page that holds the browsable index.
        """
        self.lang = lang
        self.articles = tuple(article for article in kb.articles if article.lang == lang)
        self.by_path = {article.path: article for article in self.articles}
        self.by_id = {article.id: article for article in self.articles}
        self.pages = {page.path: page for page in kb.pages if page.lang == lang}
        self.categories = kb.categories.get(lang, ())
        self._top = kb.top_articles.get(lang, ())
        self._other_title = other_title
        self._search_url = search_url

    @cached_property
    def places(self) -> dict[str, tuple[Category, Section | None]]:
        """Shelf path → its category, and its section when it is one."""
        found: dict[str, tuple[Category, Section | None]] = {}
        for category in self.categories:
            found[category.path] = (category, None)
            found.update({section.path: (category, section) for section in category.sections})
        return found

    @cached_property
    def index_paths(self) -> frozenset[str]:
        """Paths of the articles that are the text of a category or section."""
        shelves = [shelf for place in self.places.values() for shelf in place if shelf is not None]
        return frozenset(shelf.index for shelf in shelves if shelf.index)

    @cached_property
    def own_pages(self) -> tuple[ListedPage, ...]:
        """Pages that plugins make, without those whose text home, a category or a section shows."""
        shelves = {shelf.url for place in self.places.values() for shelf in place if shelf is not None}
        pages = (page for page in self.pages.values() if not page.is_elsewhere and page.url not in shelves)
        return tuple(page for page in pages if page.shelf or not page.is_index)

    @cached_property
    def home_article(self) -> Article | None:
        """The `index.md` of the language itself."""
        return next((item for item in self.articles if item.is_index and not item.shelf), None)

    def links(self, paths: Iterable[str]) -> tuple[Link, ...]:
        """Links to these articles, in order."""
        standing = (self.by_path.get(path) or self.pages.get(path) for path in paths)
        return tuple(link_to(item) for item in standing if item is not None)

    def trail(self, shelf: str, home: Link) -> tuple[Link, ...]:
        """From home to the shelf, the shelf included."""
        category, section = self.places.get(shelf, (None, None))
        steps = [home]
        if category is not None:
            steps.append(Link(category.title, category.url))
        if section is not None:
            steps.append(Link(section.title, section.url))
        return tuple(steps)

    def siblings(self, article: Article | ListedPage) -> tuple[Shelf | None, int]:
        """The article's neighbours on its shelf, at most twenty with itself among them, and how many there are."""
        category, section = self.places.get(article.shelf, (None, None))
        shelf = section or category
        paths = shelf.articles if shelf else self._top
        if article.path not in paths or len(paths) < 2:
            return None, 0
        place = paths.index(article.path)
        start = max(0, min(place - _SIBLINGS // 2, len(paths) - _SIBLINGS))
        window = self.links(paths[start : start + _SIBLINGS])
        links = tuple(_current(link) if link.url == article.url else link for link in window)
        title, url = (shelf.title, shelf.url) if shelf else (self._other_title, self._search_url)
        return Shelf(title, url, links, total=len(paths)), len(paths)

    def category_shelves(self, category: Category) -> tuple[Shelf, ...]:
        """What a category page lists: its own articles, then each section's."""
        own = self.links(category.articles)
        first = (Shelf("", "", own, total=len(own)),) if own else ()
        return first + tuple(self.section_shelf(section) for section in category.sections)

    def section_shelf(self, section: Section) -> Shelf:
        """A section with all its articles."""
        links = self.links(section.articles)
        return Shelf(section.title, section.url, links, section.summary, len(links))

    def cards(self) -> tuple[Card, ...]:
        """The categories of the home page; articles outside any category make one more."""
        cards = [self._card(category) for category in self.categories]
        if self._top:
            top = self.links(self._top[:_TOP_OF_CARD])
            cards.append(Card(self._other_title, self._search_url, "", "", len(self._top), top))
        return tuple(cards)

    def _card(self, category: Category) -> Card:
        paths = self._all_paths(category)
        links = self.links(paths)
        return Card(category.title, category.url, category.summary, category.icon, len(links), links[:_TOP_OF_CARD])

    @staticmethod
    def _all_paths(category: Category) -> tuple[str, ...]:
        return category.articles + tuple(path for section in category.sections for path in section.articles)

    def index(self) -> tuple[Shelf, ...]:
        """The browsable index: every category with its first articles, and all articles outside any."""
        shelves = self._category_index(_INDEX_LINKS)
        if self._top:
            links = self.links(self._top)
            shelves.append(Shelf(self._other_title, "", links, total=len(links)))
        return tuple(shelves)

    def short_index(self) -> tuple[Shelf, ...]:
        """The same, a few articles each: for the error page."""
        shelves = self._category_index(_TOP_OF_CARD)
        if self._top:
            links = self.links(self._top[:_TOP_OF_CARD])
            shelves.append(Shelf(self._other_title, self._search_url, links, total=len(self._top)))
        return tuple(shelves)

    def _category_index(self, most: int) -> list[Shelf]:
        shelves = []
        for category in self.categories:
            paths = self._all_paths(category)
            shelves.append(Shelf(category.title, category.url, self.links(paths[:most]), category.summary, len(paths)))
        return shelves

    def menu(self) -> tuple[Link, ...]:
        """The categories as links."""
        return tuple(Link(category.title, category.url) for category in self.categories)

    def promoted(self) -> tuple[Link, ...]:
        """Articles their writers promote."""
        return tuple(link_to(item) for item in self.articles if item.promoted)

    def open_issues(self) -> tuple[Link, ...]:
        """Known issues that are not fixed."""
        issues = (item for item in self.articles if item.kind is Kind.KNOWN_ISSUE)
        return tuple(link_to(item) for item in issues if item.issue_state is not IssueState.FIXED)

    def related(self, article: Article, listed: Shelf | None) -> tuple[Link, ...]:
        """The articles its writer names, then the nearest ones that the page does not list already.

        Args:
            article: of this language.
            listed: its neighbours on the shelf, which the page shows.
        """
        named = tuple(self.by_id[name] for name in article.related if name in self.by_id)
        shown = {link.url for link in listed.links} if listed else set()
        without = {*(item.url for item in named), *shown}
        near = self._related.of(article, without, MAX_RELATED - len(named))
        return tuple(link_to(item) for item in (*named, *near))

    @cached_property
    def _related(self) -> Related:
        return Related(self.articles, self.lang)


def link_to(item: Article | ListedPage) -> Link:
    """A link to an article or a page with what lists show of it."""
    if isinstance(item, ListedPage):
        return Link(item.title, item.url)
    title = item.label or item.title
    return Link(title, item.url, item.summary, item.kind, is_draft=item.status == "draft")


def _current(link: Link) -> Link:
    return Link(link.title, link.url, link.summary, link.kind, is_current=True, is_draft=link.is_draft)
