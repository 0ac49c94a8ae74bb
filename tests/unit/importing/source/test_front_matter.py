# SPDX-License-Identifier: MIT
"""Read front matter in three formats."""

from __future__ import annotations

import pytest

from kbgen.importing.findings import Findings
from kbgen.importing.source.front_matter import read_source


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "A"\nweight = 2\n+++\nText\n',
        '{"title": "A", "weight": 2}\nText\n',
        "---\ntitle: A\nweight: 2\n---\nText\n",
        "\ufeff".lstrip("\ufeff") + "---\ntitle: A\nweight: 2\n...\nText\n",
    ],
)
def test_front_matter_is_yaml_toml_or_json(text: str) -> None:
    """All three mean the same."""
    source = read_source(text, "a.md", Findings())
    assert {name: item.value for name, item in source.fields.items()} == {
        "title": "A",
        "weight": "2",
    }
    assert source.body == "Text\n"
    assert text.split("\n")[source.body_line - 1] == "Text"


@pytest.mark.parametrize("text", ["---\na: [b\n---\nText", "+++\na = \n+++\nText", '{"a": \nText'])
def test_broken_front_matter_is_named(text: str) -> None:
    """The article comes in without its fields."""
    findings = Findings()
    assert not read_source(text, "a.md", findings).fields
    assert [item.kind.name for item in findings.items] == ["front-matter"]
