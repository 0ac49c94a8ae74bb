# SPDX-License-Identifier: MIT
"""The MkDocs plugin: `mkdocs build` writes the same pages as `kbgen build`, byte for byte.

MkDocs' Markdown is switched off: its pages carry our page inputs to the template. Other plugins see
the writers' text; their changes go into the page (`article_pages`), and the plan follows where they
move files (`site_shape`). Atomic publishing, cache and drafts belong to `kbgen build` and `kbgen
serve`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

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
from kbgen.mkdocs_plugin.hosting.article_pages import (
    ArticlePages,
    is_replaced,
    use_extensions,
)
from kbgen.mkdocs_plugin.hosting.blog import Blogs
from kbgen.mkdocs_plugin.hosting.loaded_plugins import page_file
from kbgen.mkdocs_plugin.hosting.plugin_host import with_plugins
from kbgen.mkdocs_plugin.hosting.site_shape import (
    assign_destinations,
    exclude_unplanned,
    outputs_of,
    read_shape,
    show_articles,
)
from kbgen.mkdocs_plugin.renderer.theme_environment import (
    MAIN_TEMPLATE,
    install_theme,
    prepare_environment,
)
from kbgen.model import (
    NO_PLUGINS,
    Diagnostic,
    FileContent,
    KnowledgeBase,
    Plugins,
    Severity,
)
from kbgen.runtime.diagnostic_groups import group_diagnostics
from kbgen.settings import HOSTED_KINDS, PluginKind, SiteSettings, known_plugin, plain_name
from kbgen.site.building.report import has_errors
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import Assembly, CheckedSite, assemble
from kbgen.site.reading.articles import SiteReader
from kbgen.workflows.load_settings import read_settings

_log = logging.getLogger("mkdocs.plugins.kbgen")
# Order among the plugins of a site; MkDocs calls those without a priority in between, at 0.
_FIRST: Final = 100
_LATE: Final = -100
_LAST: Final = -200  # after plugins that ask to be late


class KbgenConfig(Config):
    """The plugin's options, which MkDocs only accepts: `kbgen.settings` reads and locates them."""

    languages = config_options.Optional(config_options.Type(list))
    site_name = config_options.Optional(config_options.Type((str, dict)))
    site_description = config_options.Optional(config_options.Type((str, dict)))
    copyright = config_options.Optional(config_options.Type((str, dict)))
    home_question = config_options.Optional(config_options.Type((str, dict)))
    front_matter = config_options.Optional(config_options.Type(dict))
    audiences = config_options.Optional(config_options.Type(list))
    contact = config_options.Optional(config_options.Type(dict))
    feedback = config_options.Optional(config_options.Type(dict))
    popular_searches = config_options.Optional(config_options.Type(dict))
    general_synonyms = config_options.Optional(config_options.Type(bool))
    follow_nav = config_options.Optional(config_options.Type(bool))
    allow_external = config_options.Optional(config_options.Type(list))
    limits = config_options.Optional(config_options.Type(dict))
    markdown = config_options.Optional(config_options.Type(dict))
    mermaid = config_options.Optional(config_options.Type(dict))
    search = config_options.Optional(config_options.Type(dict))
    active_files = config_options.Optional(config_options.Type(list))
    colors = config_options.Optional(config_options.Type(dict))
    font = config_options.Optional(config_options.Type(dict))
    logo = config_options.Optional(config_options.Type((str, dict)))
    social_image = config_options.Optional(config_options.Type(str))
    announcement = config_options.Optional(config_options.Type(dict))
    header = config_options.Optional(config_options.Type(dict))
    footer = config_options.Optional(config_options.Type(dict))


class KbgenPlugin(BasePlugin[KbgenConfig]):
    """The plugin that hands MkDocs the pages planned by kbgen."""

    def __init__(self) -> None:
        self.assembly: Assembly | None = None
        self.work_dir: Path | None = None
        """Folder for caches; None if `read_settings` chooses it."""
        self._settings: SiteSettings | None = None
        self._plugins = NO_PLUGINS
        self._shown: KnowledgeBase | None = None
        self._articles: ArticlePages | None = None
        self._env: jinja2.Environment | None = None

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Install our theme, and disable the hooks of plugins that kbgen hosts."""
        install_theme(config)
        _disable_handled_hooks(config)
        _allow_missing_entries(config)
        return config

    @event_priority(_FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Show other plugins the site's articles at their addresses, and nothing hidden."""
        with _as_plugin_error():
            self._settings, self._plugins = _settings(_config_file(config), self.work_dir)
            self._shown = _read_for_plugins(self._settings, self._plugins)
        use_extensions(config, self._settings)
        show_articles(files, self._shown, self._settings, config)
        return files

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Plan the site with the files and the navigation as plugins left them."""
        assert self._settings is not None and self._shown is not None, "`on_files` sets both"  # noqa: PT018
        settings = self._settings
        shape = read_shape(files, nav.items, self._shown, settings, config)
        with _as_plugin_error(), open_cache(settings) as cache:
            self.assembly = assemble(settings, cache, plugins=replace(self._plugins, shape=shape))
        _report(self.assembly.diagnostics)
        kb = self.assembly.checked.kb
        assign_destinations(files, outputs_of(kb), config)
        self._articles = ArticlePages(
            settings, self._plugins.hosted, self.assembly, Blogs(config.plugins)
        )
        self._articles.files = exclude_unplanned(files, outputs_of(kb), config)
        return nav

    @property
    def checked(self) -> CheckedSite:
        """Return the checked site, without problems of texts that plugins have changed since."""
        assert self.assembly is not None and self._articles is not None, "`on_nav` sets both"  # noqa: PT018
        checked = self.assembly.checked
        problems = tuple(filter(self._articles.is_current, checked.diagnostics))
        return replace(checked, diagnostics=problems)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the problems of pages that plugins make."""
        return tuple(self._articles.diagnostics) if self._articles else ()

    @event_priority(_FIRST)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Return the writer's text, for plugins to see."""
        if self._articles is None or not self._articles.is_article(page) or is_replaced(page):
            return None
        return self._articles.source(page)

    @event_priority(_FIRST)
    def _begin_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        page.meta.pop("template", None)  # MkDocs would use it instead of our template
        return (
            self._articles.markdown_for_plugins(page, markdown)
            if self._articles and self._articles.is_article(page)
            else markdown
        )

    @event_priority(_LATE)
    def _end_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        page.meta.pop("template", None)  # a hook may have chosen one
        return (
            self._articles.markdown_to_render(page, markdown, config, files)
            if self._articles and self._articles.is_article(page)
            else markdown
        )

    on_page_markdown = CombinedEvent(_begin_markdown, _end_markdown)

    @event_priority(_FIRST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the body that kbgen has already rendered."""
        return (
            self._articles.html_for_plugins(page, html)
            if self._articles and self._articles.is_article(page)
            else html
        )

    @event_priority(_LATE)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Add our filters."""
        self._env = prepare_environment(env)
        return self._env

    @event_priority(_LAST)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Pass the page input to the template, which reads `kb` only."""
        finished = self._articles.final_input(page, context) if self._articles else None
        if finished is None:
            raise PluginError(
                f"a plugin added the page {page.file.dest_uri} after on_nav, when kbgen had already"
                " planned all pages\nRemove that plugin from mkdocs.yml."
            )
        context["kb"] = finished  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Have the hosted plugins finish the page, as `kbgen build` does."""
        hosted = self._plugins.hosted
        if hosted is None or self._articles is None:
            return output
        return hosted.finish_page(output, self._articles.planned[page.file.dest_uri])

    @event_priority(_FIRST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the generated pages, and the files that are not pages."""
        if self.assembly is None or self._articles is None or self._env is None:
            return
        template = self._env.get_template(MAIN_TEMPLATE)
        for planned in self._articles.unhandled_pages:
            page = Page(planned.title, page_file(planned.output, config), config)
            html = config.plugins.on_post_page(
                template.render(kb=planned), page=page, config=config
            )
            _write(
                Path(config.site_dir) / planned.output, html.encode("utf-8", "xmlcharrefreplace")
            )
        for name, content in self.assembly.files.items():
            _write(Path(config.site_dir) / name, content)


def _allow_missing_entries(config: MkDocsConfig) -> None:
    """Have a navigation plugin skip a page that is not there, instead of ending the build.

    An article with an error is left out, and is reported already.
    """
    for name, plugin in config.plugins.items():
        if plain_name(name) == "awesome-pages":
            plugin.config["strict"] = False


def _disable_handled_hooks(config: MkDocsConfig) -> None:
    """Remove the hooks of plugins whose work is already in the pages or is not supported."""
    known_plugins = {id(plugin): known_plugin(name) for name, plugin in config.plugins.items()}
    kinds = HOSTED_KINDS | {PluginKind.REPLACED}

    def runs(event: str, method: Any) -> bool:
        plugin = known_plugins.get(id(getattr(method, "__self__", None)))
        return plugin is None or (
            plugin.kind not in kinds and (plugin.hooks is None or event in plugin.hooks)
        )

    events = config.plugins.events
    for name in events.keys() - {"config"}:
        events[name] = [method for method in events[name] if runs(name, method)]
    # Hosted plugins need the settings. This code runs in the first `on_config` of the list, so that
    # it removes later ones only.
    for method in list(events["config"]):
        plugin = known_plugins.get(id(getattr(method, "__self__", None)))
        if plugin is not None and plugin.kind is PluginKind.REPLACED:
            events["config"].remove(method)


def _config_file(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise PluginError("kbgen needs the path of mkdocs.yml. Pass it with --config-file.")
    return Path(config.config_file_path)


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """Convert our errors into those that MkDocs reports."""
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
        raise SettingsError(
            "the kbgen block of mkdocs.yml has errors", "Fix the errors listed above."
        )
    return with_plugins(loaded.settings)


def _read_for_plugins(settings: SiteSettings, plugins: Plugins) -> KnowledgeBase:
    """Return the articles that other plugins may see; none if no plugin looks at them."""
    if not settings.whole_site_plugins:
        return KnowledgeBase(settings.kbgen.languages, (), {}, {}, (), {})
    with open_cache(settings) as cache:
        return SiteReader(settings, cache, plugins=plugins).read_site().kb


def _report(diagnostics: tuple[Diagnostic, ...]) -> None:
    for group in group_diagnostics(diagnostics):
        problem = group.first
        level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
        text = f"{problem} ({group.occurrences})" if group.occurrences else str(problem)
        _log.log(level, f"{text}\n  hint: {problem.hint}" if problem.hint else text)


def _write(target: Path, content: FileContent) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
