# SPDX-License-Identifier: MIT
"""Run the hosted plugins on one text: `TextHooks` over MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from kbgen.mkdocs_plugin.hosting.log_capture import capture_log, error_line
from kbgen.model import PluginFailed
from kbgen.settings import known_plugin

if TYPE_CHECKING:
    from kbgen.mkdocs_plugin.hosting.loaded_plugins import LoadedPlugins


class Hooks:
    """Plugins for one text; see `TextHooks`."""

    def __init__(self, loaded: LoadedPlugins, path: str, title: str, text: str) -> None:
        from mkdocs.structure.files import File, Files
        from mkdocs.structure.pages import Page
        from mkdocs.utils import meta

        config = loaded.config
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        attributes = (known_plugin(plugin).attributes for plugin in loaded.names)
        self.attributes = tuple(chain.from_iterable(attributes))
        self.warnings: list[str] = []
        self._loaded, self._files, self._text = loaded, Files([file]), text
        self._page = Page(title, file, config)
        self._page.markdown, self._page.meta = meta.get_data(text)

    @property
    def fields(self) -> dict[str, Any]:
        """Return the front-matter fields that plugins provide."""
        fields: dict[str, str] = {}
        for reader in self._loaded.readers:
            fields |= reader.fields(self._page)
        return {name: date.fromisoformat(value) for name, value in fields.items()}

    @property
    def is_final(self) -> bool:
        """Tell whether the rendered text stays valid until the state of its inputs changes."""
        return all(reader.is_final(self._page, self._text) for reader in self._loaded.readers)

    def on_markdown(self, markdown: str) -> str:
        """Return the text to convert to HTML."""
        self._page.markdown = markdown
        return self._call(self._loaded.plugins.on_page_markdown, markdown)

    def on_html(self, html: str) -> str:
        """Return the HTML to sanitize."""
        self._page.content = html
        return self._call(self._loaded.plugins.on_page_content, html)

    def _call(self, event: Callable[..., str], text: str) -> str:
        with capture_log() as messages:
            try:
                result = event(text, page=self._page, config=self._loaded.config, files=self._files)
            except (Exception, SystemExit) as error:
                raise self._plugin_failed(error) from error
        for message in messages:
            name = message.plugin_name(self._loaded.names)
            who = f"the plugin '{name}'" if name else "a plugin"
            self.warnings.append(f"{who} says: {self._shorten_paths(message.text)}")
        return result

    def _plugin_failed(self, error: BaseException) -> PluginFailed:
        # A failing macro raises SystemExit while it handles the real error.
        cause = error.__context__ if isinstance(error, SystemExit) and error.__context__ else error
        line = getattr(cause, "lineno", 0) if getattr(cause, "name", None) is None else 0
        reason = self._shorten_paths(error_line(cause))
        return PluginFailed(self._loaded.current, reason, line if isinstance(line, int) else 0)

    def _shorten_paths(self, text: str) -> str:
        """Return a plugin's message with paths relative to the site's folder."""
        return text.replace(f"{self._loaded.settings.root}/", "")
