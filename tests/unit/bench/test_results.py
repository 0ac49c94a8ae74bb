# SPDX-License-Identifier: MIT
"""RESULTS.md, section by section."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench.results import circumstances, write_section


def test_the_first_section_begins_the_file(tmp_path: Path):
    file = tmp_path / "RESULTS.md"
    write_section("Build", "one", file)
    text = file.read_text("utf-8")
    assert text.startswith("# Figures\n")
    assert text.endswith("\n\n## Build\n\none\n")


def test_a_section_is_replaced_and_the_others_stay_as_they_are(tmp_path: Path):
    file = tmp_path / "RESULTS.md"
    others = "# Figures\n\n## Retrieval\n\n| a |\n\n### Detail\n\n"
    file.write_text(f"{others}## Build\n\nold\n\n## Build: more\n\nkept\n", "utf-8")
    write_section("Build", "new \\1\n\n", file)
    assert file.read_text("utf-8") == f"{others}## Build\n\nnew \\1\n\n## Build: more\n\nkept\n"


def test_writing_a_section_twice_changes_nothing(tmp_path: Path):
    file = tmp_path / "RESULTS.md"
    for title in ("A", "B", "C", "B", "C", "A"):
        write_section(title, f"of {title}", file)
    assert (
        file.read_text("utf-8").partition("## ")[2] == "A\n\nof A\n\n## B\n\nof B\n\n## C\n\nof C\n"
    )


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_the_circumstances_name_the_date_the_machine_and_the_versions():
    assert re.match(
        r"\d{4}-\d\d-\d\d \d\d:\d\d UTC; \w+ \w+, \d+ cores, \d+ GB; "
        r"kbgen [\d.]+, mkdocs [\d.]+, mkdocs-material [\d.]+, Markdown [\d.]+, Python [\d.]+\.$",
        circumstances(),
    )
