# SPDX-License-Identifier: MIT
"""Goes through a mapping by a schema and tells all its problems at once.

In: a `Mapping`, a schema, what to do about unknown fields. Out: typed values by field, and their places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.field_parsers import is_empty
from kbgen.content.front_matter.schema import DECISIVE, NAMING
from kbgen.model import Severity
from kbgen.settings.types import UnknownFields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbgen.content.front_matter.schema import Schema
    from kbgen.content.front_matter.yaml_values import Mapping, Scalar
    from kbgen.content.problems import Problems


_LENIENT = frozenset({"KB202", "KB203", "KB205"})


@dataclass(frozen=True, slots=True)
class Fields:
    """What a mapping says, typed."""

    values: dict[str, Any]
    """By field; absent and empty fields are not in it."""
    places: tuple[tuple[str, int, int], ...]
    """(field, line, column) of every known field that is written, in the file's order."""


def read_mapping(mapping: Mapping, schema: Schema, unknown: UnknownFields, problems: Problems) -> Fields:
    """Type the fields of a mapping.

    Args:
        mapping: the outermost mapping of a block.
        schema: field → parser.
        unknown: what an unknown field is. Unless it is an error, nothing inside such a field is looked at, and a wrong
            value of a known field is a warning, except in the fields that decide who may read the article.
        problems: takes the diagnostics. An unknown field or a wrong value leaves the article without that field and is
            not fatal, so that its text is checked in the same run. Fatal is a field that decides who may read the
            article, or one whose name is nearly that (nothing hidden is published by a typing error), and its id.
    """
    values = {}
    places = []
    for name, (key, value) in mapping.entries.items():
        if name not in schema:
            _report_unknown(key, schema, unknown, problems)
            continue
        places.append((name, key.line, key.column))
        if is_empty(value):
            continue
        before, fatal = len(problems.found), problems.fatal
        parsed = schema[name](value, name, problems)
        if name not in DECISIVE and _only_values(problems, before):
            lenient = unknown is not UnknownFields.ERROR
            problems.fatal = fatal if lenient or name not in NAMING else problems.fatal
            if lenient:
                _be_lenient(problems, before)
        if parsed is not None:
            values[name] = parsed
    _report_flaws(mapping, schema, unknown, problems)
    return Fields(values, tuple(places))


def _report_unknown(key: Scalar, schema: Iterable[str], unknown: UnknownFields, problems: Problems) -> None:
    if unknown is UnknownFields.IGNORE:
        return
    severity = Severity.ERROR if unknown is UnknownFields.ERROR else Severity.WARNING
    near = _nearest(key.text.lower(), tuple(schema))
    hint = f"Did you mean {near}?" if near else f"Known are: {', '.join(schema)}."
    fatal = problems.fatal
    name = key.text if key.text.isprintable() and len(key.text) <= 60 else repr(key.text[:60])
    problems.add("KB202", f"unknown field {name}", line=key.line, column=key.column, hint=hint, severity=severity)
    if near not in DECISIVE:
        problems.fatal = fatal


# Imported corpora have the same few foreign fields in every file.
@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.7)
    return near[0] if near else ""


def _only_values(problems: Problems, start: int) -> bool:
    """Whether all that is wrong with a field is its value: the article can be used without the field."""
    return all(item.code in _LENIENT for item in problems.found[start:])


def _be_lenient(problems: Problems, start: int) -> None:
    """Front matter of other systems: a value that kbgen cannot use is a warning, and the field counts as absent."""
    for position in range(start, len(problems.found)):
        if problems.found[position].code in _LENIENT:
            problems.found[position] = replace(problems.found[position], severity=Severity.WARNING)


def _report_flaws(mapping: Mapping, schema: Schema, unknown: UnknownFields, problems: Problems) -> None:
    for flaw in mapping.flaws:
        if flaw.field in schema or unknown is UnknownFields.ERROR:
            problems.add(flaw.code, flaw.message, line=flaw.line, column=flaw.column, hint=flaw.hint)
