# SPDX-License-Identifier: MIT
"""Read the manual for the tests that compare it with the code: pages, sections, tables, code.

In: names of pages below `content/`. Out: their parts as plain values. The Markdown is our own, so a
few patterns suffice.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import click
import yaml

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
PAGES = sorted(CONTENT.rglob("*.md"))
ROOT_PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]

_CODE_SPAN = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)


def command_names(group: click.Group) -> list[str]:
    """Return every command of a group; those of a group inside it as `tickets import`."""
    names: list[str] = []
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        names += (
            [f"{name} {inner}" for inner in command_names(found)]
            if isinstance(found, click.Group)
            else [name]
        )
    return names


def page(name: str) -> str:
    """Return the text of a page of the manual."""
    return (CONTENT / name).read_text("utf-8")


def front_matter(text: str) -> dict[str, Any]:
    """Return the front-matter fields of a page."""
    loaded = yaml.safe_load(text.split("---\n", 2)[1])
    assert isinstance(loaded, dict)
    return loaded


def sections(text: str) -> dict[str, str]:
    """Return heading of level 2, without code marks → the text below it."""
    parts = re.split(r"^## +(.+)$", _without_code(text), flags=re.MULTILINE)
    return {title.strip("` "): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def _without_code(text: str) -> str:
    """Return the text with code lines that no pattern takes for a heading."""
    return _FENCED.sub(lambda match: match.group().replace("\n#", "\n #"), text)


def rows(text: str, header: str = "") -> list[list[str]]:
    """Return the cells of the tables whose first header cell is `header`, or of all tables."""
    found: list[list[str]] = []
    for table in re.findall(r"(?:^\|.+\|\n)+", text + "\n", re.MULTILINE):
        lines = [[cell.strip() for cell in line.split(" | ")] for line in _ROW.findall(table)]
        if not header or lines[0][0] == header:
            found += lines[2:]
    return found


def spans(cell: str) -> list[str]:
    """Return the texts between backticks."""
    return _CODE_SPAN.findall(cell)


def same(documented: Collection[str], real: Collection[str], what: str, where: str) -> None:
    """Fail with the names that are on one side only."""
    missing = sorted(set(real) - set(documented))
    invented = sorted(set(documented) - set(real))
    assert not missing, f"{where} does not document {what}: {', '.join(missing)}"
    assert not invented, (
        f"{where} documents {what} that the code does not have: {', '.join(invented)}"
    )


def blocks(text: str, *languages: str) -> list[str]:
    """Return the fenced code blocks in these languages, or in all languages."""
    return [
        block
        for _, language, block in _FENCED.findall(text)
        if not languages or language in languages
    ]


def without_blocks(text: str) -> str:
    """Return the text outside the fenced code blocks."""
    return _FENCED.sub("", text)
