# SPDX-License-Identifier: MIT
"""Read Material's blog: which articles are posts, which pages list them, and what both show.

The plugin decides where posts go and which lists they are in; kbgen decides what pages look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.html_tags import element_pattern, read_attributes, text_of, without_attribute
from kbgen.content.markdown.finishing.finish import finish
from kbgen.content.markdown.finishing.reserved_names import is_usable_id
from kbgen.content.markdown.math.formulas import Formulas
from kbgen.content.markdown.sanitizing.sanitizer import sanitize
from kbgen.content.source.leading_heading import same_words
from kbgen.model import Link, PageInput, Placement, PostCard, PostView, Shelf
from kbgen.runtime.addresses import has_safe_scheme
from kbgen.settings import plain_name
from kbgen.site.planning.template_filters import t

if TYPE_CHECKING:
    from mkdocs.plugins import PluginCollection
    from mkdocs.structure.pages import Page

Planned = Mapping[str, PageInput]
"""Output path → page input."""
_HEADING: Final = element_pattern("h[1-6]")


class Blogs:
    """The blogs of a site."""

    def __init__(self, plugins: PluginCollection) -> None:
        """Find the blogs; they exist after plugins have seen the files."""
        named = (plugin for name, plugin in plugins.items() if plain_name(name) == "blog")
        self._roots: list[Any] = [plugin.blog for plugin in named if hasattr(plugin, "blog")]

    def placements(self) -> Iterator[tuple[str, Placement]]:
        """Yield each post's path and its placement: the folder and the order of its blog."""
        for root in self._roots:
            for order, post in enumerate(root.posts):
                yield post.file.src_uri, Placement(folder=dirname(root.file.src_uri), order=order)

    def lists(self) -> dict[str, tuple[str, int]]:
        """Map the source path of each list of posts, except the index, to folder and part number.

        The folder is its blog's; the parts of a long list are numbered from 1.
        """
        lists: dict[str, tuple[str, int]] = {}
        for root in self._roots:
            folder = dirname(root.file.src_uri)
            for view in _views(root):
                lists[view.file.src_uri] = folder, 1
                for number, page in enumerate(view.pages, 1):
                    lists[page.file.src_uri] = folder, number
            lists.pop(root.file.src_uri)
        return lists

    def shown(self, page: Page, context: Mapping[str, Any], planned: Planned) -> PageInput:
        """Return the page's input with its blog content; `planned` has all pages."""
        page_input = planned[page.file.dest_uri]
        for root in self._roots:
            if page in root.posts:
                return replace(page_input, post=_post_view(page, planned))
            if any(page in (view, *view.pages) for view in _views(root)):
                return _list_page(page, root, context.get("posts") or (), planned)
        return page_input

    def is_post(self, page: Page) -> bool:
        """Tell whether the page is a post."""
        return any(page in root.posts for root in self._roots)


def _views(view: Any) -> Iterator[Any]:
    yield view
    for inner in view.views:
        yield from _views(inner)


def _list_page(page: Any, root: Any, posts: Iterable[Any], planned: Planned) -> PageInput:
    page_input = planned[page.file.dest_uri]
    cards = tuple(
        _card(excerpt, planned) for excerpt in posts if excerpt.post.file.dest_uri in planned
    )
    urls = {planned[post.file.dest_uri].url for post in root.posts if post.file.dest_uri in planned}
    shelves = tuple(_without_links(shelf, urls) for shelf in page_input.shelves)
    lists = _lists(root, page_input, planned) if page is root else ()
    numbered = [inner for inner in page.pages if inner.file.dest_uri in planned]
    pages = tuple(
        Link(str(number), planned[inner.file.dest_uri].url, is_current=inner is page)
        for number, inner in enumerate(numbered, 1)
    )
    return replace(
        page_input,
        posts=_unique_anchors(cards, {heading.id for heading in page_input.headings}),
        pages=pages if len(pages) > 1 else (),
        siblings=None,
        shelves=(*(shelf for shelf in shelves if shelf.links), *lists),
    )


def _without_links(shelf: Shelf, urls: set[str]) -> Shelf:
    links = tuple(link for link in shelf.links if link.url not in urls)
    return replace(shelf, links=links, total=len(links))


def _lists(root: Any, page_input: PageInput, planned: Planned) -> Iterator[Shelf]:
    """Yield links to the archive, categories and authors of a blog."""
    for kind in ("Archive", "Category", "Profile"):
        views = [view for view in root.views if type(view).__name__ == kind]
        links = _links(views, planned)
        if links:
            yield Shelf(
                t(page_input.site.strings, f"blog.{kind.lower()}"), "", links, total=len(links)
            )


def _links(views: Iterable[Any], planned: Planned) -> tuple[Link, ...]:
    pages = (planned.get(view.file.dest_uri) for view in views)
    return tuple(Link(page.title, page.url) for page in pages if page is not None)


def _card(excerpt: Any, planned: Planned) -> PostCard:
    post = planned[excerpt.post.file.dest_uri]
    html = ""
    if excerpt.more is not None:
        content = Formulas().insert(_without_title(excerpt.content, post.title))
        body = finish(sanitize(content), post.title, ()).html
        html = without_attribute(body, "id")  # several excerpts on a page would repeat an id
    view = _post_view(excerpt.post, planned)
    anchor = _anchor(excerpt.content)
    return PostCard(post.title, post.url, view, html, post.description, anchor)


def _anchor(html: str) -> str:
    """Return the id of an excerpt's title; empty if it has none or its id is one of kbgen's.

    Material writes the title as a heading above the excerpt. It may differ from the post's title.
    """
    while match := _HEADING.match(html.lstrip()):
        if name := read_attributes(match[2]).get("id", ""):
            return name if is_usable_id(name) else ""
        html = without_heading(html)
    return ""


def _unique_anchors(cards: Iterable[PostCard], taken: set[str]) -> tuple[PostCard, ...]:
    """Return the posts of a list without anchors that the page or an earlier post has."""
    seen = set(taken)
    found = []
    for card in cards:
        found.append(replace(card, anchor="") if card.anchor in seen else card)
        seen.add(card.anchor)
    return tuple(found)


def _without_title(html: str, title: str) -> str:
    """Return an excerpt without its title, which the list shows as a link."""
    while (match := _HEADING.match(html.lstrip())) and same_words(text_of(match[3]), title):
        html = without_heading(html)
    return html


def without_heading(html: str) -> str:
    """Return a list of posts without its first heading; the page shows it as its title."""
    match = _HEADING.match(html.lstrip())
    return html.lstrip()[match.end() :] if match else html


def _post_view(post: Any, planned: Planned) -> PostView:
    dates, urls = post.config.date, {page.url for page in planned.values()}
    return PostView(
        created=dates.created.date(),
        updated=dates.updated.date() if dates.updated else None,
        authors=tuple(
            Link(author.name, _known_url(author.url or "", urls)) for author in post.authors
        ),
        categories=_links(post.categories, planned),
        minutes=post.config.readtime or 0,
        is_pinned=bool(post.config.pin),
        links=tuple(
            Link(link.title or link.url, url)
            for link in _flat_links(post.config.links.items if post.config.links else ())
            if (url := _known_url(link.url, urls))
        ),
    )


def _flat_links(links: Iterable[Any]) -> Iterator[Any]:
    for link in links:
        if link.is_section:
            yield from _flat_links(link.children)
        elif link.is_link:
            yield link


def _known_url(url: str, urls: set[str]) -> str:
    """Return the URL if it has a safe scheme or is a page of the site, else ""."""
    return url if has_safe_scheme(url) or url.partition("#")[0] in urls else ""
