# SPDX-License-Identifier: MIT
"""The settings of a site as typed values. What each one means for a user: `content/manual/settings.md`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from kbgen.model import Audience
from kbgen.settings.plugins import TOGETHER, known_plugin


class UnknownFields(StrEnum):
    """What to do about front-matter fields that kbgen does not know."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class FrontMatterSettings:
    """`front_matter:` how strict front matter is read."""

    unknown: UnknownFields = UnknownFields.ERROR


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """`contact:` how customers reach people. Plain text; empty means not offered."""

    email: str = ""
    phone: str = ""
    url: str = ""
    hours: str = ""
    reply_time: str = ""
    note: str = ""


class FeedbackAdapter(StrEnum):
    """Where votes and messages go; one file each in `kbgen.feedback`."""

    WEBHOOK = "webhook"
    FORMSPREE = "formspree"
    ZENDESK = "zendesk"
    MAILTO = "mailto"


class FeedbackFormat(StrEnum):
    """How a webhook is spoken to."""

    JSON = "json"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """`feedback:` where votes and messages go. Without an adapter, pages have neither vote nor form."""

    adapter: FeedbackAdapter | None = None
    endpoint: str = ""
    account: str = ""
    format: FeedbackFormat = FeedbackFormat.JSON
    secret: bool = False
    """Whether one is named; its value is never read."""
    products: tuple[str, ...] = ()
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of the block (`feedback`) and of each setting in it that is there."""


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """`limits:` what one file may cost."""

    source_bytes: int = 1_000_000
    page_seconds: float = 2.0


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
    """Whether search knows the synonyms that come with kbgen beside the site's own."""
    limits: LimitSettings = field(default_factory=LimitSettings)
    plugin_fields: tuple[str, ...] = ()
    """Front-matter fields that plugins of the site read."""


@dataclass(frozen=True, slots=True)
class OtherPlugin:
    """A plugin of MkDocs besides kbgen, and where it is named."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Everything kbgen reads from mkdocs.yml."""

    root: Path
    """The folder of mkdocs.yml, absolute."""
    config_file: Path
    site_name: str
    site_url: str
    """Ends with `/`, or empty."""
    docs_dir: Path
    site_dir: Path
    use_directory_urls: bool
    theme_language: str
    markdown_extensions: tuple[tuple[str, dict[str, Any]], ...]
    """(name, configuration) in order; values that name Python objects are `PythonName`."""
    kbgen: KbgenSettings
    description: str = ""
    copyright: str = ""
    logo: str = ""
    favicon: str = ""
    extra_css: tuple[str, ...] = ()
    extra_javascript: tuple[str, ...] = ()
    custom_dir: Path | None = None
    other_plugins: tuple[OtherPlugin, ...] = ()
    navigation_files: tuple[str, ...] = ()
    """Names of files in the content folder that tell a plugin about the navigation: no articles."""
    has_hooks: bool = False
    """Whether mkdocs.yml names Python files of its own that see all pages (`hooks`)."""
    digest: str = ""
    """Of the files that the settings were read from; empty when they say something about the environment too."""
    texts_digest: str = ""
    """Of the files that the settings were read from, always."""
    work_folder: Path | None = None
    """Where builds keep what they need again, if not beside mkdocs.yml; absolute."""

    @property
    def gathering(self) -> tuple[str, ...]:
        """The plugins that need all pages at once, for which MkDocs makes the site in one process."""
        names = (item.name for item in self.other_plugins if known_plugin(item.name).kind in TOGETHER)
        return (*dict.fromkeys(names), *(["hooks"] if self.has_hooks else []))

    @property
    def root_path(self) -> str:
        """The path of `site_url`, beginning and ending with `/`."""
        path = self.site_url.partition("://")[2].partition("/")[2]
        return f"/{path.strip('/')}/" if path.strip("/") else "/"

    @property
    def work_dir(self) -> Path:
        """Where builds keep what they need again: `.kbgen/` beside mkdocs.yml, unless a command names a folder."""
        return self.work_folder or self.root / ".kbgen"

    def display_path(self, path: str) -> str:
        """A path of the content folder as the user would type it from `root`."""
        return _below(self.docs_dir, self.root) + path


@lru_cache(maxsize=8)
def _below(folder: Path, root: Path) -> str:
    """What a path in a folder begins with for somebody who stands at the root."""
    try:
        prefix = folder.relative_to(root).as_posix()
    except ValueError:
        prefix = folder.as_posix()
    return "" if prefix == "." else f"{prefix}/"


@dataclass(frozen=True, slots=True)
class PythonName:
    """A `!!python/name:` of mkdocs.yml, not imported until Markdown needs it."""

    name: str
