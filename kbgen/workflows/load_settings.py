# SPDX-License-Identifier: MIT
"""Load mkdocs.yml and check its feedback settings, for all commands and the MkDocs plugin."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from kbgen.feedback import check_feedback
from kbgen.settings import LoadedSettings, load_settings

WORK_DIR_VARIABLE: Final = "KBGEN_WORK_DIR"
"""Environment variable with the folder for files that builds reuse; `--work-dir` overrides it.

It serves `mkdocs build`, which has no such option, and automated builds.
"""


def read_settings(config_file: Path, work_dir: Path | None = None) -> LoadedSettings:
    """Load the settings of a site, with the diagnostics of its feedback settings.

    Args:
        config_file: The site's mkdocs.yml.
        work_dir: The folder for files that builds reuse; None means that of the environment
            variable, or else `.kbgen/` next to mkdocs.yml.

    Raises:
        SettingsError: The file cannot be read at all.
    """
    loaded = load_settings(config_file)
    diagnostics = {*loaded.diagnostics, *check_feedback(loaded.settings)}
    folder = work_dir or os.environ.get(WORK_DIR_VARIABLE)
    settings = (
        replace(loaded.settings, work_folder=Path(folder).absolute()) if folder else loaded.settings
    )
    return replace(
        loaded,
        settings=settings,
        diagnostics=tuple(sorted(diagnostics, key=lambda item: item.sort_key)),
    )
