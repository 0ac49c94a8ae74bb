# SPDX-License-Identifier: MIT
"""Our own manual keeps its search promises, in every language and in both engines."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from manual_reading import ROOT
from search_support import needs_node

from kbgen.cli.searching.promises import report_text
from kbgen.content.loader import load
from kbgen.content.search_promises import load_promises
from kbgen.model import NO_PLUGINS
from kbgen.runtime.progress import NoProgress
from kbgen.search.engines.engine import EngineName
from kbgen.settings import load_settings
from kbgen.workflows.open_site import open_site
from kbgen.workflows.quality import ask_promises

SETTINGS = load_settings(ROOT / "mkdocs.yml").settings


def test_every_language_of_the_manual_promises_something() -> None:
    read = load_promises(load(SETTINGS).kb, SETTINGS)
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
    with open_site(settings, NO_PLUGINS, NoProgress(), 0.0) as site:
        report = ask_promises(site, site.promises().promises, list(EngineName))
    assert not report.broken, report_text(report)
