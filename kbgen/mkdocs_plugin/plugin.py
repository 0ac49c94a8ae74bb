# SPDX-License-Identifier: MIT
"""The MkDocs plugin: `mkdocs build` gives the pages of `kbgen build`, byte for byte.

MkDocs' own Markdown and navigation are switched off: its pages carry our page inputs to the template. Other plugins see
what writers wrote, and what they change is in the page (`article_pages`). Atomic publishing, cache and drafts belong to
`kbgen build` and `kbgen serve`.
"""

from __future__ import annotations

import logging
from pathlib import Path

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kbgen.errors import KbgenError, SettingsError
from kbgen.mkdocs_plugin.article_pages import ArticlePages, foreign_page, use_extensions
from kbgen.mkdocs_plugin.engine import engine_files, install_theme, prepare_environment
from kbgen.mkdocs_plugin.hosting import with_plugins
from kbgen.mkdocs_plugin.loaded_plugins import page_file
from kbgen.model import Diagnostic, PageInput, Severity
from kbgen.settings import HOSTED, PluginKind, SiteSettings, known_plugin
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
        self.assembly: Assembly | None = None
        self._settings: SiteSettings | None = None
        self._articles: ArticlePages | None = None
        self._pages: dict[str, PageInput] = {}
        self._env: jinja2.Environment | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our theme in place, and take over the plugins that kbgen hosts."""
        install_theme(config)
        _take_over(config)
        return config

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what MkDocs found by what kbgen planned."""
        self._settings, self.assembly = _assemble(_config_file(config))
        self._articles = ArticlePages(self._settings, self.assembly)
        self._pages = {page.output: page for page in self.assembly.pages}
        use_extensions(config, self._settings)
        return self._articles.files(files, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No page walks a navigation."""
        return Navigation([], [])

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """What a writer wrote, for plugins to see."""
        return self._articles.source(page) if self._articles and self._is_ours(page) else None

    @event_priority(100)
    def _begin_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._articles.begin(page, markdown) if self._articles and self._is_ours(page) else markdown

    @event_priority(-100)
    def _end_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._articles.end(page, markdown) if self._articles and self._is_ours(page) else markdown

    on_page_markdown = CombinedEvent(_begin_markdown, _end_markdown)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The body is rendered already."""
        return self._articles.body(page, html) if self._articles and self._is_ours(page) else html

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Add our filters."""
        self._env = prepare_environment(env)
        return self._env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The template reads `kb` and nothing else."""
        if self._articles is None or not self._is_ours(page):
            raise foreign_page(page.file.dest_uri)
        context["kb"] = self._articles.finished(page)  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Have the hosted plugins finish the page, as `kbgen build` does."""
        hosted = self._settings.plugins if self._settings else None
        return hosted.finish_page(output, self._pages[page.file.dest_uri]) if hosted else output

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages that no writer wrote, and the files that are not pages."""
        if self.assembly is None or self._articles is None or self._env is None:
            return
        template = self._env.get_template("main.html")
        for planned in self._articles.others:
            page = Page(planned.title, page_file(planned.output, config), config)
            html = config.plugins.on_post_page(template.render(kb=planned), page=page, config=config)
            _write(Path(config.site_dir) / planned.output, html.encode("utf-8", "xmlcharrefreplace"))
        for name, content in self.assembly.files.items():
            _write(Path(config.site_dir) / name, content)

    def _is_ours(self, page: Page) -> bool:
        return page.file.dest_uri in self._pages


def _take_over(config: MkDocsConfig) -> None:
    """MkDocs calls hosted plugins no more (their work is in the pages already), nor those that make navigation."""
    kinds = HOSTED | {PluginKind.REPLACED}
    hosted = {id(plugin) for name, plugin in config.plugins.items() if known_plugin(name).kind in kinds}
    events = config.plugins.events
    for name in events.keys() - {"config"}:
        events[name] = [method for method in events[name] if id(getattr(method, "__self__", None)) not in hosted]


def _config_file(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise PluginError("kbgen reads mkdocs.yml from its file: name it with --config-file")
    return Path(config.config_file_path)


def _assemble(config_file: Path) -> tuple[SiteSettings, Assembly]:
    try:
        loaded = read_settings(config_file)
        _report(loaded.diagnostics)
        if has_errors(loaded.diagnostics):
            raise SettingsError("the kbgen block of mkdocs.yml has errors", "They are listed above.")
        settings = with_plugins(loaded.settings)
        with open_cache(settings) as cache:
            assembly = assemble(settings, engine_files(), cache)
    except KbgenError as error:
        raise PluginError(f"{error.message}\n{error.hint}".strip()) from error
    except OSError as error:
        raise PluginError(f"{error.strerror or error}: {error.filename}") from error
    _report(assembly.diagnostics)
    return settings, assembly


def _report(diagnostics: tuple[Diagnostic, ...]) -> None:
    for item in diagnostics:
        level = logging.ERROR if item.severity is Severity.ERROR else logging.WARNING
        _log.log(level, f"{item}\n  hint: {item.hint}" if item.hint else str(item))


def _write(target: Path, content: Content) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
