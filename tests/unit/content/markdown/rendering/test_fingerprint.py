# SPDX-License-Identifier: MIT
"""Cached articles are forgotten when the code that made them changes."""

from __future__ import annotations

import ast
from pathlib import Path

from kbgen import content
from kbgen.content.markdown.rendering import fingerprint

TYPES = {"errors", "model", "settings"}
"""Packages of types and settings: the codec and the keys of the cache depend on these."""


def test_the_code_of_every_package_that_content_uses_is_part_of_the_key() -> None:
    """Code that moves to another package must not leave the key of the cache."""
    used = {"content"}
    for path in Path(content.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kbgen."):
                used.add(str(node.module).split(".")[1])
    assert used - TYPES <= set(fingerprint._PACKAGES)
