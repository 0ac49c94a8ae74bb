# SPDX-License-Identifier: MIT
"""The manual's tables of common mistakes are true: each row is written to a file and checked.

In: the rows of `content/write/common-mistakes.md` and its translations: what was written; place,
code and message; hint. The fourth table has texts, the fifth names of files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from integration.test_serve import Preview, get, preview_of
from manual_reading import CONTENT
from picture_files import png

from kbgen.cli.main import cli

__all__ = ["preview_of"]  # a fixture

PAGES = {lang: CONTENT / lang / "write" / "common-mistakes.md" for lang in ("", "ru", "pl")}
"""Language folder → page; the folder of English is empty."""
MISTAKES = 98
TEXTS, FILES = 4, 5
"""Numbers of the tables whose first column is a text, and the name of a file."""
FILE_CONTENTS = {
    "windows-1252.md": "# Größe\n".encode("cp1252"),
    "utf-16.md": "# Size\n".encode("utf-16"),
    "3000-pixels.png": png(3000, 1) + bytes(700_000),
}
"""Contents of the files in the fifth table; others are articles."""
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
    table: int
    """The number of its table in the page."""

    @property
    def name(self) -> str:
        """Return the name of its file if the mistake is not in an article of its own."""
        return self.written.translate(VISIBLE) if self.table == FILES else ""

    def file(self, number: int) -> str:
        """Return the text of an article with the mistake."""
        text = self.written.translate(VISIBLE)
        if text.startswith(("[", "!")) or self.table == TEXTS:
            return f"---\ntitle: Mistake {number}\n---\n{text}\n"
        if "---" in text or "+++" in text or "\n\n" in text or "—" in text:
            return f"{text}\n"
        title = "" if text.startswith("title") else f"title: Mistake {number}\n"
        return f"---\n{title}{text}\n---\nText.\n"


def mistakes(lang: str = "") -> list[Mistake]:
    """Return the rows of the page in a language."""
    tables = PAGES[lang].read_text("utf-8").split("\n## ")
    return [
        Mistake(written, problem, hint, number)
        for number, table in enumerate(tables)
        for _, written, _, problem, _, hint in ROW.findall(table.replace(r"\|", "|"))
    ]


def contents(number: int, mistake: Mistake) -> bytes:
    """Return the content of a file with a mistake."""
    article = (
        f"---\ntitle: Mistake {number}\n---\nText.\n" if mistake.name else mistake.file(number)
    )
    return FILE_CONTENTS.get(mistake.name, article.encode())


def write_site(root: Path) -> None:
    """Write a site with each mistake in a file."""
    files = {
        f"articles/{row.name or f'm{number}.md'}": contents(number, row)
        for number, row in enumerate(mistakes())
    }
    others = {path: text.encode() for path, text in OTHER_FILES.items()}
    for path, data in (files | others).items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """Return what one run of `kbgen check` says about each file."""
    root: Path = tmp_path_factory.mktemp("mistakes")
    write_site(root)
    arguments = ["check", "--format", "json", "--config-file", str(root / "mkdocs.yml")]
    result = CliRunner().invoke(cli, arguments)
    by_file: dict[str, list[tuple[str, str]]] = {}
    for item in map(json.loads, result.stdout.splitlines()):
        problem = f"{item['line']}:{item['column']} {item['code']} {item['message']}"
        by_file.setdefault(Path(item["path"]).name, []).append((problem, item["hint"]))
    return by_file


@pytest.mark.parametrize("lang", PAGES)
def test_the_manual_lists_every_mistake(lang: str) -> None:
    """No row is lost when a table is edited."""
    assert len(mistakes(lang)) >= MISTAKES
    assert PAGES[lang].read_text("utf-8").count("\n| `") == len(mistakes(lang))


@pytest.mark.parametrize(
    ("number", "mistake"),
    [
        pytest.param(number, mistake, id=f"{lang or 'en'}-{mistake.written}")
        for lang in PAGES
        for number, mistake in enumerate(mistakes(lang))
    ],
)
def test_kbgen_says_what_the_manual_says(
    number: int, mistake: Mistake, reported: dict[str, list[tuple[str, str]]]
) -> None:
    """Place, code, message and hint, and nothing else about the file."""
    assert reported[mistake.name or f"m{number}.md"] == [(mistake.problem, mistake.hint)]


def test_the_preview_shows_each_mistake_on_the_page_of_its_article(
    tmp_path: Path, preview_of: Callable[..., Preview]
) -> None:
    """That is where the writer looks."""
    write_site(tmp_path)
    port = preview_of(tmp_path).port()
    for number, mistake in enumerate(mistakes()):
        if mistake.name:  # not an article, or one that nothing shows
            continue
        _, code, message = mistake.problem.split(" ", 2)
        shown = unescape(re.sub(r"<[^>]+>", "", get(port, f"/articles/m{number}/")[1]))
        assert code in shown, mistake.written
        assert " ".join(message.split()) in " ".join(shown.split()), mistake.written
