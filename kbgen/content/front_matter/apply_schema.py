# SPDX-License-Identifier: MIT
"""Read a mapping by a schema and report all its problems at once.

In: a `Block`, a schema, what to do about unknown fields. Out: typed values by field, and their
positions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.field_parsers import FRONT_MATTER, is_empty
from kbgen.content.front_matter.schema import ACCESS_FIELDS, ID_FIELDS
from kbgen.model import Severity
from kbgen.runtime.located_fields import FieldReport
from kbgen.settings.types import UnknownFields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbgen.content.front_matter.schema import Schema
    from kbgen.content.front_matter.yaml_values import Block
    from kbgen.runtime.located_yaml import Located
    from kbgen.runtime.problems import Problems


_LENIENT = frozenset({"KB202", "KB203", "KB205"})


@dataclass(frozen=True, slots=True)
class Fields:
    """The typed fields of a mapping."""

    values: dict[str, Any]
    """Values by field name, without absent and empty fields."""
    positions: tuple[tuple[str, int, int], ...]
    """(field, line, column) of every known field in the file, in order."""


def read_mapping(
    block: Block, schema: Schema, unknown: UnknownFields, problems: Problems
) -> Fields:
    """Type the fields of a mapping.

    Args:
        block: The outermost mapping of a file.
        schema: Parsers by field name.
        unknown: How to treat unknown fields. Unless they are errors, their contents are not
            checked, and an invalid value of a known field is a warning, except in the fields that
            decide who may read the article.
        problems: Receives the diagnostics. After an unknown field or an invalid value the article
            is used without that field, so that its text is checked in the same run. A problem is
            fatal in a field that decides who may read the article, in one with nearly such a name
            (a typing error must not publish a hidden article), and in the id.
    """
    values = {}
    positions = []
    report = FieldReport(problems, FRONT_MATTER)
    for name, value in block.fields.items():
        if name not in schema:
            _report_unknown(name, value, schema, unknown, problems)
            continue
        positions.append((name, *value.key_place))
        if is_empty(value):
            continue
        # `problems.fatal` is restored when only this field's value is unusable.
        before, fatal = len(problems.diagnostics), problems.fatal
        parsed = schema[name](value, name, report)
        if name not in ACCESS_FIELDS and _only_values(problems, before):
            lenient = unknown is not UnknownFields.ERROR
            problems.fatal = fatal if lenient or name not in ID_FIELDS else problems.fatal
            if lenient:
                _be_lenient(problems, before)
        if parsed is not None:
            values[name] = parsed
    _report_flaws(block, schema, unknown, problems)
    return Fields(values, tuple(positions))


def _report_unknown(
    field: str, value: Located, schema: Iterable[str], unknown: UnknownFields, problems: Problems
) -> None:
    if unknown is UnknownFields.IGNORE:
        return
    severity = Severity.ERROR if unknown is UnknownFields.ERROR else Severity.WARNING
    near = _nearest(field.lower(), tuple(schema))
    hint = f"Did you mean {near}?" if near else f"Known fields: {', '.join(schema)}."
    fatal = problems.fatal
    name = field if field.isprintable() and len(field) <= 60 else repr(field[:60])
    problems.add(
        "KB202",
        f"unknown field {name}",
        line=value.key_place[0],
        column=value.key_place[1],
        hint=hint,
        severity=severity,
    )
    if near not in ACCESS_FIELDS:
        problems.fatal = fatal


# Cached: imported articles have the same few foreign fields in every file.
@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.7)
    return near[0] if near else ""


def _only_values(problems: Problems, start: int) -> bool:
    """Tell whether a field has only invalid values: the article can be used without it."""
    return all(item.code in _LENIENT for item in problems.diagnostics[start:])


def _be_lenient(problems: Problems, start: int) -> None:
    """Turn invalid values into warnings, for front matter written for other systems."""
    for position in range(start, len(problems.diagnostics)):
        if problems.diagnostics[position].code in _LENIENT:
            problems.diagnostics[position] = replace(
                problems.diagnostics[position], severity=Severity.WARNING
            )


def _report_flaws(block: Block, schema: Schema, unknown: UnknownFields, problems: Problems) -> None:
    for flaw in block.flaws:
        if flaw.field in schema or unknown is UnknownFields.ERROR:
            problems.add(
                flaw.code, flaw.message, line=flaw.line, column=flaw.column, hint=flaw.hint
            )
