# SPDX-License-Identifier: MIT
"""Protocols for MkDocs plugins, so that only `mkdocs_plugin` depends on MkDocs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from kbgen.model.article import Article
    from kbgen.model.page import PageInput
    from kbgen.model.shape import SiteShape


class PluginFailed(Exception):
    """A plugin has failed to process a text."""

    def __init__(self, plugin: str, reason: str, line: int = 0) -> None:
        super().__init__(f"the plugin '{plugin}' failed: {reason}")
        self.line = line
        """Line of the text, counted from 1; 0 when unknown."""


class TextHooks(Protocol):
    """The hooks of all plugins for one text."""

    attributes: tuple[str, ...]
    """HTML attributes that the plugins may set on links."""
    warnings: list[str]
    """Warnings from the plugins."""

    @property
    def fields(self) -> dict[str, Any]:
        """Return the plugins' values for front-matter fields that the writer left out."""

    @property
    def is_final(self) -> bool:
        """Tell whether the same text always gives the same result, so that it can be cached."""

    def on_markdown(self, markdown: str) -> str:
        """Return the Markdown as the plugins change it, before it becomes HTML.

        Raises:
            PluginFailed: A plugin has failed.
        """

    def on_html(self, html: str) -> str:
        """Return the HTML as the plugins change it, before it is sanitized.

        Raises:
            PluginFailed: A plugin has failed.
        """


@dataclass(frozen=True, slots=True)
class PluginFiles:
    """The files that plugins write in addition to the pages."""

    files: dict[str, bytes]
    """Output path → content."""
    warnings: tuple[str, ...]
    """Warnings from the plugins."""


class SitePlugins(Protocol):
    """The plugins of a site that process one page at a time."""

    @property
    def fingerprint(self) -> str:
        """Return a value that changes with the plugins, their versions or their options.

        With the same fingerprint, the same text and the files it reads give the same result.
        """

    @property
    def state(self) -> str:
        """Return a value that changes with the files that plugins read for all pages."""

    @property
    def watched_paths(self) -> tuple[str, ...]:
        """Return the files and folders on which `state_of` depends."""

    def state_of(self, path: str, text: bytes) -> str:
        """Return a value that changes with the files that plugins read for this text.

        Empty when they read none.
        """

    def hooks_for(self, path: str, title: str, text: str) -> TextHooks:
        """Return the plugins' hooks for one text.

        Args:
            path: Path of the article in the content folder.
            title: Title of the article.
            text: Text of the whole file.
        """

    def finish_page(self, html: str, page: PageInput) -> str:
        """Return a rendered page as the plugins change it.

        Raises:
            SettingsError: A plugin has failed.
        """

    def site_files(self, articles: Sequence[Article]) -> PluginFiles:
        """Return the files that the plugins add to a site with these articles.

        Raises:
            SettingsError: A plugin has failed.
        """


@dataclass(frozen=True, slots=True)
class Plugins:
    """The loaded MkDocs plugins of one build."""

    hosted: SitePlugins | None = None
    """The plugins that process one page at a time. They run in the processes that render pages."""
    shape: SiteShape | None = None
    """The decisions of the plugins that need all pages; None when these do not run."""


NO_PLUGINS: Final = Plugins()
