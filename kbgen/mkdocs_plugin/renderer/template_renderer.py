# SPDX-License-Identifier: MIT
"""Render a page input as an HTML document with MkDocs' theme, without a MkDocs build."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbgen.mkdocs_plugin.renderer.mkdocs_settings import load_mkdocs_config
from kbgen.mkdocs_plugin.renderer.template_errors import template_errors
from kbgen.mkdocs_plugin.renderer.theme_environment import (
    MAIN_TEMPLATE,
    ThemeSource,
    prepare_environment,
    theme_fingerprint,
    theme_of,
)
from kbgen.model import PageInput, SitePlugins
from kbgen.settings import SiteSettings

if TYPE_CHECKING:
    import jinja2


class TemplateRenderer:
    """A page renderer with one environment per process.

    MkDocs is imported and the environment made at the first page. A renderer that is sent to
    another process makes its own environment there, once, from the theme that this one found:
    loading the settings takes longer than rendering a hundred pages.
    """

    def __init__(
        self,
        config_file: Path,
        custom_dir: Path | None,
        plugins: SitePlugins | None = None,
        theme: ThemeSource | None = None,
    ) -> None:
        """Compute the fingerprint only; `check` and `render` load the templates.

        Args:
            config_file: The settings file.
            custom_dir: The site's own templates.
            plugins: Plugins that change pages.
            theme: The theme of the settings, if they are loaded already.
        """
        self.fingerprint = theme_fingerprint(custom_dir) + (plugins.fingerprint if plugins else "")
        self._origin = (config_file, custom_dir)
        self._plugins = plugins
        self._theme = theme

    def __reduce__(self) -> tuple[Any, ...]:
        return renderer_here, (*self._origin, self._plugins, self.fingerprint, self._theme)

    @cached_property
    def _template(self) -> jinja2.Template:
        with template_errors(*self._origin):
            logging.getLogger("mkdocs").setLevel(logging.ERROR)
            # The folders of another machine may not be here.
            if self._theme is None or not self._theme.is_here():
                self._theme = theme_of(load_mkdocs_config(self._origin[0]))
            return prepare_environment(self._theme.environment()).get_template(MAIN_TEMPLATE)

    def check(self) -> None:
        """Make the environment now.

        Raises:
            SettingsError: MkDocs rejects the settings, or a template in `custom_dir` is invalid.
        """
        self.__dict__.pop("_template", None)
        self._theme = None
        assert self._template

    def render(self, page: PageInput) -> str:
        """Return the whole HTML document.

        Raises:
            SettingsError: A template in `custom_dir` is invalid.
        """
        with template_errors(*self._origin):
            html = self._template.render(kb=page)
        return self._plugins.finish_page(html, page) if self._plugins else html


def renderer_of(settings: SiteSettings, plugins: SitePlugins | None) -> TemplateRenderer:
    """Return this process's renderer for the site's current templates and plugins."""
    renderer = TemplateRenderer(settings.config_file, settings.custom_dir, plugins)
    return renderer_here(settings.config_file, settings.custom_dir, plugins, renderer.fingerprint)


def renderer_here(
    config_file: Path,
    custom_dir: Path | None,
    plugins: SitePlugins | None,
    fingerprint: str,
    theme: ThemeSource | None = None,
) -> TemplateRenderer:
    """Return this process's renderer; make a new one if a template or a plugin has changed."""
    key = (config_file, custom_dir, fingerprint)
    if key not in _renderers:
        _renderers[key] = TemplateRenderer(config_file, custom_dir, plugins, theme)
    return _renderers[key]


_renderers: dict[tuple[Path, Path | None, str], TemplateRenderer] = {}
