# SPDX-License-Identifier: MIT
"""Read YAML as a tree of values that know their line and column.

`LocatedReader` turns libyaml's events into `Located` values, whatever the file is for. A subclass
decides which features of YAML a file may use and which types its scalars have. What makes a text
unreadable is described in plain English, for writers.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from kbgen.runtime.yaml_slips import find_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader if PyYAML has it, which saves a tenth of a second per build."""

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
    "expected alphabetic or numeric character": (
        "a value begins with a special character",
        "Put the value in quotes.",
    ),
    "could not find expected ':'": (
        "a colon is missing after the name of a field",
        "Write `name: value`; if the line continues the one above, indent it by two spaces.",
    ),
    "mapping keys are not allowed": (
        "a question mark cannot begin a value here",
        "Put the value in quotes.",
    ),
    "expected key": (
        "a field was expected here",
        "Check the indentation, and put the whole value in quotes.",
    ),
    "<block end>": (  # PyYAML's words for it, where libyaml is missing
        "a field was expected here",
        "Check the indentation, and put the whole value in quotes.",
    ),
    "node content": (
        "a value was expected here",
        "Put values that contain brackets, braces or special characters in quotes.",
    ),
    "expected ',' or ']'": (
        "a list in brackets is not closed",
        "Add the closing bracket, or put the value in quotes.",
    ),
    "expected ',' or '}'": (
        "a mapping in braces is not closed",
        "Add the closing brace, or put the value in quotes.",
    ),
    "expected '-' indicator": (
        "a list entry was expected here",
        "Begin each entry with a hyphen, all with the same indentation.",
    ),
    "<document start>": (
        "the text continues after its end",
        "Check the indentation, and put values with brackets or braces in quotes.",
    ),
    "expected comment or line break": (
        "a text block begins on the line of its | or >",
        "Begin the text on the next line, indented.",
    ),
    "directive": (
        "a percent sign begins a line",
        "Put values that begin with a special character in quotes.",
    ),
    "expected digit or '.' character": (
        "a percent sign begins a line",
        "Put values that begin with a special character in quotes.",
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
    # libyaml spells it like this.
    "expected hexdecimal number": (
        "a backslash in double quotes is followed by an incomplete character code",
        "Use single quotes.",
    ),
    "invalid Unicode character escape code": (
        "a backslash in double quotes is followed by an invalid character code",
        "Use single quotes.",
    ),
    "sequence entries are not allowed": (
        "a list cannot begin here",
        "Begin the list on a new line.",
    ),
    "undefined tag handle": (
        "a value begins with an exclamation mark",
        "Put the value in quotes.",
    ),
    "could not determine a constructor": (
        "a value begins with an exclamation mark",
        "Put the value in quotes.",
    ),
}


class Comment(NamedTuple):
    """A comment behind a value."""

    line: int
    column: int
    """Of its number sign."""
    spaces: int
    """Between the value and the number sign; a tab counts as two."""
    text: str
    """The comment with its number sign."""


@dataclass(slots=True)
class Located:
    """A value with the location of its first character. Mappings and lists contain `Located`s."""

    value: Any
    line: int
    column: int
    key_location: tuple[int, int] = (1, 1)
    """(line, column) of the key, if this is a value of a mapping."""
    is_plain: bool = False
    """Whether it is a text without quotes."""
    comment: Comment | None = None
    """The comment that ends it on its line, if it is a text without quotes."""

    def items(self) -> Iterator[tuple[str, Located]]:
        """Yield the entries of a mapping; nothing for any other value."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def plain(self) -> Any:
        """Return the value without locations."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


class UnreadableYaml(Exception):
    """A text is not YAML, or uses a feature that makes it unreadable."""

    def __init__(self, message: str, line: int, column: int, hint: str = "") -> None:
        """Describe the first problem and its location, for writers."""
        super().__init__(message)
        self.message, self.line, self.column, self.hint = message, line, column, hint


class TooDeepYaml(UnreadableYaml):
    """Lists and mappings are nested too deeply."""


class LocatedReader(ABC):
    """Builds the tree of one document.

    It stops at the first violation of a limit, so that no text can make it use much memory.
    """

    max_depth = 100
    """Levels of lists and mappings, so that no text can exhaust Python's stack."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        """Prepare to read a text that begins on `first_line` of its file."""
        self._text = text
        self._first_line = first_line
        self._depth = 0
        self._lines = text.split("\n") if "#" in text else []

    def read(self) -> Located | None:
        """Return the value of the only document; None for an empty text.

        Raises:
            UnreadableYaml: The text is not YAML, or has several documents.
        """
        try:
            self._loader = SAFE_LOADER(self._text)
            self._next_event = self._loader.get_event
            return self._document()
        except yaml.MarkedYAMLError as error:
            raise self._unreadable(error) from error
        except yaml.YAMLError as error:
            raise self._unreadable_character(error) from error

    def _document(self) -> Located | None:
        self._next_event()  # the start of the stream
        if isinstance(self._next_event(), yaml.StreamEndEvent):  # else the start of the document
            return None
        value = self.value(self._next_event())
        self._next_event()  # the end of the document
        more = self._next_event()
        if not isinstance(more, yaml.StreamEndEvent):
            hint = "Remove the line of three dashes."
            raise UnreadableYaml("a second document begins", *self.position(more), hint)
        return value

    def position(self, event: Any) -> tuple[int, int]:
        """Return the line and column at which an event begins."""
        mark = event.start_mark
        return mark.line + self._first_line, mark.column + 1

    def value(self, event: Any) -> Located:
        """Return the value that begins with an event."""
        mark = event.start_mark
        line, column = mark.line + self._first_line, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            is_plain = not event.style
            comment = self._comment(event) if is_plain and self._lines else None
            return Located(self.scalar(event), line, column, is_plain=is_plain, comment=comment)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        self._depth += 1
        if self._depth > self.max_depth:
            message = f"nested more than {self.max_depth} levels deep"
            raise TooDeepYaml(message, line, column)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        content = self._list() if is_list else self._mapping()
        self._depth -= 1
        return Located(content, line, column)

    def _comment(self, event: Any) -> Comment | None:
        """Return the comment behind a scalar without quotes."""
        mark = event.end_mark
        rest = self._lines[mark.line][mark.column :] if mark.line < len(self._lines) else ""
        comment = rest.lstrip(" \t")
        gap = rest[: len(rest) - len(comment)]
        if not gap or not comment.startswith("#"):
            return None
        column, spaces = mark.column + len(gap) + 1, len(gap.replace("\t", "  "))
        return Comment(mark.line + self._first_line, column, spaces, comment.rstrip())

    def scalar(self, event: Any) -> Any:
        """Return the value of a scalar: its text, without an implicit type."""
        return event.value

    @abstractmethod
    def alias(self, event: Any) -> Located:
        """Return the value to which an alias refers."""

    def key(self, event: Any) -> Located:
        """Return the name of a mapping's entry."""
        return self.value(event)

    @abstractmethod
    def accepts(self, key: Located, entries: dict[str, Located]) -> bool:
        """Tell whether a mapping may have an entry with this name; report one that it may not."""

    def _list(self) -> list[Located]:
        items = []
        while not isinstance(event := self._next_event(), yaml.SequenceEndEvent):
            items.append(self.value(event))
        return items

    def _mapping(self) -> dict[str, Located]:
        entries: dict[str, Located] = {}
        while not isinstance(event := self._next_event(), yaml.MappingEndEvent):
            key = self.key(event)
            value = self.value(self._next_event())
            if self.accepts(key, entries):
                value.key_location = key.line, key.column
                entries[key.value] = value
        return entries

    def _unreadable(self, error: yaml.MarkedYAMLError) -> UnreadableYaml:
        mark: Any = error.problem_mark or error.context_mark
        if re.search("expected (',' or|':')", error.problem or ""):
            mark = error.context_mark or mark  # where the bracket or the name begins
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
        message = _one_line(error.problem or error.context or "the text cannot be read")
        translated = (words for part, words in _PARSER_MESSAGES.items() if part in message)
        message, hint = next(translated, (message, "Check indentation and quotes."))
        if slip := find_slip(self._text, line + 1):
            line, column, message, hint = slip.line - 1, slip.column, slip.message, slip.hint
        return UnreadableYaml(message, line + self._first_line, column, hint)

    def _unreadable_character(self, error: yaml.YAMLError) -> UnreadableYaml:
        code = getattr(error, "character", None)
        if not isinstance(code, int):
            return UnreadableYaml(_one_line(str(error)), self._first_line, 1)
        before = self._text[: max(self._text.find(chr(code)), 0)]
        line, column = before.count("\n"), len(before) - before.rfind("\n")
        message = f"character U+{code:04X} is not allowed"
        return UnreadableYaml(message, line + self._first_line, column, "Remove the character.")


def _one_line(message: str) -> str:
    return " ".join(message.split())
