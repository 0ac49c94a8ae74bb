# SPDX-License-Identifier: MIT
"""The MkDocs plugin: `mkdocs build` gives the pages of `kbgen build`, byte for byte.

MkDocs' own Markdown is switched off: its pages carry our page inputs to the template. Other plugins see what writers
wrote; what they change is in the page (`article_pages`), and the plan follows where they put things (`site_shape`).
Atomic publishing, cache and drafts belong to `kbgen build` and `kbgen serve`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from kbgen.mkdocs_plugin.hosting.article_pages import ArticlePages, is_replaced, late_page, use_extensions
from kbgen.mkdocs_plugin.hosting.blog import Blogs
from kbgen.mkdocs_plugin.hosting.loaded_plugins import page_file
from kbgen.mkdocs_plugin.hosting.plugin_host import with_plugins
from kbgen.mkdocs_plugin.hosting.site_shape import leave_out, outputs_of, send, shape_of, show_articles
from kbgen.mkdocs_plugin.renderer.theme_environment import engine_files, install_theme, prepare_environment
from kbgen.model import NO_PLUGINS, Diagnostic, FileContent, KnowledgeBase, PageInput, Plugins, Severity
from kbgen.runtime.progress import NoProgress
from kbgen.settings import HOSTED_KINDS, PluginKind, SiteSettings, known_plugin
from kbgen.site.building.build import has_errors, open_cache
from kbgen.site.planning.assemble import Assembly, assemble
from kbgen.site.processes.pool import Workers
from kbgen.site.reading.articles import read_site
from kbgen.workflows.load_settings import read_settings

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
        self.work_dir: Path | None = None
        """Where builds keep what they need again; None as `read_settings` finds it."""
        self._settings: SiteSettings | None = None
        self._plugins = NO_PLUGINS
        self._shown: KnowledgeBase | None = None
        self._articles: ArticlePages | None = None
        self._pages: dict[str, PageInput] = {}
        self._env: jinja2.Environment | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our theme in place, and take over the plugins that kbgen hosts."""
        install_theme(config)
        _take_over(config)
        return config

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Show other plugins the articles of the site, at their addresses, and nothing that is hidden."""
        with _for_mkdocs():
            self._settings, self._plugins = _settings(_config_file(config), self.work_dir)
            self._shown = _read(self._settings, self._plugins)
        use_extensions(config, self._settings)
        show_articles(files, self._shown, self._settings, config)
        return files

    @event_priority(-200)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Plan the site as plugins left the files and the navigation."""
        assert self._settings is not None and self._shown is not None, "what `on_files` has read"  # noqa: PT018
        settings = self._settings
        shape = shape_of(files, nav.items, self._shown, settings, config)
        with _for_mkdocs(), open_cache(settings) as cache:
            self.assembly = assemble(settings, engine_files(), cache, plugins=replace(self._plugins, shape=shape))
        _report(self.assembly.diagnostics)
        kb = self.assembly.checked.kb
        send(files, outputs_of(kb), config)
        self._articles = ArticlePages(settings, self._plugins.hosted, self.assembly, Blogs(config.plugins))
        self._articles.files = leave_out(files, outputs_of(kb))
        self._pages = {page.output: page for page in self.assembly.pages}
        return nav

    @property
    def noticed(self) -> tuple[Diagnostic, ...]:
        """What was found out about pages that plugins make."""
        return tuple(self._articles.noticed) if self._articles else ()

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """What a writer wrote, for plugins to see."""
        if self._articles is None or not self._articles.is_article(page) or is_replaced(page):
            return None
        return self._articles.source(page)

    @event_priority(100)
    def _begin_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        page.meta.pop("template", None)  # MkDocs would obey it
        return self._articles.begin(page, markdown) if self._articles and self._articles.is_article(page) else markdown

    @event_priority(-100)
    def _end_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._articles.end(page, markdown) if self._articles and self._articles.is_article(page) else markdown

    on_page_markdown = CombinedEvent(_begin_markdown, _end_markdown)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The body is rendered already."""
        return self._articles.body(page, html) if self._articles and self._articles.is_article(page) else html

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Add our filters."""
        self._env = prepare_environment(env)
        return self._env

    @event_priority(-200)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The template reads `kb` and nothing else."""
        finished = self._articles.finished(page, context) if self._articles else None
        if finished is None:
            raise late_page(page.file.dest_uri)
        context["kb"] = finished  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Have the hosted plugins finish the page, as `kbgen build` does."""
        hosted = self._plugins.hosted
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


def _take_over(config: MkDocsConfig) -> None:
    """MkDocs calls hosted plugins no more (their work is in the pages already), nor what has no place in our pages."""
    known = {id(plugin): known_plugin(name) for name, plugin in config.plugins.items()}
    kinds = HOSTED_KINDS | {PluginKind.REPLACED}

    def runs(event: str, method: Any) -> bool:
        plugin = known.get(id(getattr(method, "__self__", None)))
        return plugin is None or (plugin.kind not in kinds and (plugin.hooks is None or event in plugin.hooks))

    events = config.plugins.events
    for name in events.keys() - {"config"}:
        events[name] = [method for method in events[name] if runs(name, method)]


def _config_file(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise PluginError("kbgen reads mkdocs.yml from its file: name it with --config-file")
    return Path(config.config_file_path)


@contextmanager
def _for_mkdocs() -> Iterator[None]:
    """What stops us, as MkDocs wants to be told."""
    try:
        yield
    except KbgenError as error:
        raise PluginError(f"{error.message}\n{error.hint}".strip()) from error
    except OSError as error:
        raise PluginError(f"{error.strerror or error}: {error.filename}") from error


def _settings(config_file: Path, work_dir: Path | None) -> tuple[SiteSettings, Plugins]:
    loaded = read_settings(config_file, work_dir)
    _report(loaded.diagnostics)
    if has_errors(loaded.diagnostics):
        raise SettingsError("the kbgen block of mkdocs.yml has errors", "They are listed above.")
    return with_plugins(loaded.settings)


def _read(settings: SiteSettings, plugins: Plugins) -> KnowledgeBase:
    """What other plugins may see: nothing, where none of them looks."""
    if not settings.whole_site_plugins:
        return KnowledgeBase(settings.kbgen.languages, (), {}, {}, (), {})
    with open_cache(settings) as cache:
        return read_site(settings, cache, Workers(), NoProgress(), plugins=plugins).kb


def _report(diagnostics: tuple[Diagnostic, ...]) -> None:
    for item in diagnostics:
        level = logging.ERROR if item.severity is Severity.ERROR else logging.WARNING
        _log.log(level, f"{item}\n  hint: {item.hint}" if item.hint else str(item))


def _write(target: Path, content: FileContent) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
