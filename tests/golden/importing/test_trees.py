# SPDX-License-Identifier: MIT
"""Compare what the import makes of small folders with stored results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.importing.findings import Findings
from kbgen.importing.run import converter
from kbgen.importing.source.tree import read_tree
from kbgen.importing.writing.assembly import assemble

_HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    case
    for name in ("docfx.yml", "docusaurus.yml", "jekyll.yml", "markdown.yml")
    for case in yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
]


def imported(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Write the files of a case, import them, and return everything that came out."""
    for path, text in case["files"].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    findings = Findings()
    tree = read_tree(folder, findings)
    files = assemble(tree, converter(case["from"])(tree, findings), findings)
    result = {
        "output": files.texts,
        "copies": files.copies,
        "languages": list(files.languages),
        "extensions": list(files.extensions),
        "findings": [
            f"{kind.name} {item.file}:{item.line} {item.text}"
            for kind, items in findings.by_kind()
            for item in items
        ],
    }
    return {name: value for name, value in result.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_folder_becomes_articles(case: dict[str, Any], tmp_path: Path) -> None:
    """Articles, copied files, redirects, navigation and findings are those of the case."""
    expected = {
        name: value for name, value in case.items() if name not in ("name", "from", "files")
    }
    assert imported(case, tmp_path) == expected
