# SPDX-License-Identifier: MIT
"""Read objects that are written as plain data in a JavaScript file, such as `sidebars.js`.

Nothing runs. What is not plain data (a call, a variable, a spread) is read as `UNKNOWN`, and
reading continues after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

UNKNOWN: Final = object()
"""Stands for a value that only a program can know."""
_MAX_DEPTH: Final = 60
_SPACE: Final = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_STRING: Final = re.compile(
    r""" "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` """, re.VERBOSE | re.DOTALL
)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")
_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL
)
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_CONTROL: Final = {"n": "\n", "t": "\t", "\n": ""}
_ENDS: Final = frozenset(",]})")
_TYPE_SUFFIX: Final = re.compile(r"(?:as|satisfies)\s+[\w$.<>\[\] |'\"]+")
_EXPORT: Final = re.compile(
    r"(?:module\.exports\s*=|export\s+default)\s*(?:([A-Za-z_$][\w$]*)\s*(?:;|\Z|\n|as\b|satisfies\b))?"
)


def exported_value(text: str) -> Any:
    """Return the value that a JavaScript file exports; `UNKNOWN` if it is not plain data."""
    matches = list(_EXPORT.finditer(text))
    if not matches:
        return _parse(text, 0) if text.lstrip().startswith(("{", "[")) else UNKNOWN
    match = matches[-1]
    if match[1]:
        name = re.escape(match[1])
        declared = re.search(rf"(?:const|let|var)\s+{name}\s*(?::[^=\n]+)?=\s*", text)
        return _parse(text, declared.end()) if declared else UNKNOWN
    return _parse(text, match.end())


def object_after(text: str, name: str) -> list[Any]:
    """Return the objects or texts that follow `name:` anywhere in a JavaScript file."""
    pattern = re.compile(rf"(?<![\w$.]){re.escape(name)}['\"]?\s*:\s*")
    values = [_parse(text, match.end()) for match in pattern.finditer(text)]
    return [value for value in values if value is not UNKNOWN]


def expression_value(expression: str) -> Any:
    """Return the value of an expression that is plain data as a whole, else `UNKNOWN`."""
    reader = _Reader(expression)
    try:
        value = reader.value(0)
    except _Broken:
        return UNKNOWN
    reader.skip_space()
    return value if reader.position == len(expression) else UNKNOWN


def _parse(text: str, start: int) -> Any:
    try:
        return _Reader(text, start).value(0)
    except _Broken:
        return UNKNOWN


class _Broken(Exception):
    """The text ends inside a value, or is nested too deeply."""


@dataclass(slots=True)
class _Reader:
    text: str
    position: int = 0

    def skip_space(self) -> None:
        if match := _SPACE.match(self.text, self.position):
            self.position = match.end()

    def _peek(self) -> str:
        self.skip_space()
        if self.position >= len(self.text):
            raise _Broken
        return self.text[self.position]

    def value(self, depth: int) -> Any:
        """Read a value, and everything up to the next comma or closing bracket."""
        if depth > _MAX_DEPTH:
            raise _Broken
        char = self._peek()
        value: Any
        if char == "{":
            value = self._object(depth)
        elif char == "[":
            value = self._list(depth)
        elif match := _STRING.match(self.text, self.position):
            self.position = match.end()
            # A template string with `${…}` has a value only when the program runs.
            value = UNKNOWN if char == "`" and "${" in match[0] else _unescaped(match[0])
        elif match := _NUMBER.match(self.text, self.position):
            self.position = match.end()
            value = float(match[0]) if "." in match[0] else int(match[0][:15])
        elif (match := _NAME.match(self.text, self.position)) and match[0] in _WORDS:
            self.position = match.end()
            value = _WORDS[match[0]]
        else:
            value = UNKNOWN
        # The caller looks at what follows the outermost value.
        if depth == 0:
            return value
        return value if self._at_end() else self._skip_expression()

    def _at_end(self) -> bool:
        if self._peek() in _ENDS:
            return True
        if match := _TYPE_SUFFIX.match(self.text, self.position):
            self.position = match.end()
        return self._peek() in _ENDS

    def _skip_expression(self) -> Any:
        """Skip the rest of an expression, up to the comma or bracket that ends it."""
        open_brackets = 0
        while True:
            char = self._peek()
            if open_brackets == 0 and char in _ENDS:
                return UNKNOWN
            # Brackets and commas in a string end nothing.
            if match := _STRING.match(self.text, self.position):
                self.position = match.end()
                continue
            open_brackets += (char in "([{") - (char in ")]}")
            self.position += 1

    def _object(self, depth: int) -> dict[str, Any]:
        self.position += 1
        values: dict[str, Any] = {}
        while self._peek() != "}":
            if self._peek() == ",":
                self.position += 1
                continue
            key = self._key()
            if key is not None and self._peek() == ":":
                self.position += 1
                values[key] = self.value(depth + 1)
            elif self._peek() not in _ENDS:  # a method, a spread
                self._skip_expression()
            if self._peek() not in ",}":
                raise _Broken
        self.position += 1
        return values

    def _key(self) -> str | None:
        if match := _STRING.match(self.text, self.position):
            self.position = match.end()
            return _unescaped(match[0])
        if match := _NAME.match(self.text, self.position) or _NUMBER.match(
            self.text, self.position
        ):
            self.position = match.end()
            return match[0]
        return None

    def _list(self, depth: int) -> list[Any]:
        self.position += 1
        values = []
        while self._peek() != "]":
            if self._peek() == ",":
                self.position += 1
                continue
            values.append(self.value(depth + 1))
            if self._peek() not in ",]":
                raise _Broken
        self.position += 1
        return values


def _unescaped(literal: str) -> str:
    return _ESCAPE.sub(_unescaped_character, literal[1:-1])


def _unescaped_character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _CONTROL.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "?"
