# SPDX-License-Identifier: MIT
"""Evaluate the expressions of Liquid: `site.title | default: "Help" | upcase`.

In: the text of an expression, and the values by name. Out: its value, or `UNKNOWN`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final


class Unknown:
    """The value of what only a running site knows."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

_STRING: Final = r"\"[^\"]*\"|'[^']*'"
# A text outside of quotes up to a separator.
_PIPE: Final = re.compile(rf"(?:{_STRING}|[^|\"']|[\"'])+")
_COMMA: Final = re.compile(rf"(?:{_STRING}|[^,\"']|[\"'])+")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_PATH: Final = re.compile(rf"[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:{_STRING}|[\w.-]+)\])*\??")
_STEP: Final = re.compile(rf"\.?([\w-]+)|\[({_STRING}|[\w.-]+)\]")
_TAGS: Final = re.compile(r"<[^>]*>")
_CONSTANTS: Final[dict[str, Any]] = {
    "true": True,
    "false": False,
    "nil": None,
    "null": None,
    "empty": "",
    "blank": "",
}
_MAX_TEXT: Final = 1_000_000

Variables = Mapping[str, Any]


def evaluate(expression: str, variables: Variables) -> Any:
    """Return the value of an expression with filters."""
    first, *filters = [part.strip() for part in _PIPE.findall(expression)] or [""]
    value = evaluate_operand(first, variables)
    for item in filters:
        name, _, rest = item.partition(":")
        arguments = [evaluate_operand(text.strip(), variables) for text in _COMMA.findall(rest)]
        value = _filter(name.strip(), value, arguments)
    return value


def evaluate_operand(text: str, variables: Variables) -> Any:
    """Return the value of a literal or a variable; None for a variable that has no value."""
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return _variable(text, variables) if _PATH.fullmatch(text) else UNKNOWN


def _variable(path: str, variables: Variables) -> Any:
    value: Any = variables
    for name, index in _STEP.findall(path):
        key = name if name else evaluate_operand(index, variables)
        value = UNKNOWN if key is UNKNOWN else _member(value, key)
    return value


def _member(value: Any, key: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get(str(key), len(value) if key == "size" else None)
    if value is UNKNOWN or value is None:
        return value
    if key == "size" and isinstance(value, str | list):
        return len(value)
    if isinstance(value, list) and value and key in ("first", "last"):
        return value[0 if key == "first" else -1]
    if isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
        return value[key]
    return None


def to_text(value: Any) -> str | Unknown:
    """Return what Liquid prints for a value."""
    if value is UNKNOWN or isinstance(value, Mapping):
        return UNKNOWN
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        texts = [to_text(item) for item in value]
        return UNKNOWN if UNKNOWN in texts else "".join(map(str, texts))
    return str(value)


_COMPARISON: Final = re.compile(
    rf"(?:{_STRING}|[^\"'=!<>]|[\"'])+?(?=\s*(?:==|!=|<>|<=|>=|<|>|\bcontains\b))"
)
_OPERATOR: Final = re.compile(r"\s*(==|!=|<>|<=|>=|<|>|contains\b)\s*")
_LOGIC: Final = re.compile(rf"(?:{_STRING}|(?!\s(?:and|or)\s).)+|\s(?:and|or)\s", re.DOTALL)


def holds(condition: str, variables: Variables) -> bool | Unknown:
    """Tell whether a condition of `{% if %}` is true. The last operator binds first."""
    parts = [part for part in _LOGIC.findall(condition) if part.strip()]
    if not parts or len(parts) % 2 == 0:
        return UNKNOWN
    result = _compare(parts[-1], variables)
    for position in range(len(parts) - 2, 0, -2):
        left = _compare(parts[position - 1], variables)
        result = _join(left, result, is_and=parts[position].strip() == "and")
    return result


def _join(left: bool | Unknown, right: bool | Unknown, *, is_and: bool) -> bool | Unknown:
    decisive = not is_and
    if left is decisive or right is decisive:
        return decisive
    return UNKNOWN if UNKNOWN in (left, right) else not decisive


def _compare(text: str, variables: Variables) -> bool | Unknown:
    text = text.strip()
    match = _COMPARISON.match(text)
    if not match:
        value = evaluate_operand(text, variables)
        return UNKNOWN if isinstance(value, Unknown) else value is not None and value is not False
    left = evaluate_operand(match[0].strip(), variables)
    operator = _OPERATOR.match(text, match.end())
    right = evaluate_operand(text[operator.end() :].strip(), variables) if operator else UNKNOWN
    if operator is None or UNKNOWN in (left, right):
        return UNKNOWN
    return _is_true(left, operator[1], right)


def _is_true(left: Any, operator: str, right: Any) -> bool | Unknown:
    if operator == "contains":
        return left is not None and (
            str(right) in left if isinstance(left, str | list) else UNKNOWN
        )
    if operator in ("==", "!=", "<>"):
        return (_comparable(left) == _comparable(right)) is (operator == "==")
    try:
        smaller, equal = float(left) < float(right), float(left) == float(right)
    except (TypeError, ValueError):
        return UNKNOWN
    return {"<": smaller, "<=": smaller or equal, ">": not smaller and not equal}.get(
        operator, not smaller
    )


def _comparable(value: Any) -> Any:
    """Return a value in a form in which YAML's texts and Liquid's literals can be equal."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _filter(name: str, value: Any, arguments: list[Any]) -> Any:
    if name == "default" and arguments:
        return arguments[0] if value in (None, False, "", []) else value
    if name in ("size", "first", "last"):
        return _member(value, name)
    rule = _TEXT_FILTERS.get(name)
    text = to_text(value)
    texts = [to_text(argument) for argument in arguments]
    if rule is None or isinstance(text, Unknown) or UNKNOWN in texts:
        return UNKNOWN
    try:
        result = rule(text, *texts)
    except (TypeError, ValueError):  # wrong arguments
        return UNKNOWN
    return result if len(result) <= _MAX_TEXT else UNKNOWN


def _address(text: str) -> str:
    return text if "://" in text else "/" + text.lstrip("/")


_TEXT_FILTERS: Final[dict[str, Callable[..., str]]] = {
    "relative_url": _address,
    "absolute_url": _address,
    "prepend": lambda text, start: start + text,
    "append": lambda text, end: text + end,
    "replace": lambda text, old, new="": text.replace(old, new),
    "replace_first": lambda text, old, new="": text.replace(old, new, 1),
    "remove": lambda text, part: text.replace(part, ""),
    "remove_first": lambda text, part: text.replace(part, "", 1),
    "upcase": str.upper,
    "downcase": str.lower,
    "capitalize": lambda text: text[:1].upper() + text[1:],
    "strip": str.strip,
    "lstrip": str.lstrip,
    "rstrip": str.rstrip,
    "strip_newlines": lambda text: text.replace("\n", ""),
    "strip_html": lambda text: _TAGS.sub("", text),
    "escape": lambda text: escape(text),
    "escape_once": lambda text: escape(text),
    "xml_escape": lambda text: escape(text),
    "markdownify": str,
    "smartify": str,
    "normalize_whitespace": lambda text: " ".join(text.split()),
    "slugify": lambda text: re.sub(r"[^\w]+", "-", text.lower()).strip("-"),
    "join": lambda text, _="": text,
}
