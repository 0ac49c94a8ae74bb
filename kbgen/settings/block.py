# SPDX-License-Identifier: MIT
"""Read the `kbgen` block of mkdocs.yml, with one parser per setting.

`runtime.located_fields` explains parsers. A value that one reports is replaced by the default.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from kbgen.model import Audience, Diagnostic, diagnostic
from kbgen.runtime.addresses import is_email_address, is_web_address
from kbgen.runtime.located_fields import Parser, list_of, mapping_of, one_of, read_fields
from kbgen.runtime.located_yaml import Located
from kbgen.settings.types import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    FrontMatterSettings,
    KbgenSettings,
    LimitSettings,
    UnknownFields,
)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class _Report:
    """Reports invalid settings of one file. See `FieldReport`."""

    path: str
    diagnostics: list[Diagnostic]

    def refuse(self, value: Located, message: str, hint: str = "") -> None:
        """Report a value that does not fit its setting."""
        self._add("KB703", message, (value.line, value.column), hint)

    def _add(self, code: str, message: str, place: tuple[int, int], hint: str) -> None:
        line, column = place
        self.diagnostics.append(
            diagnostic(code, self.path, message, line=line, column=column, hint=hint)
        )

    def is_absent(self, value: Located) -> bool:
        """Tell whether a setting has no value."""
        return value.value is None

    def entries_of(self, value: Located) -> list[Located] | None:
        """Return the entries of a list; report an empty one and any other value."""
        if not isinstance(value.value, list) or not value.value:
            self.refuse(value, "expected a list", "Write [first, second].")
            return None
        return value.value

    def word_of(self, value: Located) -> str:
        """Return the text of a value."""
        return value.value if isinstance(value.value, str) else ""

    def report_choice(self, value: Located, name: str, choices: Iterable[str]) -> None:
        """Report a value that is none of the choices."""
        self.refuse(value, f"'{value.plain()}' is not one of {', '.join(choices)}")

    def report_no_mapping(self, value: Located, name: str, known: Iterable[str]) -> None:
        """Report a setting without the nested settings that it should have."""
        message = f"expected nested settings ({', '.join(known)})"
        self.refuse(value, message, "Indent them below the setting.")

    def report_unknown(self, value: Located, name: str, field: str, known: Iterable[str]) -> None:
        """Report a setting whose name is not known."""
        names = sorted(known)
        close = get_close_matches(field, names, 1)
        hint = f"Did you mean '{close[0]}'?" if close else f"Valid settings: {', '.join(names)}."
        self._add("KB702", f"unknown setting '{field}'", value.key_place, hint)

    def report_missing(self, value: Located, name: str, field: str) -> None:
        """Do nothing: no setting of the block is required."""


def is_language_code(text: str) -> bool:
    """Tell whether the setting `languages` accepts this code, such as `en`, `pl` or `pt-BR`."""
    return bool(_LANGUAGE.fullmatch(text))


def read_block(
    block: Located, theme_language: str, path: str, problems: list[Diagnostic]
) -> KbgenSettings:
    """Read the block as typed settings.

    Invalid settings are added to `problems` and get their defaults.
    """
    report = _Report(path, problems)
    if block.value is not None and not isinstance(block.value, dict):
        hint = "Write 'kbgen:' with indented settings below."
        report.refuse(block, "'kbgen' must contain settings", hint)
    values = {"languages": (theme_language,)} | read_fields(block, "kbgen", _PARSERS, report)
    return KbgenSettings(**values)


def _text(value: Located, _name: str, report: _Report) -> str | None:
    if isinstance(value.value, dict | list):
        report.refuse(value, "expected text")
        return None
    return str(value.value).strip()


def _web_address(value: Located, name: str, report: _Report) -> str | None:
    text = _text(value, name, report)
    if text and not is_web_address(text):
        hint = "Write an address that begins with https://."
        report.refuse(value, f"'{text}' is not a web address", hint)
        return None
    return text


def _email(value: Located, name: str, report: _Report) -> str | None:
    text = _text(value, name, report)
    if text and not is_email_address(text):
        report.refuse(value, f"'{text}' is not an email address")
        return None
    return text


def _number(minimum: float, maximum: float, type_: type[int | float]) -> Parser:
    def parse(value: Located, _name: str, report: _Report) -> Any:
        number = value.value
        is_number = isinstance(number, int | type_) and not isinstance(number, bool)
        if not is_number or not minimum <= number <= maximum:
            report.refuse(value, f"expected a number from {minimum:g} to {maximum:g}")
            return None
        return type_(number)

    return parse


def _flag(value: Located, _name: str, report: _Report) -> bool | None:
    if not isinstance(value.value, bool):
        report.refuse(value, "expected true or false")
        return None
    return value.value


def _language(value: Located, _name: str, report: _Report) -> str | None:
    if not isinstance(value.value, str) or not is_language_code(value.value):
        # YAML reads `no`, the code of Norwegian, as a boolean.
        is_no = value.value is False
        hint = "Write it in quotes: 'no'." if is_no else "Use codes such as en, pl or pt-BR."
        report.refuse(value, f"'{value.plain()}' is not a language code", hint)
        return None
    return value.value


def _languages(value: Located, name: str, report: _Report) -> tuple[str, ...] | None:
    codes: tuple[str, ...] | None = list_of(_language)(value, name, report)
    if codes and len(set(codes)) != len(codes):
        report.refuse(value, "a language is listed twice", "Remove one of the two.")
    return tuple(dict.fromkeys(codes or ())) or None


def _audiences(value: Located, name: str, report: _Report) -> frozenset[Audience] | None:
    return frozenset(list_of(one_of(Audience))(value, name, report) or ()) or None


def _popular_searches(
    value: Located, name: str, report: _Report
) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value.value, dict):
        hint = "Write 'en: [reset password, refund]'."
        report.refuse(value, "expected a list for each language", hint)
        return None
    lists = {lang: list_of(_text)(entry, name, report) for lang, entry in value.items()}
    return {lang: entries for lang, entries in lists.items() if entries}


def _feedback(value: Located, name: str, report: _Report) -> FeedbackSettings | None:
    """Read the `feedback` block and the locations of its settings.

    The adapter checks whether the settings fit together and needs the locations for its messages.
    """
    values: FeedbackSettings | None = _group(FeedbackSettings, _FEEDBACK)(value, name, report)
    places = {field: (entry.line, entry.column) for field, entry in value.items()}
    secret = "secret" in places  # true even when `!ENV` finds no value on this machine
    places["feedback"] = value.key_place
    return replace(values, secret=secret, places=places) if values else None


_group = functools.partial(mapping_of, partial=True)
_FEEDBACK: dict[str, Parser] = {
    "adapter": one_of(FeedbackAdapter),
    "endpoint": _web_address,
    "account": _text,
    "format": one_of(FeedbackFormat),
    "secret": lambda *_: None,  # only its presence matters; the value is never read
    "products": list_of(_text),
}
_PARSERS: dict[str, Parser] = {
    "languages": _languages,
    "front_matter": _group(FrontMatterSettings, {"unknown": one_of(UnknownFields)}),
    "audiences": _audiences,
    "contact": _group(
        ContactSettings,
        {field.name: _text for field in fields(ContactSettings)}
        | {"url": _web_address, "email": _email},
    ),
    "feedback": _feedback,
    "popular_searches": _popular_searches,
    "general_synonyms": _flag,
    "limits": _group(
        LimitSettings,
        {
            "source_bytes": _number(1_000, 100_000_000, int),
            "page_seconds": _number(0.1, 600, float),
        },
    ),
}


def setting_names() -> tuple[str, ...]:
    """Return the name of every setting of the block, nested ones with a dot.

    A test compares the manual with this list.
    """
    nested = {
        "front_matter": [field.name for field in fields(FrontMatterSettings)],
        "contact": [field.name for field in fields(ContactSettings)],
        "feedback": list(_FEEDBACK),
        "limits": [field.name for field in fields(LimitSettings)],
    }
    names: list[str] = []
    for name in _PARSERS:
        names += [f"{name}.{inner}" for inner in nested[name]] if name in nested else [name]
    return tuple(names)
