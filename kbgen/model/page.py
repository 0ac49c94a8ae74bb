# SPDX-License-Identifier: MIT
"""The data that page templates read. A page is a pure function of its `PageInput`.

All URLs are relative to the site's root (`billing/refund/`); templates prepend `PageInput.base`.
All strings are plain text that the template escapes, except those named `*_html`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kbgen.model.article import Article, Cause, Environment, Kind
from kbgen.model.issue import IssueState, IssueUpdate, IssueView, Support

if TYPE_CHECKING:
    from datetime import date

    from kbgen.model.body import Heading
    from kbgen.model.diagnostic import Diagnostic


class PageKind(StrEnum):
    """The kind of a page; its template is `kbgen/<kind>.html`."""

    HOME = "home"
    CATEGORY = "category"
    SECTION = "section"
    ARTICLE = "article"
    SEARCH = "search"
    CONTACT = "contact"
    STATUS = "status"
    """The known issues of a language."""
    NOT_FOUND = "not-found"
    MADE = "made"
    """A page made by an MkDocs plugin."""
    GONE = "gone"
    """The page of an article that has expired or is withdrawn."""
    REDIRECT = "redirect"
    """The page at an old address, which leads to the new one."""
    TREE = "tree"
    """A question or a solution of a troubleshooter."""
    LEFT_OUT = "left-out"
    """Only in `kbgen serve`: the page of an article that a problem keeps out of the site."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page, with the details that a list of links shows."""

    title: str
    url: str
    summary: str = ""
    kind: str = ""
    """Kind of the article, or empty."""
    is_current: bool = False
    is_draft: bool = False
    lang: str = ""
    """Language of the page there; empty for that of this page."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A titled group of links, such as a section on a category page or a category in the index."""

    title: str
    url: str
    """Empty when the group does not have its own page."""
    links: tuple[Link, ...]
    summary: str = ""
    total: int = 0
    """Number of links in the complete group; `links` may be truncated, with the rest at `url`."""
    lang: str = ""
    """Language of `title`, if it is an interface string that is not translated."""


@dataclass(frozen=True, slots=True)
class Card:
    """A category on the home page."""

    title: str
    url: str
    summary: str
    icon: str
    count: int
    """Number of the category's articles, including those in sections."""
    top: tuple[Link, ...]
    """Its first articles, at most three."""
    lang: str = ""
    """Language of `title`, if it is an interface string that is not translated."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or the closest page to it."""

    lang: str
    label: str
    """The language's name in that language: Polski."""
    url: str
    is_translation: bool
    """True for the same page in that language. Only then the page has an `hreflang` link to it."""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The data that the article template shows in addition to the body."""

    id: str
    revision: str
    kind: Kind
    symptoms: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    environment: Environment = field(default_factory=Environment)
    support: Support = field(default_factory=Support)
    issue_state: IssueState | None = None
    updates: tuple[IssueUpdate, ...] = ()
    """The newest first."""
    products: tuple[str, ...] = ()
    """Products that a known issue affects, in addition to that of `environment`."""
    tags: tuple[str, ...] = ()
    updated: date | None = None
    reviewed: date | None = None
    is_draft: bool = False


def article_view(article: Article) -> ArticleView:
    """Extract the data that an article's page shows."""
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
        updates=article.updates,
        products=tuple(
            item for item in article.affects.products if item != article.environment.product
        ),
        tags=article.tags,
        updated=article.updated,
        reviewed=article.reviewed,
        is_draft=article.status == "draft",
    )


@dataclass(frozen=True, slots=True)
class GoneView:
    """What the page of an expired or withdrawn article shows instead of its text."""

    title: str
    """Of the article."""
    is_withdrawn: bool
    replaced_by: tuple[Link, ...] = ()
    """The articles that its writer names as its successors."""
    nearest: tuple[Link, ...] = ()
    """Articles about the same topic."""


@dataclass(frozen=True, slots=True)
class MovedAnchor:
    """An old anchor of a page, and where its text is now."""

    anchor: str
    """Decoded."""
    url: str
    """An address of the site, perhaps with an anchor, or an external URL."""
    title: str
    """Of the page there, or its address."""
    lang: str = ""
    """Language of the page there; empty for that of this page."""


@dataclass(frozen=True, slots=True)
class PostView:
    """The metadata of a blog post."""

    created: date
    updated: date | None = None
    authors: tuple[Link, ...] = ()
    """A link without a URL is only a name."""
    categories: tuple[Link, ...] = ()
    minutes: int = 0
    """Reading time in minutes; 0 when unknown."""
    is_pinned: bool = False
    links: tuple[Link, ...] = ()
    """Further reading that its writer recommends."""


@dataclass(frozen=True, slots=True)
class PostCard:
    """A blog post in a list of posts."""

    title: str
    url: str
    post: PostView
    excerpt_html: str
    """Sanitized HTML of the text before the excerpt separator."""
    summary: str
    """Shown when the post has no excerpt separator."""
    anchor: str = ""
    """The id of its title in the list, unique on the page; empty without one."""


@dataclass(frozen=True, slots=True)
class TreeWay:
    """An answer to a question of a troubleshooter, and the page that it leads to."""

    text: str
    """Empty for “I am not sure”."""
    url: str
    title: str = ""
    """Of the page there; empty for the contact page."""
    is_step: bool = False
    """Whether a question or a solution of the same troubleshooter is there."""
    lang: str = ""
    """Language of the page there; empty for that of this page."""


@dataclass(frozen=True, slots=True)
class TreePart:
    """A question that was answered on the way to a page."""

    question: str
    answer: str
    """Empty for “I am not sure”."""
    url: str
    """Of the question."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A question or a solution of a troubleshooter."""

    title: str
    url: str
    anchor: str
    """Its id in the list of all steps."""
    text: str = ""
    ways: tuple[TreeWay, ...] = ()
    """Answers, “I am not sure” last; empty for a solution."""
    remedy: tuple[str, ...] = ()
    article: Link | None = None
    """The article that explains a solution."""


@dataclass(frozen=True, slots=True)
class TreeView:
    """What a page of a troubleshooter shows."""

    id: str
    title: str
    """Of the troubleshooter."""
    url: str
    """Of its first question."""
    entry: TreeEntry
    path: tuple[TreePart, ...] = ()
    """How readers come here, if there is only one way."""
    entries: tuple[TreeEntry, ...] = ()
    """All questions and solutions, on the page of the first question."""

    @property
    def is_start(self) -> bool:
        """Tell whether the page shows the first question."""
        return self.entry.url == self.url


@dataclass(frozen=True, slots=True)
class ContactView:
    """Contact details from the settings. Empty strings are not shown."""

    email: str = ""
    phone: str = ""
    url: str = ""
    hours: str = ""
    reply_time: str = ""
    note: str = ""
    langs: dict[str, str] = field(default_factory=dict)
    """Field → language of its text, if that is not the language of the page."""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """How pages send votes, messages and events: an adapter as data, for templates and scripts."""

    transport: str
    """`json` and `form` send requests; `link` opens the mail program."""
    url: str
    """Where to send: `https://…`, or `mailto:…` for a link."""
    plain: bool
    """Whether the endpoint accepts a plain form post, for pages without scripts."""
    takes: tuple[str, ...]
    """Accepted kinds of messages: `vote`, `message`, `event`."""
    fields: dict[str, dict[str, str]]
    """Kind of message → our name of a value → its path in the request, joined by dots."""
    errors: dict[str, str]
    """Status (`422`, `4xx`, `5xx`, `network`) → reaction (`fields`, `later`, `fallback`)."""
    refusals: dict[str, str]
    """The response's name of a rejected field → our name."""
    receipt: str = ""
    """Path of the ticket number in the response."""
    fallback: str = ""
    """Contact for customers when sending fails: `mailto:…` or the URL of a page."""
    products: tuple[str, ...] = ()
    """Products to choose from in the contact form."""


@dataclass(frozen=True, slots=True)
class PageScript:
    """A script of the site's own (`extra_javascript`)."""

    url: str
    type: str = ""
    """The attribute `type`; empty for a classic script."""
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class BarLink:
    """A link in the header or the footer of every page."""

    title: str
    url: str
    title_lang: str = ""
    """Language of `title`, if that is not the language of the page."""
    icon: str = ""
    """Name of an icon that is before the title, such as `fontawesome/brands/github`."""


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The links that the settings add to the pages of a language."""

    header: tuple[BarLink, ...] = ()
    footer: tuple[BarLink, ...] = ()
    announcement: BarLink | None = None
    """The line above the header; its URL is empty if it leads nowhere."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site data that all pages of one language share; a single object for all of them."""

    name: str
    lang: str
    direction: str
    """`ltr` or `rtl`."""
    languages: tuple[str, ...]
    site_url: str
    """Absolute URL that ends with `/`; empty when the site has no `site_url`."""
    root_path: str
    """The path of `site_url`; it begins and ends with `/`."""
    home_url: str
    search_url: str
    contact_url: str
    categories: tuple[Link, ...]
    """Links for the menu on phones."""
    contact: ContactView
    popular_searches: tuple[str, ...]
    stylesheets: tuple[str, ...]
    """URLs of the theme's stylesheets that every page loads."""
    modules: tuple[str, ...]
    """URLs of the ES modules that every page loads."""
    preloads: tuple[str, ...]
    """URLs of the ES modules that those import on demand on every page."""
    scripts: tuple[PageScript, ...]
    """The site's own scripts (`extra_javascript`)."""
    worker: str
    """URL of the search worker."""
    search_entry: str
    """URL of this language's `entry.json`."""
    strings: dict[str, str]
    """Interface strings by key."""
    copyright: str = ""
    name_lang: str = ""
    """Language of `name`, if that is not the language of the page."""
    copyright_lang: str = ""
    """Language of `copyright`, if that is not the language of the page."""
    logo: str = ""
    logo_dark: str = ""
    """The logo of the dark scheme, if it is another one."""
    favicon: str = ""
    social_image: str = ""
    """URL of the picture that other sites show with a link; absolute, or empty."""
    theme_colors: tuple[str, str] = ("", "")
    """The color of a browser's own bars in the light and in the dark scheme."""
    head_scripts: tuple[str, ...] = ()
    """URLs of classic scripts that must run before the first paint (the color scheme)."""
    feedback: FeedbackView | None = None
    """None if pages have neither votes nor a contact form."""
    redirect_script: str = ""
    """URL of the script of redirect pages."""
    not_found_script: str = ""
    """URL of the script of 404 pages; empty on a site with one language."""
    style_parts: dict[str, str] = field(default_factory=dict)
    """Name → URL of the theme's stylesheets that only the pages load that need them."""
    site_stylesheets: tuple[str, ...] = ()
    """URLs of the site's own stylesheets, loaded last."""
    links: SiteLinks = field(default_factory=SiteLinks)
    other_sites: tuple[Link, ...] = ()
    """Other sites in languages that this one does not have, for the menu of languages."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """What the 404 page at the root says to readers of another language than its own."""

    lang: str
    direction: str
    strings: dict[str, str]
    """The interface strings that it needs, in this language."""
    home_url: str
    search_url: str
    contact_url: str
    page: str
    """URL of the 404 page in this language."""


@dataclass(frozen=True, slots=True)
class PageInput:
    """All data that one page is rendered from."""

    kind: PageKind
    lang: str
    url: str
    output: str
    """Path of the file in the site folder: `billing/refund/index.html`."""
    base: str
    """Prefix of root-relative URLs on this page: `../../`, `./`, or an absolute path (404 page)."""
    title: str
    description: str
    canonical: str
    """Absolute URL; empty without `site_url`, and for pages not to be indexed (404, search)."""
    site: SiteView
    title_lang: str = ""
    """Language of `title`, if it is an interface string that is not translated."""
    trail: tuple[Link, ...] = ()
    """Breadcrumbs from the home page to the page's parent."""
    summary: str = ""
    body_html: str = ""
    """Sanitized HTML with resolved links."""
    headings: tuple[Heading, ...] = ()
    article: ArticleView | None = None
    siblings: Shelf | None = None
    """At most ten articles around this one; `siblings.url` lists all of them."""
    siblings_total: int = 0
    related: tuple[Link, ...] = ()
    edit_url: str = ""
    """Where a writer edits the source of the article; empty without such a link."""
    newer_source: Link | None = None
    """On an outdated translation: the article in the default language."""
    alternates: tuple[Alternate, ...] = ()
    """One per language of the site, including the page's own; empty on a site with one language,
    unless there are other sites."""
    cards: tuple[Card, ...] = ()
    promoted: tuple[Link, ...] = ()
    known_issues: tuple[IssueView, ...] = ()
    """Open known issues that concern the page, shown in one line; on the status page, all issues.
    """
    status_url: str = ""
    """URL of the page with all known issues; empty where `known_issues` is."""
    shelves: tuple[Shelf, ...] = ()
    """On a category or section: its articles by section. On search and 404: the browsable index."""
    redirect: Link | None = None
    """On the page at an old address: where it leads."""
    moved: tuple[MovedAnchor, ...] = ()
    """Old anchors of the page that lead elsewhere."""
    gone: GoneView | None = None
    """On the page of an article that has expired or is withdrawn."""
    tree: TreeView | None = None
    """On a page of a troubleshooter."""
    post: PostView | None = None
    """Metadata of an article that is a blog post."""
    posts: tuple[PostCard, ...] = ()
    """Posts on the index, an archive or a category of a blog."""
    pages: tuple[Link, ...] = ()
    """Pagination of a long list of posts; empty when it has a single page."""
    other_languages: tuple[OtherLanguage, ...] = ()
    """On the 404 page at the root, which hosts show at every address."""
    problems: tuple[Diagnostic, ...] = ()
    """Only in `kbgen serve`: the problems of this page's file."""
    is_incomplete: bool = False
    """Only in `kbgen serve`: true during the first build, when some problems are still missing."""


class PageRenderer(Protocol):
    """Renders pages as HTML. Implemented in `mkdocs_plugin`, used by `site`."""

    fingerprint: str
    """Changes when the same input would render differently: templates, icons, versions."""

    def render(self, page: PageInput) -> str:
        """Return the complete HTML document of a page."""

    def check(self) -> None:
        """Check that pages can be rendered.

        Raises:
            SettingsError: A setting or a template of the site has an error.
        """
