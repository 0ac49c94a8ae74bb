# SPDX-License-Identifier: MIT
"""Articles, the categories and sections that contain them, and the knowledge base of a site.

Paths are POSIX paths relative to the content folder (`docs_dir`) and include the language folder:
`pl/billing/refund.md`. URLs are relative to the site's root and have no leading slash:
`pl/billing/refund/`. The URL of the home page is the empty string.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kbgen.model.issue import Affects, IssueState, IssueUpdate, Support
from kbgen.model.redirect import OldAddress, Redirect
from kbgen.model.troubleshooter import Troubleshooter


class Kind(StrEnum):
    """What an article is for (after DITA and KCS). Each kind has its own template and checks."""

    TROUBLESHOOTING = "troubleshooting"
    HOW_TO = "how-to"
    FAQ = "faq"
    MANUAL = "manual"
    USE_CASE = "use-case"
    KNOWN_ISSUE = "known-issue"


class Status(StrEnum):
    """Whether an article is published. Only `kbgen serve` shows drafts."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """No longer valid: its address keeps a page that says so, without its text."""


class Audience(StrEnum):
    """Who may read an article. A build contains the audiences that its settings name."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    PARTNER = "partner"
    AGENT = "agent"


class Trust(StrEnum):
    """Who wrote a text. Decides which Markdown extensions apply and which HTML is allowed."""

    AUTHORED = "authored"
    """By the site's writers: all of the site's extensions, and the HTML allowed for writers."""
    IMPORTED = "imported"
    """By others, imported from tickets or another system: plain Markdown only.

    HTML and attributes are shown as text, and the text cannot include files.
    """


class RemedyType(StrEnum):
    """Whether a remedy solves the problem or works around it."""

    FIX = "fix"
    WORKAROUND = "workaround"


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of a problem and its remedy (a DITA cause/remedy pair). Plain text."""

    cause: str
    remedy: tuple[str, ...]
    """Steps, in order."""
    remedy_type: RemedyType = RemedyType.FIX
    expected: str = ""
    """What the reader should see when the remedy has worked."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the article applies to, before and after the remedy alike (KCS). Plain text."""

    product: str = ""
    versions: str = ""
    platforms: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of an article that was drafted from tickets. Never shown to customers."""

    source: str
    tickets: tuple[str, ...] = ()
    """Opaque hashes of the tickets."""
    generated: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language, as its file defines it.

    All strings are plain text unless stated otherwise.
    """

    id: str
    """Matches `[a-z0-9][a-z0-9-]*`. Never changes; all translations share it."""
    lang: str
    path: str
    url: str
    title: str
    kind: Kind
    markdown: str
    """The body: the file without its front matter. Lines end with `\\n`."""
    body_line: int
    """The line of the file on which `markdown` begins, counted from 1."""
    revision: str
    """Hash of title and body, 16 hexadecimal digits. A reader's vote refers to a revision."""
    folder: str = ""
    """Folder of the article's category or section, at most two levels, without the language folder.

    Empty at the top level.
    """
    is_index: bool = False
    """True for `index.md`: an article like any other that is also the page of its folder."""
    status: Status = Status.PUBLISHED
    audience: Audience = Audience.PUBLIC
    summary: str = ""
    questions: tuple[str, ...] = ()
    """Questions that the article answers, in the customers' own words."""
    symptoms: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    environment: Environment = field(default_factory=Environment)
    support: Support = field(default_factory=Support)
    issue_state: IssueState | None = None
    affects: Affects = field(default_factory=Affects)
    updates: tuple[IssueUpdate, ...] = ()
    """What was said about a known issue, the newest first."""
    tags: tuple[str, ...] = ()
    order: int | None = None
    """Position in its category or section. Articles without one follow, sorted by title."""
    promoted: bool = False
    related: tuple[str, ...] = ()
    """Ids of the articles to link to below the text."""
    owner: str = ""
    updated: date | None = None
    reviewed: date | None = None
    expires: date | None = None
    """The last day on which the article is published."""
    replaced_by: tuple[str, ...] = ()
    """Ids of the articles to read instead when it has expired or is withdrawn."""
    redirect_from: tuple[OldAddress, ...] = ()
    """Its former addresses, as written."""
    provenance: Provenance | None = None
    source_revision: str = ""
    """For a translation: the `revision` of the default-language article that was translated.

    Empty when the file does not name one.
    """
    label: str = ""
    """The title in lists, when the site's navigation gives the article a different one."""
    field_lines: tuple[tuple[str, int, int], ...] = ()
    """(field, line, column) of each front-matter field, for diagnostics."""

    @property
    def trust(self) -> Trust:
        """Return how far to trust the text.

        An article with `provenance` contains text by customers, even after a review.
        """
        return Trust.AUTHORED if self.provenance is None else Trust.IMPORTED

    def location_of(self, name: str) -> tuple[int, int]:
        """Return line and column of a front-matter field, or (1, 1) if the file lacks it."""
        return next(
            ((line, column) for key, line, column in self.field_lines if key == name), (1, 1)
        )

    @property
    def is_unfinished(self) -> bool:
        """Tell whether this is a translation whose revision is 0: not finished yet."""
        return bool(self.source_revision) and not self.source_revision.strip("0")

    def has_expired(self, today: date) -> bool:
        """Tell whether the date in `expires` has passed."""
        return self.expires is not None and self.expires < today

    def is_older_than(self, source: Article) -> bool:
        """Tell whether this is a translation of an earlier revision of `source`.

        False if the translation does not name the revision it was made from.
        """
        return (
            bool(self.source_revision)
            and not self.is_unfinished
            and self.lang != source.lang
            and self.source_revision != source.revision
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A folder inside a category: the second level. Part of an article is a `Passage`."""

    path: str
    """Folder without the language: `billing/cards`."""
    url: str
    title: str
    summary: str = ""
    order: int | None = None
    index: str = ""
    """Path of its `index.md`. If empty, the page is generated."""
    articles: tuple[str, ...] = ()
    """Paths of its articles in the writer's order, without `index.md`."""


@dataclass(frozen=True, slots=True)
class Category:
    """A folder directly inside the language folder (or the content folder): the first level."""

    path: str
    url: str
    title: str
    summary: str = ""
    icon: str = ""
    """Name of a Material icon, such as `material/credit-card-outline`, or empty."""
    order: int | None = None
    index: str = ""
    articles: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that lists can contain although it is not an article.

    It is made by a plugin, or it is on another site.
    """

    path: str
    """The plugin's name for the source, as a path in the content folder, or the external URL."""
    url: str
    title: str
    lang: str
    folder: str = ""
    """Same as `Article.folder`."""
    is_index: bool = False
    """Whether it is the page of its folder."""
    is_listed: bool = True
    is_elsewhere: bool = False
    """Whether it is on another site."""
    summary: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOutArticle:
    """An article file that is not in the site because of a problem in it."""

    path: str
    lang: str
    """Its language; the site's first language for a file outside the language folders."""
    url: str
    """The URL that the article would have. Another page may have it."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """The content of a site in all its languages: the input of every later step."""

    languages: tuple[str, ...]
    """The first one is the default. Its pages are at the site's root."""
    articles: tuple[Article, ...]
    """Every readable article of the site's audiences, ordered by language, then path.

    Contains drafts only on request.
    """
    categories: dict[str, tuple[Category, ...]]
    """Language → its categories in the writers' order."""
    top_articles: dict[str, tuple[str, ...]]
    """Language → paths of the articles directly inside the language folder, without `index.md`."""
    assets: tuple[tuple[str, str], ...]
    """(path in the content folder, output path) of every file to copy, such as images; sorted."""
    hidden: dict[str, str]
    """Path → reason (`draft`, `audience`) of each readable article that is not in this build.

    Used in messages about links.
    """
    hidden_ids: frozenset[str] = frozenset()
    """Ids of the articles in `hidden`."""
    pages: tuple[ListedPage, ...] = ()
    """Pages that plugins make, ordered by language, then path."""
    left_out: tuple[LeftOutArticle, ...] = ()
    """Articles that have a problem and are therefore not in the site; by path."""
    left_out_files: dict[str, str] = field(default_factory=dict)
    """Path → reason, as a phrase, of each file that is not published. Used in messages about links.
    """
    pictures: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Path of a picture among the assets → its width and height in pixels."""
    drawings: dict[str, bytes] = field(default_factory=dict)
    """Path of an SVG file among the assets that is published without active parts → its content."""
    redirects: tuple[Redirect, ...] = ()
    """Valid redirects, by old address. Every target exists, and none is itself redirected."""
    gone: tuple[Article, ...] = ()
    """Expired and withdrawn articles. Their addresses have a page that says so.

    None of them is in `articles`. Ordered by language, then path. If such an article was the text
    of a folder, the folder's page stays.
    """
    troubleshooters: tuple[Troubleshooter, ...] = ()
    """Ordered by language, then id; only those without an error."""

    @property
    def has_pages(self) -> bool:
        """Tell whether there is anything to publish."""
        return bool(self.articles or self.gone)
