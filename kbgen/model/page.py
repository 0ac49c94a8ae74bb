# SPDX-License-Identifier: MIT
"""The input of a page: everything its template may read. A page is a pure function of its `PageInput`.

All URLs are relative to the site's root (`billing/refund/`); templates put `PageInput.base` in front. All strings are
plain text, escaped by the template, except those named `*_html`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kbgen.model.article import Article, Cause, Environment, IssueState, Kind, Support

if TYPE_CHECKING:
    from datetime import date

    from kbgen.model.body import Heading
    from kbgen.model.diagnostic import Diagnostic


class PageKind(StrEnum):
    """Which template a page has: `kbgen/<kind>.html`."""

    HOME = "home"
    CATEGORY = "category"
    SECTION = "section"
    ARTICLE = "article"
    SEARCH = "search"
    CONTACT = "contact"
    NOT_FOUND = "not-found"
    MADE = "made"
    """What a plugin of MkDocs makes."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page with what a list of links shows of it."""

    title: str
    url: str
    summary: str = ""
    kind: str = ""
    """The article's kind, or empty."""
    is_current: bool = False
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """A titled group of links: a section on a category page, a category in the browsable index."""

    title: str
    url: str
    """Empty when the group has no page of its own."""
    links: tuple[Link, ...]
    summary: str = ""
    total: int = 0
    """Links there are in all; more than `links` holds when the list is cut and `url` leads to the rest."""


@dataclass(frozen=True, slots=True)
class Card:
    """A category on the home page."""

    title: str
    url: str
    summary: str
    icon: str
    count: int
    """Articles in it, sections included."""
    top: tuple[Link, ...]
    """At most three."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or the nearest thing to it."""

    lang: str
    label: str
    """The language's own name for itself: Polski."""
    url: str
    is_translation: bool
    """True when it is the same page: only then it is an `hreflang`."""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the article template shows besides the body."""

    id: str
    revision: str
    kind: Kind
    symptoms: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    environment: Environment = field(default_factory=Environment)
    support: Support = field(default_factory=Support)
    issue_state: IssueState | None = None
    tags: tuple[str, ...] = ()
    updated: date | None = None
    reviewed: date | None = None
    is_draft: bool = False


def article_view(article: Article) -> ArticleView:
    """Take from an article what its page shows."""
    return ArticleView(
        id=article.id,
        revision=article.revision,
        kind=article.kind,
        symptoms=article.symptoms,
        error_codes=article.error_codes,
        causes=article.causes,
        environment=article.environment,
        support=article.support,
        issue_state=article.issue_state,
        tags=article.tags,
        updated=article.updated,
        reviewed=article.reviewed,
        is_draft=article.status == "draft",
    )


@dataclass(frozen=True, slots=True)
class PostView:
    """What a post of a blog says about itself."""

    created: date
    updated: date | None = None
    authors: tuple[Link, ...] = ()
    """Without an address: a name alone."""
    categories: tuple[Link, ...] = ()
    minutes: int = 0
    """To read it; 0 when nobody counted."""
    is_pinned: bool = False
    links: tuple[Link, ...] = ()
    """What its writer wants to be read with it."""


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post in a list of posts."""

    title: str
    url: str
    post: PostView
    excerpt_html: str
    """Sanitised; what stands before the mark of its writer."""
    summary: str
    """Where there is no such mark."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """How to reach people, from the settings; empty strings are not shown."""

    email: str = ""
    phone: str = ""
    url: str = ""
    hours: str = ""
    reply_time: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """How pages send votes, messages and events: an adapter as data, for templates and scripts alike."""

    transport: str
    """`json` and `form` are requests, `link` is an address that opens the mail program."""
    url: str
    """Where to: `https://…`, or `mailto:…` of a link."""
    plain: bool
    """Whether the address takes a form from a page without scripts."""
    takes: tuple[str, ...]
    """Which kinds of messages: `vote`, `message`, `event`."""
    fields: dict[str, dict[str, str]]
    """By kind: our name of a value → where it stands in the request, parts of a path joined by dots."""
    errors: dict[str, str]
    """Status (`422`, `4xx`, `5xx`, `network`) → what a page does: `fields`, `later`, `fallback`."""
    refusals: dict[str, str]
    """Names that an answer gives to refused fields → our names."""
    receipt: str = ""
    """Where the number of the ticket stands in the answer."""
    fallback: str = ""
    """Where a customer can turn when sending fails: `mailto:…` or the address of a page."""
    products: tuple[str, ...] = ()
    """What the contact form lets people choose from."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page of one language shows of the site; the same object for all of them."""

    name: str
    lang: str
    direction: str
    """`ltr` or `rtl`."""
    languages: tuple[str, ...]
    site_url: str
    """Absolute, ends with `/`; empty when the site has no address."""
    root_path: str
    """The path of `site_url`, begins and ends with `/`."""
    home_url: str
    search_url: str
    contact_url: str
    categories: tuple[Link, ...]
    """For the menu on phones."""
    contact: ContactView
    popular_searches: tuple[str, ...]
    stylesheets: tuple[str, ...]
    """URLs, in order; Material's first, the site's own last."""
    modules: tuple[str, ...]
    """URLs of the ES modules that every page loads."""
    scripts: tuple[str, ...]
    """URLs of the site's own scripts (`extra_javascript`)."""
    worker: str
    """URL of the search worker."""
    search_entry: str
    """URL of this language's `entry.json`."""
    strings: dict[str, str]
    """Interface strings by key."""
    copyright: str = ""
    logo: str = ""
    favicon: str = ""
    head_scripts: tuple[str, ...] = ()
    """URLs of classic scripts that must run before the first paint (the colour scheme)."""
    feedback: FeedbackView | None = None
    """None: pages have neither vote nor contact form."""


@dataclass(frozen=True, slots=True)
class PageInput:
    """Everything one page needs."""

    kind: PageKind
    lang: str
    url: str
    output: str
    """Path of the file in the site folder: `billing/refund/index.html`."""
    base: str
    """What goes in front of a root-relative URL on this page: `../../`, `./`, or an absolute path (404)."""
    title: str
    description: str
    canonical: str
    """Absolute, or empty when the site has no address or the page should not be found (404, search)."""
    site: SiteView
    trail: tuple[Link, ...] = ()
    """From home to the page's parent."""
    summary: str = ""
    body_html: str = ""
    """Sanitised, links resolved."""
    headings: tuple[Heading, ...] = ()
    article: ArticleView | None = None
    siblings: Shelf | None = None
    """At most twenty around the article; `siblings.url` leads to all of them."""
    siblings_total: int = 0
    related: tuple[Link, ...] = ()
    newer_source: Link | None = None
    """On a translation that is older than its source: the article in the default language."""
    alternates: tuple[Alternate, ...] = ()
    """One per language of the site, the page's own included; empty with one language."""
    cards: tuple[Card, ...] = ()
    promoted: tuple[Link, ...] = ()
    known_issues: tuple[Link, ...] = ()
    """Open ones: home shows them in one quiet line."""
    shelves: tuple[Shelf, ...] = ()
    """Category and section: its articles by section. Search and 404: the browsable index."""
    post: PostView | None = None
    """Of an article that is a post of a blog."""
    posts: tuple[PostCard, ...] = ()
    """On an index, archive or category of a blog."""
    pages: tuple[Link, ...] = ()
    """The parts of a long list of posts; empty when there is one."""
    problems: tuple[Diagnostic, ...] = ()
    """Only in `kbgen serve`: what is wrong with this page's file."""
    is_incomplete: bool = False
    """Only in `kbgen serve`: the first build is still running, so search and some problems are missing."""


class PageRenderer(Protocol):
    """Turns page inputs into HTML; made by `mkdocs_plugin`, used by `site`."""

    fingerprint: str
    """Changes when the same input would give other bytes: templates, icons, versions."""

    def render(self, page: PageInput) -> str:
        """The whole HTML document."""
        ...

    def check(self) -> None:
        """Find out whether it can render at all.

        Raises:
            SettingsError: what is wrong with the settings or a template of the site.
        """
        ...
