# SPDX-License-Identifier: MIT
"""Runs the JavaScript tests of whole pages under Node, in a DOM without a browser, over a site just built."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from browser.feedback_site import ADAPTERS, CONFIG, TREE
from conftest import run, write_tree
from optional_packages import IN_CI
from search_support import needs_node

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose help desk is a webhook."""
    folder = tmp_path_factory.mktemp("pages")
    feedback = ADAPTERS["webhook"].format(origin="https://desk.example")
    (folder / "mkdocs.yml").write_text(CONFIG.format(feedback=feedback), "utf-8")
    built = run(write_tree(folder, TREE), "kbgen", "build", "--strict")
    assert built.code == 0, built.stdout + built.stderr
    return folder / "site"


@needs_node
@pytest.mark.node
@pytest.mark.skipif(
    not (HERE / "node_modules/happy-dom").is_dir() and not IN_CI,
    reason="`make check` installs the DOM for Node",
)
@pytest.mark.parametrize("file", sorted(HERE.glob("pages_*.test.mjs")), ids=lambda file: file.name)
def test_javascript(site: Path, file: Path) -> None:
    """Every test of the file passes."""
    environment = {**os.environ, "KBGEN_TEST_SITE": str(site)}
    done = subprocess.run(
        ["node", "--test", str(file)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
