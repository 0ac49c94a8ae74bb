# SPDX-License-Identifier: MIT
"""Read the data files of other generators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kbgen.importing.findings import Findings
from kbgen.importing.source.data_files import read_data
from kbgen.importing.source.tree import read_tree


def data(folder: Path, name: str, text: str) -> tuple[Any, list[str]]:
    (folder / name).write_text(text, encoding="utf-8")
    findings = Findings()
    value = read_data(read_tree(folder, findings), name, findings)
    return value, [item.kind.name for item in findings.items]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"a": [1]}'),
        ("a.json", '{\n  // a comment\n  "a": [1,],\n}\n'),
        ("a.yml", "a: [1]\n"),
    ],
)
def test_data_is_yaml_or_json(name: str, text: str, tmp_path: Path) -> None:
    """JSON may have comments and trailing commas."""
    assert data(tmp_path, name, text) == ({"a": [1]}, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"a": [1'),
        ("a.json", "[" * 5000),
        ("a.yml", "a: [1"),
        ("a.yml", "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
        )),
    ],
)  # fmt: skip
def test_broken_data_is_named(name: str, text: str, tmp_path: Path) -> None:
    """No file is read as empty without a word, and no few lines become gigabytes."""
    assert data(tmp_path, name, text) == (None, ["data-file"])
