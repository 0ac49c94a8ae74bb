# SPDX-License-Identifier: MIT
"""mkdocs.yml → settings that have been checked against what they name: the one way for commands and plugin."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from kbgen.feedback import check_feedback
from kbgen.settings import LoadedSettings, load_settings

WORK_DIR_VARIABLE: Final = "KBGEN_WORK_DIR"
"""Names the folder for what builds keep, where `--work-dir` does not: for `mkdocs build`, and for machines."""


def read_settings(config_file: Path, work_dir: Path | None = None) -> LoadedSettings:
    """Load the settings of a site and add what is wrong with its feedback.

    Args:
        config_file: the site's mkdocs.yml.
        work_dir: where to keep what builds need again; None takes the environment's, or `.kbgen/` beside mkdocs.yml.

    Raises:
        SettingsError: the file cannot be read at all.
    """
    loaded = load_settings(config_file)
    found = {*loaded.diagnostics, *check_feedback(loaded.settings)}
    named = work_dir or os.environ.get(WORK_DIR_VARIABLE)
    settings = replace(loaded.settings, work_folder=Path(named).absolute()) if named else loaded.settings
    return replace(loaded, settings=settings, diagnostics=tuple(sorted(found, key=lambda item: item.sort_key)))
