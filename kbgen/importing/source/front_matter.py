# SPDX-License-Identifier: MIT
"""Read the front matter of other generators: YAML, TOML, or JSON.

In: the text of a file. Out: its fields as plain values with their lines, and the body.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kbgen.content.front_matter import parse_yaml
from kbgen.importing.findings import BAD_FRONT_MATTER, Findings
from kbgen.importing.source.data_files import plain
from kbgen.runtime.problems import Problems

_YAML: Final = re.compile(
    r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_WRAPPER: Final = re.compile(r"\s*(`{3,})(?:markdown|md|yaml)?[ \t]*\n(?=---[ \t]*\n)")
_TOML: Final = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON: Final = re.compile(r'\s*(?=\{\s*")')
_MAX_DEPTH_ERRORS: Final = (ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class SourceField:
    """A field as the other generator wrote it."""

    value: Any
    """Text, list or mapping. YAML's other types are their text: `true`, `2024-05-01`."""
    line: int
    """The line of the file."""


@dataclass(slots=True)
class SourceText:
    """The two parts of a file."""

    fields: dict[str, SourceField] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1

    def take(self, name: str) -> SourceField | None:
        """Remove a field and return it, for a converter that reads it itself."""
        return self.fields.pop(name, None)

    def take_text(self, name: str) -> str:
        """Remove a field and return its text; empty if it is missing or no text."""
        taken = self.fields.pop(name, None)
        return taken.value.strip() if taken and isinstance(taken.value, str) else ""


def read_source(text: str, path: str, findings: Findings) -> SourceText:
    """Split a file, and read its fields. Unreadable front matter becomes a finding."""
    text = _without_wrapper(text)
    if match := _YAML.match(text):
        first_line = text.count("\n", 0, match.start(1)) + 1
        fields = read_yaml(match[1], path, first_line, findings)
    elif match := _TOML.match(text):
        first_line = text.count("\n", 0, match.start(1)) + 1
        fields = _read_toml(match[1], path, first_line, findings)
    elif match := _JSON.match(text):
        return _read_json(text, match.end(), path, findings)
    else:
        return SourceText(body=text)
    return SourceText(fields, text[match.end() :], text.count("\n", 0, match.end()) + 1)


def _without_wrapper(text: str) -> str:
    """Return a file without the code block that is around all of it, front matter included."""
    match = _WRAPPER.match(text)
    if not match:
        return text
    body = text[match.end() :].rstrip()
    return "\n" * match[0].count("\n") + body.removesuffix(f"\n{match[1]}") + "\n"


def read_yaml(text: str, path: str, first_line: int, findings: Findings) -> dict[str, SourceField]:
    """Read a mapping in YAML. What kbgen's strict YAML does not allow becomes a finding."""
    problems = Problems(path)
    block = parse_yaml(text, first_line, problems)
    flawed = {name for name, _ in block.flaws} if block else set()
    for item in (*problems.diagnostics, *(flaw for _, flaw in (block.flaws if block else ()))):
        findings.add(BAD_FRONT_MATTER, path, item.message, item.line)
    return {
        name: SourceField(value.plain(), value.key_location[0])
        for name, value in (block.fields if block else {}).items()
        if name not in flawed
    }


def _read_toml(text: str, path: str, first_line: int, findings: Findings) -> dict[str, SourceField]:
    try:
        fields = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        findings.add(BAD_FRONT_MATTER, path, str(error), first_line)
        return {}
    return source_fields(fields, text, first_line)


def _read_json(text: str, start: int, path: str, findings: Findings) -> SourceText:
    try:
        fields, end = json.JSONDecoder().raw_decode(text, start)
    except _MAX_DEPTH_ERRORS as error:
        findings.add(BAD_FRONT_MATTER, path, str(error))
        return SourceText(body=text)
    body = text[end:].removeprefix("\n")
    line = text.count("\n", 0, len(text) - len(body)) + 1
    return SourceText(source_fields(fields, text[:end], 1), body, line)


def source_fields(
    fields: Mapping[str, Any], text: str = "", first_line: int = 1
) -> dict[str, SourceField]:
    """Give each field the first line that has its name."""
    located = {}
    for name, value in fields.items():
        position = text.find(str(name))
        line = first_line + text.count("\n", 0, max(position, 0))
        located[str(name)] = SourceField(plain(value), line)
    return located
