# SPDX-License-Identifier: MIT
"""Read a mapping by a schema and report all its problems at once.

In: a `Block`, a schema, what to do about unknown fields. Out: typed values by field, and their
positions.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kbgen.content.front_matter.field_parsers import FRONT_MATTER, is_empty
from kbgen.content.front_matter.foreign_values import OWN_WORDS, can_be_foreign
from kbgen.content.front_matter.schema import (
    ACCESS_FIELDS,
    FOREIGN_NAMES,
    ID_FIELDS,
    MATERIAL_FIELDS,
    REFERENCE_FIELDS,
)
from kbgen.model import Diagnostic, Severity
from kbgen.runtime.located_fields import FieldReport, report_cut
from kbgen.runtime.problems import Problems
from kbgen.settings.types import UnknownFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kbgen.content.front_matter.foreign_values import ForeignValues
    from kbgen.content.front_matter.schema import Schema
    from kbgen.content.front_matter.yaml_values import Block
    from kbgen.runtime.located_yaml import Located


_INVALID_VALUE = frozenset({"KB202", "KB203", "KB205"})
"""Codes of problems after which an article can be used without the field."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The typed fields of a mapping."""

    values: dict[str, Any]
    """Values by field name, without absent and empty fields."""
    positions: tuple[tuple[str, int, int], ...]
    """(field, line, column) of every known field in the file, in order."""


def read_mapping(
    block: Block,
    schema: Schema,
    unknown: UnknownFields,
    problems: Problems,
    foreign: ForeignValues | None = None,
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
        foreign: Receives the values that another tool may have written into fields of kbgen; by
            default, they are problems like others.
    """
    values = {}
    positions = []
    for name, value in block.fields.items():
        if name not in schema:
            _report_unknown(name, value, schema, unknown, problems)
            continue
        positions.append((name, *value.key_location))
        if is_empty(value):
            problems.extend(_problems_of_empty(name, value, problems.path))
            continue
        positions += _entry_positions(name, value)
        field_problems = Problems(problems.path)
        own = foreign.translate(name, value) if foreign else value
        parsed = schema[name](own, name, FieldReport(field_problems, FRONT_MATTER))
        wrong = field_problems.diagnostics
        if wrong and not (foreign and foreign.accept(name, value, wrong[0])):
            _add_field_problems(wrong, name, unknown, problems)
        if parsed is not None:
            values[name] = parsed
    for name, flaw in block.flaws:
        if name in schema or unknown is UnknownFields.ERROR:
            problems.extend([flaw])
    return Fields(values, tuple(positions))


def _problems_of_empty(name: str, value: Located, path: str) -> Iterator[Diagnostic]:
    """Yield the problem of a value that YAML takes for a comment, or that must not be empty."""
    problems = Problems(path)
    if name == "provenance":  # the text may come from customers
        hint = "Write 'provenance: {source: …}', or remove the field if a writer wrote the article."
        line, column = value.key_location
        problems.add("KB203", "provenance is empty", line=line, column=column, hint=hint)
    report_cut(value, name, FieldReport(problems, FRONT_MATTER))
    for item in problems.diagnostics:  # `audience: #agent` must not publish a hidden article
        yield replace(item, severity=Severity.ERROR) if name in ACCESS_FIELDS else item


def _entry_positions(name: str, value: Located) -> Iterator[tuple[str, int, int]]:
    """Yield the positions of the entries that a check of the whole site may report."""
    if name == "affects" and isinstance(value.value, dict):
        if articles := value.value.get("articles"):
            yield from _entry_positions(name, articles)
    elif name in REFERENCE_FIELDS and isinstance(value.value, list):
        for entry in value.value:
            yield f"{name}:{entry.value}", entry.line, entry.column
    elif name in REFERENCE_FIELDS:
        yield f"{name}:{value.value}", value.line, value.column


def _report_unknown(
    field: str, value: Located, schema: Iterable[str], unknown: UnknownFields, problems: Problems
) -> None:
    similar = _similar(field.lower(), tuple(schema))
    access_field = _access_field(field, value, similar, unknown)
    if unknown is UnknownFields.IGNORE and not access_field:
        return
    is_error = unknown is UnknownFields.ERROR or bool(access_field)
    severity = Severity.ERROR if is_error else Severity.WARNING
    near = access_field or next(iter(similar), "")
    hint = _unknown_hint(field, near, schema)
    name = field if field.isprintable() and len(field) <= 60 else repr(field[:60])
    line, column = value.key_location
    fatal = problems.fatal
    problems.add(
        "KB202", f"unknown field {name}", line=line, column=column, hint=hint, severity=severity
    )
    problems.fatal = fatal or bool(access_field)


def _unknown_hint(field: str, near: str, schema: Iterable[str]) -> str:
    """Return what to do about an unknown field with a similar known one, or none."""
    known = FOREIGN_NAMES.get(field.lower(), "")
    if known.partition(":")[0] in schema:
        return f"kbgen's field for this is `{known}`."
    foreign_letter = next((char for char in field if char.isalpha() and not char.isascii()), "")
    if near and foreign_letter:
        script = unicodedata.name(foreign_letter, "foreign").split()[0].capitalize()
        return f"It contains the {script} letter {foreign_letter}. Type the name again: {near}"
    if field != near and field.lower() == near:
        return f"Write {near}, in lower case."
    if near:
        return f"Did you mean {near}?"
    if field in MATERIAL_FIELDS and "id" in schema:
        return (
            "It is a field of Material and has no effect here. Remove it, or write "
            "'front_matter: {unknown: ignore}' in mkdocs.yml."
        )
    return f"Known fields: {', '.join(schema)}."


def _access_field(
    name: str, value: Located, similar: tuple[str, ...], unknown: UnknownFields
) -> str:
    """Return the access field that may be meant: a typing error must not publish an article.

    Args:
        name: The unknown name.
        value: Its value.
        similar: The fields of kbgen with a similar name, the most similar one first.
        unknown: How the site treats unknown fields.
    """
    for field in similar:
        if field in OWN_WORDS and not can_be_foreign(field, value):
            return field
    # `ms.audience` is a name of another tool, and an empty field hides nothing.
    is_ignored = unknown is UnknownFields.IGNORE and ("." in name or is_empty(value))
    return similar[0] if similar and similar[0] in ACCESS_FIELDS and not is_ignored else ""


# Cached: imported articles have the same few foreign fields in every file.
@lru_cache(maxsize=1024)
def _similar(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(get_close_matches(name, known, n=len(known), cutoff=0.7))


def _add_field_problems(
    diagnostics: list[Diagnostic], name: str, unknown: UnknownFields, problems: Problems
) -> None:
    """Add the problems of one field; invalid values do not make the whole file unusable."""
    if name in ACCESS_FIELDS or any(item.code not in _INVALID_VALUE for item in diagnostics):
        problems.extend(diagnostics)
        return
    # In front matter written for other systems, invalid values are warnings.
    is_strict = unknown is UnknownFields.ERROR
    problems.diagnostics += (
        item if is_strict else replace(item, severity=Severity.WARNING) for item in diagnostics
    )
    problems.fatal = problems.fatal or (is_strict and name in ID_FIELDS)
