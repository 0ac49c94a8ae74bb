# SPDX-License-Identifier: MIT
"""Parsers of choices, lists and mappings: `Located` values → typed values, or reported problems.

A parser has the signature `(value, name, report) -> typed value or None`. None means that the value
is not usable and has been reported. Front matter and settings share these parsers; a
`FieldReport` has the codes and words of each, and its rules for what counts as absent or as a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from kbgen.model import Diagnostic
    from kbgen.runtime.located_yaml import Located

Choice = TypeVar("Choice", bound=StrEnum)


class FieldReport(Protocol):
    """Receives what is wrong with values of one kind of file, and knows the rules of that kind."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Return the problems of the file so far."""

    def is_absent(self, value: Located) -> bool:
        """Tell whether a value counts as not written."""

    def entries_of(self, value: Located) -> list[Located] | None:
        """Return the entries of a list; report a value that is none and return None."""

    def word_of(self, value: Located) -> str:
        """Return the word that a choice is compared with; empty for a list or mapping."""

    def report_choice(self, value: Located, name: str, choices: Iterable[str]) -> None:
        """Report a value that is none of the choices."""

    def report_no_mapping(self, value: Located, name: str, known: Iterable[str]) -> None:
        """Report a value that should be a mapping of the known fields."""

    def report_unknown(self, value: Located, name: str, field: str, known: Iterable[str]) -> None:
        """Report an entry of a mapping whose name is not known."""

    def report_missing(self, value: Located, name: str, field: str) -> None:
        """Report a mapping without a required field."""


Parser = Callable[["Located", str, Any], Any]


def one_of(choices: type[Choice], synonyms: Mapping[str, Choice] | None = None) -> Parser:
    """Return a parser for the words of an enum; `synonyms` are other systems' words for them."""
    choice_by_word = {choice.value: choice for choice in choices} | dict(synonyms or {})

    def parse(value: Located, name: str, report: FieldReport) -> Choice | None:
        word = report.word_of(value)
        if word not in choice_by_word:
            report.report_choice(value, name, list(choices))
        return choice_by_word.get(word)

    return parse


def list_of(parse_entry: Parser) -> Parser:
    """Return a parser for a list; empty texts are dropped."""

    def parse(value: Located, name: str, report: FieldReport) -> tuple[Any, ...] | None:
        entries = report.entries_of(value)
        if entries is None:
            return None
        parsed = [parse_entry(entry, name, report) for entry in entries]
        return None if None in parsed else tuple(entry for entry in parsed if entry != "")

    return parse


def mapping_of(
    make: Callable[..., Any],
    schema: Mapping[str, Parser],
    *required: str,
    arguments: Mapping[str, str] | None = None,
    partial: bool = False,
) -> Parser:
    """Return a parser for a mapping.

    Args:
        make: Called with the parsed values of the fields that are present.
        schema: Field → parser.
        required: Fields that must be present.
        arguments: Field → argument of `make`, where the names differ.
        partial: Whether a mapping with problems is used without the fields that have them.
    """
    argument_of = arguments or {}

    def parse(value: Located, name: str, report: FieldReport) -> Any:
        if not isinstance(value.value, dict):
            return report.report_no_mapping(value, name, schema)
        before = len(report.diagnostics)
        fields = read_fields(value, name, schema, report)
        for field in required:
            if field not in fields and len(report.diagnostics) == before:
                report.report_missing(value, name, field)
        if len(report.diagnostics) > before and not partial:
            return None
        return make(**{argument_of.get(field, field): item for field, item in fields.items()})

    return parse


def read_fields(
    value: Located, name: str, schema: Mapping[str, Parser], report: FieldReport
) -> dict[str, Any]:
    """Return the parsed fields of a mapping, without those that are absent or have problems."""
    fields = {}
    for field, item in value.items():
        if field not in schema:
            report.report_unknown(item, name, field, schema)
        elif not report.is_absent(item):
            parsed = schema[field](item, f"{name}.{field}", report)
            if parsed is not None:
                fields[field] = parsed
    return fields
