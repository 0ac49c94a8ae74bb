# SPDX-License-Identifier: MIT
"""mkdocs.yml → settings that have been checked against what they name: the one way for commands and plugin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kbgen.feedback import check_feedback
from kbgen.settings import LoadedSettings, load_settings


def read_settings(config_file: Path) -> LoadedSettings:
    """Load the settings of a site and add what is wrong with its feedback.

    Raises:
        SettingsError: the file cannot be read at all.
    """
    loaded = load_settings(config_file)
    found = {*loaded.diagnostics, *check_feedback(loaded.settings)}
    return replace(loaded, diagnostics=tuple(sorted(found, key=lambda item: item.sort_key)))
