# SPDX-License-Identifier: MIT
"""Read YAML as strings, lists and mappings with positions: no implicit types, aliases or merges.

In: the YAML text of a block or file. Out: a `Mapping` or `Sequence`, or diagnostics KB201, KB204,
KB206, KB207. The reader consumes libyaml's events and stops at the first violation of a limit, so
that no text can make it use much memory. A problem inside the value of a top-level field is stored
with that field's name: `apply_schema` drops it when the field is unknown and unknown fields are
allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from kbgen.content.problems import Problems

MAX_DEPTH = 20

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Part of a message of libyaml or PyYAML → (message, hint) for writers. Others are shown unchanged.
_PARSER_MESSAGES = {
    "mapping values are not allowed": (
        "a colon inside a value starts a new field",
        "Put the value in quotes, or check the indentation.",
    ),
    "cannot start any token": (
        "a tab indents a line, or a special character begins a value",
        "Indent with spaces, and put values that begin with a special character in quotes.",
    ),
    "could not find expected ':'": (
        "a colon is missing after the name of a field",
        "Write each field as `name: value`.",
    ),
    "did not find expected key": (
        "a field was expected here",
        "Check the indentation, and put the whole value in quotes.",
    ),
    "did not find expected ',' or ']'": (
        "a list in brackets is not closed",
        "Add the closing bracket, or put the value in quotes.",
    ),
    "did not find expected ',' or '}'": (
        "a mapping in braces is not closed",
        "Add the closing brace, or put the value in quotes.",
    ),
    "did not find expected '-' indicator": (
        "a list entry was expected here",
        "Begin each entry with a hyphen, all with the same indentation.",
    ),
    "found unexpected document indicator": (
        "a quotation mark is not closed",
        "Add the closing quotation mark.",
    ),
    "found unexpected end of stream": (
        "a quotation mark is not closed",
        "Add the closing quotation mark.",
    ),
    "found unknown escape character": (
        "a backslash in double quotes is followed by an unknown character",
        "Use single quotes.",
    ),
    "block sequence entries are not allowed": (
        "a list cannot begin here",
        "Begin the list on a new line.",
    ),
}


@dataclass(slots=True)
class Scalar:
    """A string with its position."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Value]
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """A mapping; its keys are scalars and unique."""

    entries: dict[str, tuple[Scalar, Value]]
    line: int
    column: int
    flaws: list[Flaw] = field(default_factory=list)
    """Flaws of all fields; empty in nested mappings."""


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Flaw:
    """A feature or error inside a top-level field that is not allowed."""

    field: str
    code: str
    message: str
    line: int
    column: int
    hint: str = ""


class _TooDeep(Exception):
    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.position = line, column


def parse_yaml(text: str, first_line: int, problems: Problems) -> Mapping | None:
    """Parse the YAML of a front-matter block.

    Args:
        text: YAML, without its fences.
        first_line: The line of the file on which `text` begins.
        problems: Receives the errors that make the block unreadable.

    Returns:
        The outermost mapping (empty for an empty block), or None when it is unreadable.
    """
    builder = _Builder(text, first_line)
    parsed = _parse(builder, first_line, problems, "front matter")
    return _outermost(parsed[0], builder, first_line, problems) if parsed else None


def parse_yaml_list(text: str, problems: Problems) -> Sequence | None:
    """Parse the YAML of a file that contains one list.

    Args:
        text: The text of the file.
        problems: Receives what makes the file unreadable, and everything in it that is not allowed.

    Returns:
        The list (empty for an empty file), or None when it is unreadable.
    """
    builder = _Builder(text, 1)
    parsed = _parse(builder, 1, problems, "file")
    if parsed is None:
        return None
    value = parsed[0]
    if value is None or (isinstance(value, Scalar) and not value.text):
        return Sequence([], 1, 1)
    if not isinstance(value, Sequence):
        hint = "Begin each entry with a hyphen."
        problems.add(
            "KB201", "the file is not a list", line=value.line, column=value.column, hint=hint
        )
        return None
    for flaw in builder.flaws:
        problems.add(flaw.code, flaw.message, line=flaw.line, column=flaw.column, hint=flaw.hint)
    return value


def _parse(
    builder: _Builder, first_line: int, problems: Problems, what: str
) -> tuple[Value | None] | None:
    """Return the only value of a document, in a tuple; report an unreadable one and return None."""
    try:
        return (builder.document(),)
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, first_line, problems, what)
    except yaml.YAMLError as error:
        problems.add("KB201", f"{what} is not YAML: {_one_line(str(error))}", line=first_line)
    except _TooDeep as error:
        line, column = error.position
        message = f"{what} is nested more than {MAX_DEPTH} levels deep"
        problems.add("KB207", message, line=line, column=column)
    return None


def _outermost(
    value: Value | None, builder: _Builder, first_line: int, problems: Problems
) -> Mapping | None:
    if value is None or (isinstance(value, Scalar) and not value.text):
        return Mapping({}, first_line, 1)
    if isinstance(value, Mapping):
        value.flaws = builder.flaws
        return value
    kind = "a list" if isinstance(value, Sequence) else "plain text"
    problems.add(
        "KB201",
        f"front matter is {kind}, not a set of fields",
        line=value.line,
        column=value.column,
        hint="Write each field as `name: value`.",
    )
    return None


def _report_syntax(
    error: yaml.MarkedYAMLError, first_line: int, problems: Problems, what: str
) -> None:
    mark: Any = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    parser_message = _one_line(error.problem or error.context or "the text cannot be read")
    translated = (words for part, words in _PARSER_MESSAGES.items() if part in parser_message)
    problem, hint = next(translated, (parser_message, ""))
    problems.add("KB201", f"{what} is not YAML: {problem}", line=line, column=column, hint=hint)


def _one_line(message: str) -> str:
    return " ".join(message.split())


class _Builder:
    """Builds values from YAML events, for one document."""

    def __init__(self, text: str, first_line: int) -> None:
        self.flaws: list[Flaw] = []
        self._first_line = first_line
        self._next: Callable[[], Any] = _Loader(text).get_event
        self._field = ""
        self._depth = 0

    def document(self) -> Value | None:
        """Return the value of the only document; None for an empty stream.

        Raises:
            yaml.YAMLError: The text is not YAML, or has several documents.
            _TooDeep: The nesting is deeper than `MAX_DEPTH`.
        """
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):  # else the start of the document
            return None
        value = self._value(self._next())
        self._next()  # the end of the document
        more = self._next()
        if not isinstance(more, yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(
                problem="a second document begins", problem_mark=more.start_mark
            )
        return value

    def _position(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self._first_line, mark.column + 1

    def _value(self, event: Any) -> Value:
        line, column = self._position(event)
        if isinstance(event, yaml.ScalarEvent):
            self._reject_features(event, line, column)
            return Scalar(event.value, line, column)
        if isinstance(event, yaml.AliasEvent):
            self._flaw(
                "KB206",
                f"alias *{event.anchor} is not allowed",
                line,
                column,
                "Write the value out.",
            )
            return Scalar("", line, column)
        self._reject_features(event, line, column)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeep(line, column)
        value = (self._sequence if isinstance(event, yaml.SequenceStartEvent) else self._mapping)(
            line, column
        )
        self._depth -= 1
        return value

    def _reject_features(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            self._flaw(
                "KB206",
                f"anchor &{event.anchor} is not allowed",
                line,
                column,
                "Write the value out.",
            )
        if event.tag is not None:
            self._flaw(
                "KB206",
                f"tag {event.tag} is not allowed",
                line,
                column,
                "Write the value without a tag.",
            )

    def _flaw(self, code: str, message: str, line: int, column: int, hint: str = "") -> None:
        self.flaws.append(Flaw(self._field, code, message, line, column, hint))

    def _sequence(self, line: int, column: int) -> Sequence:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event))
        return Sequence(items, line, column)

    def _mapping(self, line: int, column: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            self._entry(event, entries)
        return Mapping(entries, line, column)

    def _entry(self, event: Any, entries: dict[str, tuple[Scalar, Value]]) -> None:
        # A flaw inside the value is stored with the name of the top-level field.
        outermost = self._depth == 1
        key = self._value(event)
        if outermost:
            self._field = key.text if isinstance(key, Scalar) else ""
        value = self._value(self._next())
        if not isinstance(key, Scalar):
            self._flaw("KB206", "a field's name must be a word", key.line, key.column)
        elif key.text == "<<":
            self._flaw(
                "KB206",
                "merge key << is not allowed",
                key.line,
                key.column,
                "Write the fields out.",
            )
        elif key.text in entries:
            first = entries[key.text][0].line
            message = f"field {key.text} is given twice, first on line {first}"
            self._flaw("KB204", message, key.line, key.column, "Keep one of them.")
        else:
            entries[key.text] = key, value
