# SPDX-License-Identifier: MIT
"""`PageRenderer` over MkDocs' theme environment: a page input in, an HTML document out, no MkDocs build around it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from kbgen.errors import SettingsError
from kbgen.mkdocs_plugin.engine import install_theme, prepare_environment, theme_fingerprint
from kbgen.model import PageInput


class TemplateRenderer:
    """Renders pages with one environment; make one per process."""

    def __init__(self, config_file: Path, custom_dir: Path | None) -> None:
        """Load MkDocs' configuration.

        Raises:
            SettingsError: MkDocs refuses it, or a template of `custom_dir` is wrong.
        """
        self.fingerprint = theme_fingerprint(custom_dir)
        with _template_errors():
            self._template = _environment(config_file).get_template("main.html")

    def render(self, page: PageInput) -> str:
        """The whole document.

        Raises:
            SettingsError: a template of `custom_dir` is wrong.
        """
        with _template_errors():
            return self._template.render(kb=page)


@contextmanager
def _template_errors() -> Iterator[None]:
    """Our own templates are tested: what fails here is a site's."""
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
