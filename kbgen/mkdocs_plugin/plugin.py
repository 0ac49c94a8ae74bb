# SPDX-License-Identifier: MIT
"""The MkDocs plugin: `mkdocs build` gives the pages of `kbgen build`, byte for byte.

MkDocs' own reading, Markdown and navigation are switched off: its pages are shells that carry our page inputs to the
template. Atomic publishing, cache and drafts belong to `kbgen build` and `kbgen serve`.
"""

from __future__ import annotations

import logging
from pathlib import Path

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kbgen.errors import KbgenError, SettingsError
from kbgen.mkdocs_plugin.engine import engine_files, install_theme, prepare_environment
from kbgen.model import Diagnostic, PageInput, Severity
from kbgen.site.assemble import Assembly, assemble
from kbgen.site.build import has_errors, open_cache
from kbgen.site.publish import Content
from kbgen.site.reading import read_settings

_log = logging.getLogger("mkdocs.plugins.kbgen")


class KbgenConfig(Config):
    """The block is read by `kbgen.settings`, with places; MkDocs only has to accept it."""

    languages = config_options.Optional(config_options.Type(list))
    front_matter = config_options.Optional(config_options.Type(dict))
    audiences = config_options.Optional(config_options.Type(list))
    contact = config_options.Optional(config_options.Type(dict))
    feedback = config_options.Optional(config_options.Type(dict))
    popular_searches = config_options.Optional(config_options.Type(dict))
    general_synonyms = config_options.Optional(config_options.Type(bool))
    limits = config_options.Optional(config_options.Type(dict))


class KbgenPlugin(BasePlugin[KbgenConfig]):
    """Hands MkDocs the pages that kbgen has planned."""

    def __init__(self) -> None:
        self._assembly: Assembly | None = None
        self._pages: dict[str, PageInput] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our theme in place."""
        install_theme(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what MkDocs found by what kbgen planned."""
        self._assembly = _assemble(_config_file(config))
        self._pages = {page.output: page for page in self._assembly.pages}
        return Files([_page_file(page, config) for page in self._assembly.pages])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No page walks a navigation."""
        return Navigation([], [])

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str:
        """The body is rendered already."""
        return ""

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Add our filters."""
        return prepare_environment(env)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The template reads `kb` and nothing else."""
        planned = self._pages.get(page.file.dest_uri)
        if planned is None:
            raise PluginError(
                f"the page {page.file.dest_uri} is not kbgen's: another plugin has added it\n"
                "Take that plugin out of mkdocs.yml; kbgen plans every page itself."
            )
        context["kb"] = planned  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that are not pages."""
        if self._assembly is not None:
            for name, content in self._assembly.files.items():
                _write(Path(config.site_dir) / name, content)


def _config_file(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise PluginError("kbgen reads mkdocs.yml from its file: name it with --config-file")
    return Path(config.config_file_path)


def _assemble(config_file: Path) -> Assembly:
    try:
        loaded = read_settings(config_file)
        _report(loaded.diagnostics)
        if has_errors(loaded.diagnostics):
            raise SettingsError("the kbgen block of mkdocs.yml has errors", "They are listed above.")
        with open_cache(loaded.settings) as cache:
            assembly = assemble(loaded.settings, engine_files(), cache)
    except KbgenError as error:
        raise PluginError(f"{error.message}\n{error.hint}".strip()) from error
    except OSError as error:
        raise PluginError(f"{error.strerror or error}: {error.filename}") from error
    _report(assembly.diagnostics)
    return assembly


def _report(diagnostics: tuple[Diagnostic, ...]) -> None:
    for item in diagnostics:
        level = logging.ERROR if item.severity is Severity.ERROR else logging.WARNING
        _log.log(level, f"{item}\n  hint: {item.hint}" if item.hint else str(item))


def _page_file(page: PageInput, config: MkDocsConfig) -> File:
    """A Markdown file that exists in memory only; MkDocs wants its address, we want its place in the build."""
    source = page.output.removesuffix(".html") + ".md"
    file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = page.output
    return file


def _write(target: Path, content: Content) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
