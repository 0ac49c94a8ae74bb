# SPDX-License-Identifier: MIT
"""`PageRenderer` over MkDocs' theme environment: a page input in, an HTML document out, no MkDocs build around it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.renderer.theme_environment import install_theme, prepare_environment, theme_fingerprint
from kbgen.model import PageInput, SitePlugins
from kbgen.settings import SiteSettings

if TYPE_CHECKING:
    import jinja2


class TemplateRenderer:
    """Renders pages with one environment a process.

    MkDocs is imported and the environment made when a page has to be rendered; a renderer that is sent to another
    process makes its own there, once.
    """

    def __init__(self, config_file: Path, custom_dir: Path | None, plugins: SitePlugins | None = None) -> None:
        """Prepare; see `check` for what can be wrong."""
        self.fingerprint = theme_fingerprint(custom_dir) + (plugins.fingerprint if plugins else "")
        self._origin = (config_file, custom_dir)
        self._plugins = plugins

    def __reduce__(self) -> tuple[Any, ...]:
        return renderer_here, (*self._origin, self._plugins, self.fingerprint)

    @cached_property
    def _template(self) -> jinja2.Template:
        with _template_errors():
            return _environment(self._origin[0]).get_template("main.html")

    def check(self) -> None:
        """Make the environment now.

        Raises:
            SettingsError: MkDocs refuses the settings, or a template of `custom_dir` is wrong.
        """
        self.__dict__.pop("_template", None)
        assert self._template

    def render(self, page: PageInput) -> str:
        """The whole document.

        Raises:
            SettingsError: a template of `custom_dir` is wrong.
        """
        with _template_errors():
            html = self._template.render(kb=page)
        return self._plugins.finish_page(html, page) if self._plugins else html


def renderer_of(settings: SiteSettings, plugins: SitePlugins | None) -> TemplateRenderer:
    """Return the renderer of this process for a site as its templates and plugins are now; it is made once."""
    renderer = TemplateRenderer(settings.config_file, settings.custom_dir, plugins)
    return renderer_here(settings.config_file, settings.custom_dir, plugins, renderer.fingerprint)


def renderer_here(
    config_file: Path, custom_dir: Path | None, plugins: SitePlugins | None, fingerprint: str
) -> TemplateRenderer:
    """The renderer of this process; another one when a template or a plugin has changed."""
    key = (config_file, custom_dir, fingerprint)
    if key not in _renderers:
        _renderers[key] = TemplateRenderer(config_file, custom_dir, plugins)
    return _renderers[key]


_renderers: dict[tuple[Path, Path | None, str], TemplateRenderer] = {}


@contextmanager
def _template_errors() -> Iterator[None]:
    """Our own templates are tested: what fails here is a site's."""
    import jinja2

    try:
        yield
    except jinja2.TemplateError as error:
        name = error.name if isinstance(error, jinja2.TemplateSyntaxError) else None
        place = f" {name}:{getattr(error, 'lineno', 1)}" if name else ""
        raise SettingsError(
            f"the template{place} cannot be used: {error.message or type(error).__name__}",
            "Mend it in the theme's custom_dir.",
        ) from error


def _environment(config_file: Path) -> jinja2.Environment:
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        # Any plugin may be listed; only their configuration is read here, none of them runs.
        config = load_config(str(config_file))
    except (Abort, ConfigurationError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(
            f"MkDocs does not accept {config_file.name}: {reason}", "Run 'mkdocs build' to see why."
        ) from error
    install_theme(config)
    return prepare_environment(config.theme.get_env())
