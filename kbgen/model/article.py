# SPDX-License-Identifier: MIT
"""What writers write: articles, the shelves they stand on, and the knowledge base of a site.

Paths are POSIX and relative to the content folder (`docs_dir`), language folder included: `pl/billing/refund.md`.
URLs are relative to the site's root, without a leading slash: `pl/billing/refund/`; the home page is the empty string.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kbgen.model.trust import Trust


class Kind(StrEnum):
    """What an article is for (DITA, KCS); each kind has a template, fields and checks."""

    TROUBLESHOOTING = "troubleshooting"
    HOW_TO = "how-to"
    FAQ = "faq"
    MANUAL = "manual"
    USE_CASE = "use-case"
    KNOWN_ISSUE = "known-issue"


class Status(StrEnum):
    """Whether an article is published; drafts show in `kbgen serve` only."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Audience(StrEnum):
    """Who may read an article; a build contains the audiences its settings name."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    PARTNER = "partner"
    AGENT = "agent"


class IssueState(StrEnum):
    """Where the work on a known issue stands."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    WORKAROUND = "workaround"
    FIXED = "fixed"


class RemedyType(StrEnum):
    """Whether a remedy ends the problem or gets round it."""

    FIX = "fix"
    WORKAROUND = "workaround"


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of a problem and what to do about it (a DITA cause/remedy pair). Plain text."""

    cause: str
    remedy: tuple[str, ...]
    """Steps, in order."""
    remedy_type: RemedyType = RemedyType.FIX
    expected: str = ""
    """What the reader should see when the remedy worked."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the article applies to; true before and after the remedy (KCS). Plain text."""

    product: str = ""
    versions: str = ""
    platforms: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """The four things a waiting customer must be told. Plain text."""

    cost: str = ""
    doing: str = ""
    next: str = ""
    eta: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article that was drafted from tickets comes from; never shown to customers."""

    source: str
    tickets: tuple[str, ...] = ()
    """Opaque hashes of the tickets."""
    generated: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language, as its file says. All strings are plain text unless they say otherwise."""

    id: str
    """`[a-z0-9][a-z0-9-]*`; never changes; shared by translations."""
    lang: str
    path: str
    url: str
    title: str
    kind: Kind
    markdown: str
    """The body: the file without its front matter, line ends `\\n`."""
    body_line: int
    """The line of the file on which `markdown` begins, from 1."""
    revision: str
    """Hash of title and body, 16 hexadecimal digits; a vote is about a revision."""
    shelf: str = ""
    """The folder of the category or section it belongs to (at most two levels, less language); empty at the top."""
    is_index: bool = False
    """True for `index.md`: the text of its folder, and an article like others."""
    status: Status = Status.PUBLISHED
    audience: Audience = Audience.PUBLIC
    summary: str = ""
    questions: tuple[str, ...] = ()
    """In the customers' own words."""
    symptoms: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    environment: Environment = field(default_factory=Environment)
    support: Support = field(default_factory=Support)
    issue_state: IssueState | None = None
    tags: tuple[str, ...] = ()
    order: int | None = None
    """Place on its shelf; articles without one come after, by title."""
    promoted: bool = False
    related: tuple[str, ...] = ()
    """Ids of articles the writer wants under the text."""
    owner: str = ""
    updated: date | None = None
    reviewed: date | None = None
    expires: date | None = None
    provenance: Provenance | None = None
    source_revision: str = ""
    """Of a translation: the `revision` of the default language's article that it was made from, if it says."""
    label: str = ""
    """What lists call it, where a navigation has another title for it."""
    field_lines: tuple[tuple[str, int, int], ...] = ()
    """(field, line, column) of each front-matter field, for the checks' messages."""

    @property
    def trust(self) -> Trust:
        """An article that says where it was made from (`provenance`) holds the words of strangers, reviewed or not."""
        return Trust.AUTHORED if self.provenance is None else Trust.IMPORTED

    def place_of(self, name: str) -> tuple[int, int]:
        """Line and column of a front-matter field; (1, 1) when the file does not have it."""
        return next(((line, column) for key, line, column in self.field_lines if key == name), (1, 1))

    def is_older_than(self, source: Article) -> bool:
        """Whether this translation was made from another text than `source` has now; not if it does not say."""
        return bool(self.source_revision) and self.lang != source.lang and self.source_revision != source.revision


@dataclass(frozen=True, slots=True)
class Section:
    """The second level: a shelf inside a category. Never a heading: that is a `Passage`."""

    path: str
    """Folder less language: `billing/cards`."""
    url: str
    title: str
    summary: str = ""
    order: int | None = None
    index: str = ""
    """Path of its `index.md`, or empty: then the page is generated."""
    articles: tuple[str, ...] = ()
    """Paths of its articles in the writer's order, `index.md` left out."""


@dataclass(frozen=True, slots=True)
class Category:
    """The first level: a folder straight under the language (or content) folder."""

    path: str
    url: str
    title: str
    summary: str = ""
    icon: str = ""
    """Name of an icon of Material, `material/credit-card-outline`, or empty."""
    order: int | None = None
    index: str = ""
    articles: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that no writer wrote and lists may name: one that a plugin makes, or one elsewhere."""

    path: str
    """What the plugin calls its source, as if it lay in the content folder; of a page elsewhere, its address."""
    url: str
    title: str
    lang: str
    shelf: str = ""
    """As `Article.shelf`."""
    is_index: bool = False
    """Whether it is the text of its folder."""
    is_listed: bool = True
    is_elsewhere: bool = False
    summary: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything that was read, for all languages; the input of every later step."""

    languages: tuple[str, ...]
    """The first is the default: it is served at the site's root."""
    articles: tuple[Article, ...]
    """Every readable article of the site's audiences, drafts only if asked for; by language order, then path."""
    categories: dict[str, tuple[Category, ...]]
    """By language, in the writers' order."""
    top_articles: dict[str, tuple[str, ...]]
    """By language: paths of articles straight under the language folder, `index.md` left out, in order."""
    assets: tuple[tuple[str, str], ...]
    """(path in the content folder, output path) of every file that is copied: images, downloads; sorted."""
    hidden: dict[str, str]
    """Path → why (`draft`, `audience`) of readable articles that are not in this build; for messages about links."""
    hidden_ids: frozenset[str] = frozenset()
    """Ids of the articles in `hidden`."""
    pages: tuple[ListedPage, ...] = ()
    """What plugins make, by language order, then path."""
