# SPDX-License-Identifier: MIT
"""Read YAML as strings, lists and mappings with positions: no implicit types, aliases or merges.

In: the YAML text of a block or file. Out: `Located` values, or diagnostics KB201, KB204, KB206,
KB207. A problem inside the value of a top-level field is stored with that field's name:
`apply_schema` drops it when the field is unknown and unknown fields are allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from kbgen.model import Diagnostic, diagnostic
from kbgen.runtime.located_yaml import Located, LocatedReader, TooDeepYaml, UnreadableYaml
from kbgen.runtime.yaml_slips import find_slip

if TYPE_CHECKING:
    from kbgen.runtime.problems import Problems


@dataclass(frozen=True, slots=True)
class Block:
    """The outermost mapping of a front-matter block or a `_category.yml`."""

    fields: dict[str, Located] = field(default_factory=dict)
    flaws: list[tuple[str, Diagnostic]] = field(default_factory=list)
    """(top-level field, problem) of each feature or error in a field that is not allowed."""


def parse_yaml(
    text: str, first_line: int, problems: Problems, what: str = "front matter"
) -> Block | None:
    """Parse the YAML of a front-matter block, or of a file with one mapping.

    Args:
        text: YAML, without its fences.
        first_line: The line of the file on which `text` begins.
        problems: Receives the errors that make the block unreadable.
        what: Names the text in messages.

    Returns:
        The fields (none for an empty block), or None when it is unreadable.
    """
    reader = _StrictReader(text, problems.path, first_line)
    tree = _read(reader, what, problems)
    if tree is None or isinstance(tree.value, dict):
        return None if tree is None else Block(tree.value, reader.flaws)
    if not tree.value:
        return Block()
    _report_no_fields(text, tree, first_line, problems, what)
    return None


def _report_no_fields(
    text: str, tree: Located, first_line: int, problems: Problems, what: str
) -> None:
    slip = None
    if isinstance(tree.value, str) and tree.is_plain:
        slip = find_slip(text, tree.line - first_line + 1)
    if slip:
        line = slip.line + first_line - 1
        problems.add("KB201", slip.message, line=line, column=slip.column, hint=slip.hint)
        return
    kind = "a list" if isinstance(tree.value, list) else "plain text"
    hint = "Write each field as `name: value`."
    message = f"{what} is {kind}, not a set of fields"
    problems.add("KB201", message, line=tree.line, column=tree.column, hint=hint)


def parse_yaml_list(text: str, problems: Problems) -> list[Located]:
    """Parse the YAML of a file that contains one list; return nothing when it is unreadable.

    Args:
        text: The text of the file.
        problems: Receives what makes the file unreadable, and everything in it that is not allowed.
    """
    reader = _StrictReader(text, problems.path)
    tree = _read(reader, "file", problems)
    if tree is None or not tree.value:
        return []
    if not isinstance(tree.value, list):
        hint = "Begin each entry with a hyphen."
        problems.add(
            "KB201", "the file is not a list", line=tree.line, column=tree.column, hint=hint
        )
        return []
    problems.extend(problem for _, problem in reader.flaws)
    return tree.value


def _read(reader: _StrictReader, what: str, problems: Problems) -> Located | None:
    """Return the value of a document, empty text for an empty one; None when it is unreadable."""
    try:
        return reader.read() or Located("", 1, 1)
    except UnreadableYaml as error:
        is_deep = isinstance(error, TooDeepYaml)
        problems.add(
            "KB207" if is_deep else "KB201",
            f"{what} is {error.message}" if is_deep else f"{what} cannot be read: {error.message}",
            line=error.line,
            column=error.column,
            hint=error.hint,
        )
        return None


class _StrictReader(LocatedReader):
    """Reads scalars as text, and notes every feature of YAML beyond data as a flaw."""

    max_depth = 20

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        super().__init__(text, first_line)
        self.flaws: list[tuple[str, Diagnostic]] = []
        self._path = path
        self._field = ""

    def _flaw(self, code: str, message: str, at: Any, hint: str = "") -> None:
        line, column = (at.line, at.column) if isinstance(at, Located) else self.position(at)
        problem = diagnostic(code, self._path, message, line=line, column=column, hint=hint)
        self.flaws.append((self._field, problem))

    def value(self, event: Any) -> Located:
        """Return the value that begins with an event; note its anchor and its tag."""
        if not isinstance(event, yaml.AliasEvent):
            self._note_anchor_and_tag(event)
        return super().value(event)

    def _note_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"anchor &{event.anchor} is not allowed"
            hint = "If it is text, put the value in quotes; otherwise, remove the anchor."
            self._flaw("KB206", message, event, hint)
        if event.tag is not None:
            message = f"tag {event.tag} is not allowed"
            self._flaw(
                "KB206",
                message,
                event,
                "If it is text, put the value in quotes; otherwise, remove the tag.",
            )

    def alias(self, event: Any) -> Located:
        """Return empty text: aliases are never followed."""
        message = f"alias *{event.anchor} is not allowed"
        hint = (
            f'If it is text, put it in quotes: "*{event.anchor}"; otherwise, write the value out.'
        )
        self._flaw("KB206", message, event, hint)
        return Located("", *self.position(event))

    def key(self, event: Any) -> Located:
        """Return the name of an entry, and remember it if the entry is a top-level field."""
        key = self.value(event)
        if self._depth == 1:
            self._field = key.value if isinstance(key.value, str) else ""
        return key

    def accepts(self, key: Located, entries: dict[str, Located]) -> bool:
        """Tell whether the name is new text."""
        if not isinstance(key.value, str):
            self._flaw("KB206", "a field's name must be a word", key)
        elif key.value == "<<":
            self._flaw("KB206", "merge key << is not allowed", key, "Write the fields out.")
        elif key.value in entries:
            first = entries[key.value].key_location[0]
            message = f"field {key.value} is given twice, first on line {first}"
            self._flaw("KB204", message, key, "Keep one of them.")
        else:
            return True
        return False
