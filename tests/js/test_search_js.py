# SPDX-License-Identifier: MIT
"""Runs the JavaScript tests of search under Node, over an index that kbgen has just written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from search_support import browser_index, contents, faq, needs_node

from kbgen.search.browser import browser_files
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.scripts import joined

HERE = Path(__file__).parent


def run(file: Path, index: Path, **more: str) -> None:
    """Run the tests of a file over a small index."""
    for name, data in contents(browser_index(faq())).items():
        (index / name).write_bytes(data)
    environment = {**os.environ, "KBGEN_TEST_INDEX": str(index), **more}
    done = subprocess.run(
        ["node", "--test", str(file)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_node
@pytest.mark.node
@pytest.mark.parametrize("file", sorted(HERE.glob("search_*.test.mjs")), ids=lambda file: file.name)
def test_javascript(tmp_path: Path, file: Path) -> None:
    """Every test of the file passes."""
    run(file, tmp_path)


@needs_node
@pytest.mark.node
def test_a_question_loads_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index cut as small as can be: each word in another file."""
    for name in ("MAX_SINGLE_SHARD", "MIN_SHARD", "SPELLINGS"):
        monkeypatch.setattr(browser_files, name, 40)
    monkeypatch.setattr(browser_files, "GROUPED", ((1, 1),))
    run(HERE / "sharded_index.test.mjs", tmp_path)


@needs_node
@pytest.mark.node
def test_the_published_worker_does_what_its_modules_do(tmp_path: Path) -> None:
    """Joined and without comments, it passes the same tests."""
    root = theme_dir() / "assets/javascripts"
    sources = {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.js")
    }
    published = tmp_path / "modules"
    published.mkdir()
    worker = joined(sources, "search/worker.js")["search/worker.js"]
    (published / "worker.js").write_text(worker, "utf-8")
    (published / "package.json").write_text('{"type": "module"}', "utf-8")
    run(HERE / "search_worker.test.mjs", tmp_path, KBGEN_TEST_MODULES=f"{published.as_uri()}/")
