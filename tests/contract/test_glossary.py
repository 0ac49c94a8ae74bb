# SPDX-License-Identifier: MIT
"""GLOSSARY.md is sorted, and names modules that exist."""

from __future__ import annotations

import re

from manual_reading import ROOT

TEXT = (ROOT / "GLOSSARY.md").read_text("utf-8")
TERMS = re.findall(r"^\*\*(.+?)\.\*\*", TEXT, re.MULTILINE)


def test_terms_are_sorted_and_defined_once() -> None:
    assert TERMS
    assert sorted(set(TERMS), key=str.casefold) == TERMS


def test_every_term_names_a_module_that_exists() -> None:
    definitions = re.findall(r"^Defined in (.+)\.$", TEXT, re.MULTILINE)
    assert len(definitions) == len(TERMS)
    modules = re.findall(r"`(kbgen/[^`]+)`", " ".join(definitions))
    assert [module for module in modules if not (ROOT / module).is_file()] == []


def test_guides_for_contributors_link_to_it() -> None:
    for name in ("ARCHITECTURE.md", "CONTRIBUTING.md"):
        assert "(GLOSSARY.md)" in (ROOT / name).read_text("utf-8")
