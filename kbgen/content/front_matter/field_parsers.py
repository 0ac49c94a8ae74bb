# SPDX-License-Identifier: MIT
"""Parse single fields: one YAML value with its position → one typed value, or a diagnostic.

The diagnostics are KB102, KB202, KB203 and KB205.
Each parser has the signature `(value, name, problems) -> typed value or None`. None means that the
value is invalid and has been reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from kbgen.content.front_matter.yaml_values import Mapping, Scalar, Sequence, Value

if TYPE_CHECKING:
    from kbgen.content.problems import Problems

Parser = Callable[[Value, str, "Problems"], Any]

# Control characters except tab and line feed, bidirectional controls, surrogates, noncharacters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
# A time after the date is not captured, so the groups are year, month, day.
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_REVISION = re.compile(r"[0-9a-f]{1,16}")
_ICON = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
MAX_ID = 200


def refuse(value: Value, name: str, wanted: str, problems: Problems, hint: str = "") -> None:
    """Report a value that the field does not accept."""
    shown = _describe(value)
    problems.add(
        "KB203", f"{name}: {shown} is not {wanted}", line=value.line, column=value.column, hint=hint
    )


def _describe(value: Value) -> str:
    if isinstance(value, Scalar):
        shown = _UNSAFE.sub("?", value.text if len(value.text) <= 40 else value.text[:39] + "…")
        return f"“{' '.join(shown.split())}”"
    return "a list" if isinstance(value, Sequence) else "a mapping"


def is_empty(value: Value) -> bool:
    """Tell whether a value is empty and counts as absent: `tags:`, `tags: []`, `tags: ""`."""
    if isinstance(value, Scalar):
        return not value.text.strip()
    return not (value.items if isinstance(value, Sequence) else value.entries)


def text(value: Value, name: str, problems: Problems) -> str | None:
    """Parse plain text; collapse white space."""
    if not isinstance(value, Scalar):
        refuse(
            value, name, "text", problems, "If the text has a colon or bracket, put it in quotes."
        )
        return None
    if match := _UNSAFE.search(value.text):
        message = f"{name}: character U+{ord(match.group()):04X} is not allowed"
        problems.add(
            "KB102", message, line=value.line, column=value.column, hint="Remove the character."
        )
        return None
    return " ".join(value.text.split())


def texts(value: Value, name: str, problems: Problems) -> tuple[str, ...] | None:
    """Parse a list of plain texts; a single text is a list of one."""
    items = value.items if isinstance(value, Sequence) else [value]
    parsed = [text(item, name, problems) for item in items]
    return None if None in parsed else tuple(filter(None, parsed))


def words(value: Value, name: str, problems: Problems) -> tuple[str, ...] | None:
    """Parse a list of words; split a single text at commas, as Jekyll and Hugo do."""
    parsed = texts(value, name, problems)
    if parsed is None or not isinstance(value, Scalar):
        return parsed
    return tuple(filter(None, (part.strip() for part in ",".join(parsed).split(","))))


def identifier(value: Value, name: str, problems: Problems) -> str | None:
    """Parse an article id: lowercase Latin letters, digits and hyphens."""
    if isinstance(value, Scalar) and _ID.fullmatch(value.text) and len(value.text) <= MAX_ID:
        return value.text
    refuse(
        value,
        name,
        "an id",
        problems,
        "Use a-z, 0-9 and hyphens, beginning with a letter or digit.",
    )
    return None


def identifiers(value: Value, name: str, problems: Problems) -> tuple[str, ...] | None:
    """Parse a list of article ids."""
    items = value.items if isinstance(value, Sequence) else [value]
    parsed = [identifier(item, name, problems) for item in items]
    return None if None in parsed else tuple(filter(None, parsed))


def revision(value: Value, name: str, problems: Problems) -> str | None:
    """Parse the revision of a text; a short one, such as `0`, matches no text."""
    if isinstance(value, Scalar) and _REVISION.fullmatch(value.text):
        return value.text
    refuse(
        value, name, "a revision", problems, "Write 0; kbgen check then reports the right value."
    )
    return None


def day(value: Value, name: str, problems: Problems) -> date | None:
    """Parse a day written as YYYY-MM-DD; drop a time after it."""
    match = _DATE.fullmatch(value.text.strip()) if isinstance(value, Scalar) else None
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    refuse(value, name, "a date", problems, "Write it as YYYY-MM-DD.")
    return None


def accept_any(value: Value, name: str, problems: Problems) -> None:
    """Accept any value of a field that only a plugin reads."""


def number(value: Value, name: str, problems: Problems) -> int | None:
    """Parse a whole number of at most nine digits."""
    if isinstance(value, Scalar) and _NUMBER.fullmatch(value.text):
        return int(value.text)
    refuse(value, name, "a whole number", problems)
    return None


def flag(value: Value, name: str, problems: Problems) -> bool | None:
    """Parse `true` or `false`, or YAML's other words for them."""
    word = value.text.lower() if isinstance(value, Scalar) else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    refuse(value, name, "true or false", problems)
    return None


def icon(value: Value, name: str, problems: Problems) -> str | None:
    """Parse the name of a Material icon; never a path."""
    if isinstance(value, Scalar) and _ICON.fullmatch(value.text):
        return value.text
    refuse(
        value, name, "the name of an icon", problems, "For example: material/credit-card-outline."
    )
    return None


Choice = TypeVar("Choice", bound=StrEnum)


def one_of(
    choices: type[Choice], synonyms: dict[str, Choice] | None = None
) -> Callable[[Value, str, Problems], Choice | None]:
    """Return a parser for the words of an enum; `synonyms` are other systems' words for them."""
    choice_by_word = {choice.value: choice for choice in choices} | (synonyms or {})

    def parse(value: Value, name: str, problems: Problems) -> Choice | None:
        word = value.text.strip().lower() if isinstance(value, Scalar) else ""
        if word in choice_by_word:
            return choice_by_word[word]
        refuse(value, name, "known", problems, "Choose one of: " + ", ".join(choices) + ".")
        return None

    return parse


def list_of(parse_item: Parser) -> Parser:
    """Return a parser for a list; a single item is a list of one."""

    def parse(value: Value, name: str, problems: Problems) -> tuple[Any, ...] | None:
        items = value.items if isinstance(value, Sequence) else [value]
        parsed = [parse_item(item, name, problems) for item in items]
        return None if None in parsed else tuple(parsed)

    return parse


def mapping_of(
    make: Callable[..., Any], schema: dict[str, tuple[str, Parser]], *required: str
) -> Parser:
    """Return a parser for a mapping whose fields are always strict.

    Args:
        make: Called with the parsed values, under the argument names in `schema`.
        schema: Key in the file → (argument of `make`, parser).
        required: Keys that must be present.
    """

    def parse(value: Value, name: str, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            return refuse(
                value, name, "a mapping", problems, f"It has the fields: {', '.join(schema)}."
            )
        before = len(problems.diagnostics)
        arguments = _arguments(value, name, problems)
        for key in required:
            if key not in value.entries and len(problems.diagnostics) == before:
                problems.add(
                    "KB205", f"{name}: field {key} is missing", line=value.line, column=value.column
                )
        return make(**arguments) if len(problems.diagnostics) == before else None

    def _arguments(value: Mapping, name: str, problems: Problems) -> dict[str, Any]:
        arguments = {}
        for key, (scalar, item) in value.entries.items():
            if key not in schema:
                hint = f"Known fields: {', '.join(schema)}."
                message = f"{name}: unknown field {key}"
                problems.add("KB202", message, line=scalar.line, column=scalar.column, hint=hint)
            elif not is_empty(item):
                argument, parser = schema[key]
                arguments[argument] = parser(item, f"{name}.{key}", problems)
        return arguments

    return parse
