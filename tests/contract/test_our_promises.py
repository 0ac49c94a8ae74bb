# SPDX-License-Identifier: MIT
"""Our own manual keeps its search promises, in every language and in both engines."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from manual_reading import ROOT
from search_support import needs_node

from kbgen.cli.promises import report_text
from kbgen.model import NO_PLUGINS
from kbgen.runtime.progress import NoProgress
from kbgen.search.engines.engine import EngineName
from kbgen.settings import load_settings
from kbgen.workflows.check_promises import keep_promises, read_promises

SETTINGS = load_settings(ROOT / "mkdocs.yml").settings


def test_every_language_of_the_manual_promises_something() -> None:
    read = read_promises(SETTINGS)
    assert read.diagnostics == ()
    counts = Counter(promise.lang for promise in read.promises)
    assert set(counts) == set(SETTINGS.kbgen.languages)
    assert min(counts.values()) >= 20


@needs_node
@pytest.mark.node
def test_readers_of_the_manual_find_what_they_ask_for(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    settings = load_settings(tmp_path / "mkdocs.yml").settings
    promises = read_promises(settings).promises
    report = keep_promises(promises, settings, NO_PLUGINS, list(EngineName), NoProgress(), 0.0)
    assert not report.broken, report_text(report)
