# SPDX-License-Identifier: MIT
"""The settings of a site as typed values. `content/manual/settings.md` explains each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from kbgen.model import Audience, BarLink, Navigation
from kbgen.settings.announcement import AnnouncementSettings
from kbgen.settings.bar_links import FooterSettings, HeaderSettings, texts_of_links
from kbgen.settings.brand import ColorSettings, FontSettings, ImageFile, LogoSettings
from kbgen.settings.extra_links import OtherSite
from kbgen.settings.local_texts import LOCAL_TEXTS, LocalText
from kbgen.settings.plugins import (
    WHOLE_SITE_KINDS,
    is_unknown,
    known_plugin,
    makes_files,
    plain_name,
)
from kbgen.settings.repository import Repository


class UnknownFields(StrEnum):
    """How to report unknown front-matter fields."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class FrontMatterSettings:
    """`front_matter:` how strictly front matter is checked."""

    unknown: UnknownFields = UnknownFields.ERROR
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """Field → value of another tool, in lower case → value of kbgen."""


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """`contact:` how customers reach people. Plain text; an empty value is not shown."""

    email: str = ""
    phone: str = ""
    url: str = ""
    hours: str = ""
    reply_time: str = ""
    note: str = ""


class FeedbackAdapter(StrEnum):
    """The service that receives votes and messages. Each has a row in `feedback/adapters.py`."""

    WEBHOOK = "webhook"
    FORMSPREE = "formspree"
    ZENDESK = "zendesk"
    MAILTO = "mailto"


class FeedbackFormat(StrEnum):
    """The request format of a webhook."""

    JSON = "json"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """`feedback:` where votes and messages go. Without an adapter, pages have neither."""

    adapter: FeedbackAdapter | None = None
    endpoint: str = ""
    account: str = ""
    format: FeedbackFormat = FeedbackFormat.JSON
    secret: bool = False
    """Whether the setting is present. Its value is never read."""
    products: tuple[str, ...] = ()
    locations: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(line, column) of the block, as `feedback`, and of each setting that it contains."""


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """`limits:` the largest files, and the longest time to render one."""

    source_bytes: int = 1_000_000
    page_seconds: float = 2.0
    picture_bytes: int = 1_000_000
    """Size of a picture above which it is reported."""
    picture_pixels: int = 2_400
    """Width or height of a picture above which it is reported."""


class BlockRules(StrEnum):
    """The rules by which lists, quotes, fences and tables nest."""

    COMMONMARK = "commonmark"
    PYTHON_MARKDOWN = "python-markdown"


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """`markdown:` how kbgen reads the text of articles."""

    blocks: BlockRules = BlockRules.COMMONMARK


@dataclass(frozen=True, slots=True)
class MermaidSettings:
    """`mermaid:` how diagrams in Mermaid become pictures."""

    command: tuple[str, ...] = ()
    """The program that draws one, and its arguments, with `{input}` and `{output}`."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """`search:` how search finds articles."""

    meaning: bool = False
    """Whether it also finds articles that mean what the question says in other words."""
    locations: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Setting → line and column."""


@dataclass(frozen=True, slots=True)
class KbgenSettings:
    """The `kbgen` block."""

    languages: tuple[str, ...] = ("en",)
    front_matter: FrontMatterSettings = field(default_factory=FrontMatterSettings)
    audiences: frozenset[Audience] = frozenset({Audience.PUBLIC})
    contact: ContactSettings = field(default_factory=ContactSettings)
    feedback: FeedbackSettings = field(default_factory=FeedbackSettings)
    popular_searches: dict[str, tuple[str, ...]] = field(default_factory=dict)
    general_synonyms: bool = True
    """Whether search uses kbgen's synonyms in addition to the site's own."""
    limits: LimitSettings = field(default_factory=LimitSettings)
    follow_nav: bool = True
    """Whether the site follows `nav` of mkdocs.yml."""
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    mermaid: MermaidSettings = field(default_factory=MermaidSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    colors: ColorSettings | None = None
    """The site's own colors; None for the theme's."""
    font: FontSettings | None = None
    """The site's own fonts; None for those of the reader's device."""
    logo: LogoSettings | None = None
    """The site's own logos; None for `theme.logo` in both color schemes."""
    social_image: ImageFile | None = None
    """The picture that other sites show with a link to this one."""
    announcement: AnnouncementSettings = field(default_factory=AnnouncementSettings)
    header: HeaderSettings = field(default_factory=HeaderSettings)
    footer: FooterSettings = field(default_factory=FooterSettings)
    active_files: tuple[str, ...] = ()
    """Patterns, as in `.gitignore`, of HTML files and scripts in the content folder to publish."""
    allow_external: tuple[str, ...] = ()
    """Origins of other sites from which pages may load stylesheets and scripts."""
    plugin_fields: tuple[str, ...] = ()
    """Front-matter fields that the site's plugins read."""
    site_name: LocalText | None = None
    """Replaces that of MkDocs, like the following two."""
    site_description: LocalText | None = None
    copyright: LocalText | None = None
    home_question: LocalText | None = None
    """Replaces the question that is the heading of the home page."""
    contact_texts: dict[str, LocalText] = field(default_factory=dict)
    """Field of `contact` → its texts."""
    language_locations: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Language → line and column in mkdocs.yml."""

    @property
    def local_texts(self) -> dict[str, LocalText]:
        """Return the settings that have a text for each language, such as `contact.hours`."""
        texts = {name: getattr(self, name) for name in LOCAL_TEXTS}
        texts |= {f"contact.{name}": text for name, text in self.contact_texts.items()}
        texts["announcement.text"] = self.announcement.text
        texts |= dict(texts_of_links("header", self.header.links))
        texts |= dict(texts_of_links("footer", self.footer.links))
        return {name: text for name, text in texts.items() if text is not None}

    def text_in(self, name: str, lang: str) -> tuple[str, str]:
        """Return the text of a setting in a language, and its language if that is another.

        Args:
            name: The setting, such as `home_question`.
            lang: The language of the page.
        """
        text = self.local_texts.get(name)
        return text.in_language(lang, self.languages[0]) if text else ("", "")

    def contact_in(self, lang: str) -> ContactSettings:
        """Return the contact details for the readers of a language."""
        texts = {
            name: text.in_language(lang, self.languages[0])[0]
            for name, text in self.contact_texts.items()
        }
        return replace(self.contact, **texts)


@dataclass(frozen=True, slots=True)
class OtherPlugin:
    """An MkDocs plugin other than kbgen, with the location of its entry in mkdocs.yml."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ExtraScript:
    """An entry of `extra_javascript`."""

    path: str
    type: str = ""
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that every page loads, with its location in mkdocs.yml."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class UnusedSetting:
    """A setting of another tool that has no effect, with its location in mkdocs.yml."""

    name: str
    line: int
    column: int
    details: str
    """The parts without an effect, if others have one; otherwise empty."""
    instead: str
    what: str = "has no effect"
    """What it does not do, as a phrase."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """All settings that kbgen reads from mkdocs.yml."""

    root: Path
    """Absolute path of the folder of mkdocs.yml."""
    config_file: Path
    site_name: str
    site_url: str
    """URL that ends with `/`, or empty."""
    docs_dir: Path
    site_dir: Path
    use_directory_urls: bool
    theme_language: str
    markdown_extensions: tuple[tuple[str, dict[str, Any]], ...]
    """(name, configuration) in order. Values that refer to Python objects are `PythonName`s."""
    kbgen: KbgenSettings
    description: str = ""
    copyright: str = ""
    logo: str = ""
    favicon: str = ""
    extra_css: tuple[str, ...] = ()
    extra_javascript: tuple[ExtraScript, ...] = ()
    exclude_docs: str = ""
    """Patterns, as in `.gitignore`, of files in the content folder that are not content."""
    draft_docs: str = ""
    """Patterns of files that only `kbgen serve` shows."""
    repository: Repository = field(default_factory=Repository)
    social: tuple[BarLink, ...] = ()
    """`extra.social`."""
    other_sites: tuple[OtherSite, ...] = ()
    """`extra.alternate`."""
    page_files: tuple[PageFile, ...] = ()
    """Logo, favicon, and the entries of `extra_css` and `extra_javascript`.

    Without what plugins add."""
    custom_dir: Path | None = None
    other_plugins: tuple[OtherPlugin, ...] = ()
    unused: tuple[UnusedSetting, ...] = ()
    """Settings that have no effect."""
    navigation_files: tuple[str, ...] = ()
    """Names of files in the content folder that define a plugin's navigation; not articles."""
    navigation: Navigation | None = None
    """`nav` of mkdocs.yml; None if there is none, or if the site follows something else."""
    nav_for_plugin: Navigation | None = None
    """`nav` of mkdocs.yml if a plugin makes the navigation of it: its titles are those of articles
    also where the plugin does not run."""
    not_in_nav: str = ""
    """Patterns, as in `.gitignore`, of articles that no list contains unless `nav` names them."""
    nav_translations: Mapping[str, dict[str, str]] = field(default_factory=dict)
    """Language → title in `nav` → title in this language, from the plugin i18n."""
    language_suffixes: bool = False
    """Whether `refund.pl.md` is the Polish `refund.md`, as the plugin i18n says."""
    reads_i18n: bool = False
    """Whether the languages are those of the plugin i18n."""
    expects_fallback: bool = False
    """Whether the plugin i18n would publish articles also in languages without a translation."""
    has_hooks: bool = False
    """Whether mkdocs.yml has `hooks`: Python files that see all pages."""
    digest: str = ""
    """Hash of the settings files.

    Empty when the settings also depend on the environment, plugins or hooks.
    """
    texts_digest: str = ""
    """Hash of the settings files; never empty."""
    published_url: str = ""
    """In a preview, the `site_url` of mkdocs.yml; otherwise empty."""
    work_folder: Path | None = None
    """Absolute path of the folder for caches, if it is not next to mkdocs.yml."""

    @property
    def whole_site_plugins(self) -> tuple[str, ...]:
        """Return the plugins that need all pages at once, and so a build in one process."""
        names = (
            item.name
            for item in self.other_plugins
            if known_plugin(item.name).kind in WHOLE_SITE_KINDS
        )
        return (*dict.fromkeys(names), *(["hooks"] if self.has_hooks else []))

    @property
    def may_make_files(self) -> bool:
        """Tell whether hooks or plugins may add files to the site that nothing else knows."""
        return self.has_hooks or any(makes_files(item.name) for item in self.other_plugins)

    @property
    def may_rewrite_texts(self) -> bool:
        """Tell whether hooks or unknown plugins may change texts while the site is built."""
        return self.has_hooks or any(is_unknown(item.name) for item in self.other_plugins)

    @property
    def docs_beside_settings(self) -> bool:
        """Tell whether the content folder is that of mkdocs.yml, with the plugin `same-dir`."""
        return any(plain_name(item.name) == "same-dir" for item in self.other_plugins)

    @property
    def root_path(self) -> str:
        """Return the path of `site_url`; it begins and ends with `/`."""
        return _path_of(self.site_url)

    @property
    def own_url(self) -> str:
        """Return the URL that writers use for the site, in a preview, too."""
        return self.published_url or self.site_url

    @property
    def own_root(self) -> str:
        """Return the path of `own_url`; it begins and ends with `/`."""
        return _path_of(self.own_url)

    @property
    def work_dir(self) -> Path:
        """Return the folder for caches: `.kbgen/` next to mkdocs.yml, or that of `--work-dir`."""
        return self.work_folder or self.root / ".kbgen"

    def text_in(self, name: str, lang: str) -> tuple[str, str]:
        """Return a text in a language, and the language of the text if that is another.

        Args:
            name: `site_name`, `site_description` or `copyright`.
            lang: The language of the page.
        """
        everywhere = {
            "site_name": self.site_name,
            "site_description": self.description,
            "copyright": self.copyright,
        }
        text, text_lang = self.kbgen.text_in(name, lang)
        return (text, text_lang) if text else (everywhere[name], "")

    def display_path(self, path: str) -> str:
        """Return a path of the content folder, relative to `root`, as messages show it."""
        return _prefix_from(self.root, self.docs_dir) + path


@lru_cache(maxsize=8)
def _path_of(url: str) -> str:
    path = url.partition("://")[2].partition("/")[2].strip("/")
    return f"/{path}/" if path else "/"


@lru_cache(maxsize=8)
def _prefix_from(root: Path, folder: Path) -> str:
    """Return the path of `folder` relative to `root`: empty, or ending with `/`."""
    try:
        prefix = folder.relative_to(root).as_posix()
    except ValueError:
        prefix = folder.as_posix()
    return "" if prefix == "." else f"{prefix}/"


@dataclass(frozen=True, slots=True)
class PythonName:
    """A `!!python/name:` value of mkdocs.yml. It is not imported until Markdown needs it."""

    name: str


@dataclass(frozen=True, slots=True)
class PythonCall:
    """A `!!python/object/apply:` value of mkdocs.yml. It is not called until Markdown needs it."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelativeFolder:
    """A `!relative` value of mkdocs.yml: `$config_dir`, `$docs_dir`, or a folder below one."""

    path: str
