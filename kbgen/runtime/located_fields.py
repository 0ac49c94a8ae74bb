# SPDX-License-Identifier: MIT
"""Parsers of choices, lists and mappings: `Located` values → typed values, or reported problems.

A parser has the signature `(value, name, report) -> typed value or None`. None means that the value
is not usable and has been reported. Front matter and settings share these parsers; `FieldRules` has
the codes and words of each, and what counts as absent or as a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from kbgen.model import Severity
from kbgen.runtime.yaml_slips import in_quotes

if TYPE_CHECKING:
    from kbgen.runtime.located_yaml import Located
    from kbgen.runtime.problems import Problems

Choice = TypeVar("Choice", bound=StrEnum)
Template = tuple[str, str, str]
"""(code, message, hint) of a problem. `{name}` is the field, `{value}` what it contains, `{key}` a
name inside it, `{known}` the names or words that are allowed."""


@dataclass(frozen=True, slots=True)
class FieldRules:
    """What differs between front matter and settings."""

    describe: Callable[[Located], str]
    """Returns what a message shows of a value."""
    is_absent: Callable[[Located], bool]
    """Tells whether a value counts as not written."""
    no_choice: Template
    no_mapping: Template
    unknown_key: Template
    did_you_mean: str
    """Hint for an unknown key like the known key `{near}`."""
    missing_key: Template = ("", "", "")
    no_list: Template | None = None
    """None where a single value is a list of one."""


@dataclass(frozen=True, slots=True)
class FieldReport:
    """Receives the problems of one file's fields."""

    problems: Problems
    rules: FieldRules

    def add(self, code: str, message: str, value: Located, hint: str = "") -> None:
        """Report a problem at a value."""
        self.problems.add(code, message, line=value.line, column=value.column, hint=hint)

    def warn(self, code: str, message: str, value: Located, hint: str) -> None:
        """Report a mistake in a value that is used unchanged."""
        self.problems.add(
            code,
            message,
            line=value.line,
            column=value.column,
            hint=hint,
            severity=Severity.WARNING,
        )

    def fill(
        self,
        template: Template,
        value: Located,
        name: str,
        known: Iterable[str] = (),
        key: str = "",
    ) -> None:
        """Report a problem at a value in the words of a template."""
        words = {"name": name, "key": key, "known": ", ".join(known)}
        message = template[1].format(value=self.rules.describe(value), **words)
        self.add(template[0], message, value, template[2].format(**words))

    def unknown_key(self, value: Located, name: str, key: str, known: Iterable[str]) -> None:
        """Report an entry of a mapping whose key is not known, at the key."""
        near = get_close_matches(key, known, 1)
        code, message, hint = self.rules.unknown_key
        self.problems.add(
            code,
            message.format(name=name, key=key),
            line=value.key_location[0],
            column=value.key_location[1],
            hint=self.rules.did_you_mean.format(near=near[0])
            if near
            else hint.format(known=", ".join(known)),
        )


# A whole value in curly quotes, or the first part of one that a comma divides.
_CURLY_QUOTED = re.compile("[“„‟«]([^“”„‟«»]*)[”“»]?|‘([^‘’]*)’")

Parser = Callable[["Located", str, FieldReport], Any]


def report_cut(value: Located, name: str, report: FieldReport) -> None:
    """Report a text that YAML cuts at a number sign (KB209).

    A comment with two spaces before the number sign and one after it is a comment.
    """
    comment = value.comment
    if comment is None or value.value is None:
        return
    is_close = comment.text[1:2] not in ("", " ", "\t", "#")
    if not is_close and (comment.spaces > 1 or not value.value):
        return
    whole = f"{value.value} {comment.text}".strip()
    rest = f"“{value.value}” is left" if value.value else "nothing is left"
    hint = (
        f"Put the value in quotes: {in_quotes(whole)}; "
        "a comment needs two spaces before the # and one after it."
    )
    report.problems.add(
        "KB209",
        f"{name} is cut at the #: {rest}",
        line=comment.line,
        column=comment.column,
        hint=hint,
    )


def report_curly_quotes(code: str, value: Located, name: str, report: FieldReport) -> None:
    """Report a value in curly quotes, which YAML takes for letters."""
    match = (
        _CURLY_QUOTED.fullmatch(value.value.strip())
        if value.is_plain and isinstance(value.value, str)
        else None
    )
    if match is None:
        return
    inside, written = match[1] or match[2] or "", value.value.strip()
    hint = "Put straight quotes around the whole value."
    if not inside.endswith(written[-1]):
        kept = in_quotes(written)
        hint = f"Write {in_quotes(inside)}, or {kept} if readers should see the curly quotes."
    report.warn(code, f"{name}: the curly quotes are part of the text", value, hint)


def one_of(choices: type[Choice], synonyms: Mapping[str, Choice] | None = None) -> Parser:
    """Return a parser for the words of an enum; `synonyms` are other systems' words for them."""
    choice_by_word = {choice.value: choice for choice in choices} | dict(synonyms or {})

    def parse(value: Located, name: str, report: FieldReport) -> Choice | None:
        word = value.value.strip().lower() if isinstance(value.value, str) else ""
        if word not in choice_by_word:
            code, message, hint = report.rules.no_choice
            near = get_close_matches(word, choices, 1, cutoff=0.75)
            hint = report.rules.did_you_mean.format(near=near[0]) if near else hint
            report.fill((code, message, hint), value, name, choices)
        return choice_by_word.get(word)

    return parse


def list_of(parse_entry: Parser) -> Parser:
    """Return a parser for a list; empty texts are dropped."""

    def parse(value: Located, name: str, report: FieldReport) -> tuple[Any, ...] | None:
        no_list, entries = report.rules.no_list, value.value
        if no_list is None:
            entries = entries if isinstance(entries, list) else [value]
        elif not isinstance(entries, list) or not entries:
            report.fill(no_list, value, name)
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
            report.fill(report.rules.no_mapping, value, name, schema)
            return None
        diagnostics = report.problems.diagnostics
        before = len(diagnostics)
        fields = read_fields(value, name, schema, report)
        for field in required:
            if field not in fields and len(diagnostics) == before:
                report.fill(report.rules.missing_key, value, name, key=field)
        if len(diagnostics) > before and not partial:
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
            report.unknown_key(item, name, field, schema)
        elif not report.rules.is_absent(item):
            parsed = schema[field](item, f"{name}.{field}", report)
            if parsed is not None:
                fields[field] = parsed
    return fields
