# SPDX-License-Identifier: MIT
"""Runs the JavaScript tests of languages under Node."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from search_support import needs_node

HERE = Path(__file__).parent


@needs_node
@pytest.mark.node
def test_javascript() -> None:
    """Every test of the file passes."""
    file = HERE / "language_pages.test.mjs"
    done = subprocess.run(
        ["node", "--test", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
