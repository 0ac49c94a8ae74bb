# SPDX-License-Identifier: MIT
"""Runs the JavaScript tests of search under Node, over an index that kbgen has just written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from search_support import faq, inverted, needs_node

from kbgen.search.browser_files import compile_inverted

HERE = Path(__file__).parent


@needs_node
@pytest.mark.node
@pytest.mark.parametrize("file", sorted(HERE.glob("search_*.test.mjs")), ids=lambda file: file.name)
def test_javascript(tmp_path: Path, file: Path) -> None:
    """Every test of the file passes."""
    for name, data in compile_inverted(inverted(faq())).files.items():
        (tmp_path / name).write_bytes(data)
    environment = {**os.environ, "KBGEN_TEST_INDEX": str(tmp_path)}
    done = subprocess.run(["node", "--test", str(file)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
