# SPDX-License-Identifier: MIT
"""The manual's table of common mistakes is true: each row is written to a file and checked.

In: the rows of `content/write/common-mistakes.md`: what was written; place, code and message; hint.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from manual_reading import CONTENT

from kbgen.cli.main import cli

PAGE = CONTENT / "write" / "common-mistakes.md"
MISTAKES = 32
# The page shows visible signs in place of these invisible characters.
VISIBLE = str.maketrans({"↵": "\n", "→": "\t", "␣": " ", "⍽": "\u00a0"})
ROW = re.compile(r"^\| (`+) ?(.+?) ?\1 \| (`+) ?(.+?) ?\3 \| (`+) ?(.+?) ?\5 \|$", re.MULTILINE)
SETTINGS = """\
site_name: Acme help
site_url: https://help.example.com/
docs_dir: content
theme: {name: material}
plugins:
  - kbgen: {contact: {email: help@example.com}}
"""
OTHER_FILES = {
    "index.md": "# Home\n",
    "articles/good.md": "---\ntitle: Good article\n---\n## Part one\n\nText.\n",
    "billing/refund.md": "---\ntitle: Get a refund\n---\nText.\n",
    "articles/pics/button.png": "",
}


class Mistake(NamedTuple):
    """A row of the table."""

    written: str
    problem: str
    """Line, column, code and message."""
    hint: str

    def file(self, number: int) -> str:
        """Return the text of an article with the mistake."""
        text = self.written.translate(VISIBLE)
        if text.startswith(("[", "!")):
            return f"---\ntitle: Mistake {number}\n---\n{text}\n"
        if "---" in text or "+++" in text or "\n\n" in text or "—" in text:
            return f"{text}\n"
        title = "" if text.startswith("title") else f"title: Mistake {number}\n"
        return f"---\n{title}{text}\n---\nText.\n"


def mistakes() -> list[Mistake]:
    rows = ROW.findall(PAGE.read_text("utf-8"))
    return [Mistake(written, problem, hint) for _, written, _, problem, _, hint in rows]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """What one run of `kbgen check` says of each file."""
    root: Path = tmp_path_factory.mktemp("mistakes")
    files = {
        f"articles/m{number}.md": row.file(number) for number, row in list(enumerate(mistakes()))
    }
    for path, text in (files | OTHER_FILES).items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    arguments = ["check", "--format", "json", "--config-file", str(root / "mkdocs.yml")]
    result = CliRunner().invoke(cli, arguments)
    by_file: dict[str, list[tuple[str, str]]] = {}
    for item in map(json.loads, result.stdout.splitlines()):
        problem = f"{item['line']}:{item['column']} {item['code']} {item['message']}"
        by_file.setdefault(Path(item["path"]).stem, []).append((problem, item["hint"]))
    return by_file


def test_the_manual_lists_every_mistake() -> None:
    """No row is lost when the table is edited."""
    assert len(mistakes()) >= MISTAKES
    assert PAGE.read_text("utf-8").count("\n| `") == len(mistakes())


@pytest.mark.parametrize(("number", "mistake"), list(enumerate(mistakes())))
def test_kbgen_says_what_the_manual_says(
    number: int, mistake: Mistake, reported: dict[str, list[tuple[str, str]]]
) -> None:
    """Place, code, message and hint, and nothing else about the file."""
    assert reported[f"m{number}"] == [(mistake.problem, mistake.hint)]
