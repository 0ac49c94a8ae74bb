# SPDX-License-Identifier: MIT
"""What the program wants of MkDocs' plugins: protocols, so that only `mkdocs_plugin` knows MkDocs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from kbgen.model.article import Article
    from kbgen.model.page import PageInput
    from kbgen.model.shape import SiteShape


class PluginFailed(Exception):
    """A plugin cannot do its work on a text."""

    def __init__(self, plugin: str, reason: str, line: int = 0) -> None:
        super().__init__(f"the plugin '{plugin}' failed: {reason}")
        self.line = line
        """Of the text, from 1; 0 when it is not known."""


class TextHooks(Protocol):
    """Plugins at work on one text."""

    attributes: tuple[str, ...]
    """What they may write on links."""
    said: list[str]
    """Warnings of theirs."""

    @property
    def fields(self) -> dict[str, Any]:
        """What they know of front-matter fields, should the writer not have given them."""
        ...

    @property
    def is_final(self) -> bool:
        """False when the same text may become something else without anybody's doing."""
        ...

    def on_markdown(self, markdown: str) -> str:
        """The text that becomes HTML.

        Raises:
            PluginFailed: one of them cannot.
        """
        ...

    def on_html(self, html: str) -> str:
        """The HTML that is sanitised.

        Raises:
            PluginFailed: one of them cannot.
        """
        ...


@dataclass(frozen=True, slots=True)
class PluginFiles:
    """What plugins write when the pages are known."""

    files: dict[str, bytes]
    """By output path."""
    said: tuple[str, ...]
    """Warnings of theirs."""


class SitePlugins(Protocol):
    """The plugins of a site that work on one page at a time."""

    @property
    def fingerprint(self) -> str:
        """Changes when the same text, and what it reads, would give something else: plugins, versions, options."""
        ...

    @property
    def state(self) -> str:
        """Changes when something does that plugins read for all pages."""
        ...

    @property
    def known(self) -> tuple[str, ...]:
        """Files and folders that `state_of` follows."""
        ...

    def state_of(self, path: str, text: bytes) -> str:
        """Changes when something does that plugins read for this text; empty when they read nothing."""
        ...

    def hooks_for(self, path: str, title: str, text: str) -> TextHooks:
        """Plugins for one text.

        Args:
            path: of the article in the content folder.
            title: of the article.
            text: the whole file.
        """
        ...

    def finish_page(self, html: str, page: PageInput) -> str:
        """A rendered document as the plugins leave it.

        Raises:
            SettingsError: a plugin cannot.
        """
        ...

    def site_files(self, articles: Sequence[Article]) -> PluginFiles:
        """What they write beside the pages, when these are the articles of the site.

        Raises:
            SettingsError: a plugin cannot.
        """
        ...


@dataclass(frozen=True, slots=True)
class Plugins:
    """What the plugins of MkDocs do for one build. The settings name them; this is live."""

    hosted: SitePlugins | None = None
    """Those that work on one page at a time, where pages are made."""
    shape: SiteShape | None = None
    """What those that need all pages have decided; None where they do not run."""


NO_PLUGINS: Final = Plugins()
