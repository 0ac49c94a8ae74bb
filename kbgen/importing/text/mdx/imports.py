# SPDX-License-Identifier: MIT
"""Read the `import` and `export` lines of MDX, and remove them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kbgen.importing.text.outside_code import Hit, find_outside_code, replace_outside_code

_IMPORT: Final = re.compile(
    r"^import\b(?:[ \t]*(?:(?P<name>[A-Za-z_$][\w$]*)|\*\s+as\s+\w+)?\s*,?\s*"
    r"(?:\{[^{}]*\})?\s*from)?"
    r"[ \t]*(?P<quote>['\"])(?P<path>[^'\"\n]+)(?P=quote)[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_EXPORT: Final = re.compile(
    r"^export[ \t]+(?:const|let|var|function|default|async|class)\b", re.MULTILINE
)
_BRACKETS: Final = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}


@dataclass(slots=True)
class Imported:
    """The names that a file imports from other files."""

    paths: dict[str, str] = field(default_factory=dict)
    """Name → what follows `from`."""
    exports: list[int] = field(default_factory=list)
    """Lines of exports, from 0."""


def take_imports(text: str) -> tuple[str, Imported]:
    """Return a text without its imports and exports, and what they import."""
    imported = Imported()

    def remove(hit: Hit) -> str:
        if hit["name"]:
            imported.paths[hit["name"]] = hit["path"].replace("\\", "")
        return "\n" * hit[0].count("\n")

    text = replace_outside_code(_IMPORT, remove, text)
    return _without_exports(text, imported), imported


def _without_exports(text: str, imported: Imported) -> str:
    lines = text.split("\n")
    for start in [hit.line for hit in find_outside_code(_EXPORT, text)]:
        end = _end_of_export(lines, start)
        imported.exports.append(start)
        lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def _end_of_export(lines: list[str], start: int) -> int:
    """Return the line after an export: where its brackets are closed, or at a blank line."""
    depth = 0
    for number in range(start, len(lines)):
        depth += sum(_BRACKETS.get(char, 0) for char in lines[number])
        following = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if depth <= 0 and (lines[number].rstrip().endswith(";") or not following):
            return number + 1
    return len(lines)
