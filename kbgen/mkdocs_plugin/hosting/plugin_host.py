# SPDX-License-Identifier: MIT
"""Run MkDocs plugins that work on one page at a time: `SitePlugins` over MkDocs.

Each process loads MkDocs' settings and the plugins once. Hooks that see the whole site (`on_nav`,
`on_env`) do not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.structure.urls import relative_base, url_to_output
from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.hosting.inline_assets import inline_files, replace_inline
from kbgen.mkdocs_plugin.hosting.loaded_plugins import (
    LoadedPlugins,
    load_plugins,
    page_file,
    plugin_error,
)
from kbgen.mkdocs_plugin.hosting.log_capture import capture_log, temporarily
from kbgen.mkdocs_plugin.hosting.text_hooks import Hooks
from kbgen.model import NO_PLUGINS, Article, PageInput, PageKind, PluginFiles, Plugins
from kbgen.settings import HOSTED_KINDS, ExtraScript, SiteSettings, known_plugin
from kbgen.settings.resources import code_digest
from kbgen.site.caching.cache import digest

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

# A page without content, to see what plugins write into every page.
_PROBE: Final = "<!DOCTYPE html><html><head></head><body></body></html>"
# At most one host: workers build one site at a time, and a host contains all of MkDocs' settings.
_hosts: dict[str, PluginHost] = {}


def with_plugins(settings: SiteSettings) -> tuple[SiteSettings, Plugins]:
    """Return the settings with the scripts and styles that plugins add, and the plugins themselves.

    Raises:
        SettingsError: A plugin cannot be used.
    """
    if not any(known_plugin(plugin.name).kind in HOSTED_KINDS for plugin in settings.other_plugins):
        return settings, NO_PLUGINS
    host = PluginHost(settings)
    styles, scripts = host.loaded.config.extra_css, host.loaded.config.extra_javascript
    return replace(
        settings,
        extra_css=tuple(map(str, styles)),
        extra_javascript=tuple(map(_script, scripts)),
    ), Plugins(host)


@dataclass(frozen=True, eq=False)
class PluginHost:
    """The hosted plugins of a site."""

    settings: SiteSettings

    def __reduce__(self) -> tuple[Any, ...]:
        return _host_of_process, (self.settings, digest(self.fingerprint, self.state))

    @cached_property
    def loaded(self) -> LoadedPlugins:
        """Return the plugins; each process loads them when it needs them."""
        return load_plugins(self.settings)

    @cached_property
    def fingerprint(self) -> str:
        """See `SitePlugins`."""
        return digest(code_digest("mkdocs_plugin"), *self.loaded.descriptions)

    @cached_property
    def state(self) -> str:
        """See `SitePlugins`."""
        return digest(*(reader.state for reader in self.loaded.readers), self.loaded.opened)

    @cached_property
    def watched_paths(self) -> tuple[str, ...]:
        """See `SitePlugins`."""
        return tuple(chain.from_iterable(reader.watched_paths() for reader in self.loaded.readers))

    def state_of(self, path: str, text: bytes) -> str:
        """See `SitePlugins`."""
        states = [reader.state_of(path, text) for reader in self.loaded.readers]
        return digest(*states, self.loaded.opened) if any(states) else ""

    def hooks_for(self, path: str, title: str, text: str) -> Hooks:
        """See `SitePlugins`."""
        return Hooks(self.loaded, path, title, text)

    def finish_page(self, html: str, page: PageInput) -> str:
        """See `SitePlugins`. As in MkDocs, plugins do not see the error page: it has no URL."""
        if page.kind is PageKind.NOT_FOUND or not self.loaded.plugins.events["post_page"]:
            return html
        from mkdocs.structure.pages import Page

        loaded = self.loaded
        finished = self._finish(
            html, Page(page.title, page_file(page.output, loaded.config), loaded.config)
        )
        return replace_inline(finished, self._shared_inline, lambda name: page.base + name)

    def site_files(self, articles: Sequence[Article]) -> PluginFiles:
        """See `SitePlugins`."""
        with TemporaryDirectory() as folder, capture_log() as messages:
            try:
                self._write(articles, folder)
            except (Exception, SystemExit) as error:
                raise self._plugin_error(error) from error
            paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
            written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        files = dict(self._shared_inline)
        for path, content in written.items():
            files |= _extract_inline(path, content) if path.endswith(".html") else {path: content}
        return PluginFiles(files, tuple(message.text for message in messages))

    @cached_property
    def _shared_inline(self) -> dict[str, bytes]:
        """Return the scripts and styles that plugins write into every page."""
        from mkdocs.structure.pages import Page

        if not self.loaded.plugins.events["post_page"]:
            return {}
        config = self.loaded.config
        return inline_files(self._finish(_PROBE, Page("", page_file("index.html", config), config)))

    def _finish(self, html: str, page: Page) -> str:
        with capture_log():
            try:
                return self.loaded.plugins.on_post_page(html, page=page, config=self.loaded.config)
            except (Exception, SystemExit) as error:
                raise self._plugin_error(error) from error

    def _write(self, articles: Sequence[Article], folder: str) -> None:
        from mkdocs.structure.files import Files

        config = self.loaded.config
        files = Files([_article_file(article, config) for article in articles])
        with temporarily(config, site_dir=folder):
            self.loaded.site_plugins.on_files(files, config=config)
            self.loaded.plugins.on_post_build(config=config)

    def _plugin_error(self, error: BaseException) -> SettingsError:
        return plugin_error(self.settings, self.loaded.current, error)


def _script(entry: Any) -> ExtraScript:
    """Return an entry of MkDocs' `extra_javascript`, which has attributes or is a path."""
    return ExtraScript(
        str(entry), getattr(entry, "type", ""), bool(getattr(entry, "async_", False))
    )


def _host_of_process(settings: SiteSettings, key: str) -> PluginHost:
    """Return this process's host; make a new one if a plugin or its inputs have changed."""
    if key not in _hosts:
        _hosts.clear()
        _hosts[key] = PluginHost(settings)
    return _hosts[key]


def _extract_inline(path: str, content: bytes) -> dict[str, bytes]:
    """Return a page written by a plugin, and the files of its scripts and styles."""
    html, base = content.decode("utf-8", "surrogateescape"), relative_base(path)
    inline = inline_files(html)
    return {
        **inline,
        path: replace_inline(html, inline, lambda name: base + name).encode(
            "utf-8", "surrogateescape"
        ),
    }


def _article_file(article: Article, config: Any) -> Any:
    """Return an article as an MkDocs file with kbgen's address."""
    from mkdocs.structure.files import File

    file = File(article.path, config.docs_dir, config.site_dir, config.use_directory_urls)
    file.dest_uri = url_to_output(article.url)
    return file
