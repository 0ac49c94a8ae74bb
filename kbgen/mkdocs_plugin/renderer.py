# SPDX-License-Identifier: MIT
"""`PageRenderer` over MkDocs' theme environment: a page input in, an HTML document out, no MkDocs build around it."""

from __future__ import annotations

import logging
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
            SettingsError: MkDocs refuses it.
        """
        self.fingerprint = theme_fingerprint(custom_dir)
        self._template = _environment(config_file).get_template("main.html")

    def render(self, page: PageInput) -> str:
        """The whole document."""
        return self._template.render(kb=page)


def _environment(config_file: Path) -> jinja2.Environment:
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        # Any plugin may be listed; only their configuration is read here, none of them runs.
        config = load_config(str(config_file))
    except (Abort, ConfigurationError) as error:
        raise SettingsError(
            f"MkDocs does not accept {config_file.name}: {error}", "Run 'mkdocs build' to see why."
        ) from error
    install_theme(config)
    return prepare_environment(config.theme.get_env())
