# SPDX-License-Identifier: MIT
"""Read the `kbgen` block of mkdocs.yml, with one reader per setting.

A reader takes a `Located` value and returns the typed value. For an invalid value, it reports the
problem and returns None, which selects the default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from kbgen.model import Audience, Diagnostic, diagnostic
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
from kbgen.settings.yaml_nodes import Located

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class _Report:
    """Collects the problems of one settings file."""

    path: str
    problems: list[Diagnostic]

    def wrong(self, item: Located, message: str, hint: str = "") -> None:
        self.problems.append(
            diagnostic("KB703", self.path, message, line=item.line, column=item.column, hint=hint)
        )

    def unknown(self, item: Located, name: str, known: list[str]) -> None:
        line, column = item.key_place
        close = get_close_matches(name, known, 1)
        hint = (
            f"Did you mean '{close[0]}'?"
            if close
            else f"Valid settings: {', '.join(sorted(known))}."
        )
        self.problems.append(
            diagnostic(
                "KB702", self.path, f"unknown setting '{name}'", line=line, column=column, hint=hint
            )
        )


_Reader = Callable[[Located, "_Report"], Any]


def is_language_code(text: str) -> bool:
    """Tell whether the setting `languages` accepts this code, such as `en`, `pl` or `pt-BR`."""
    return bool(_LANGUAGE.fullmatch(text))


def read_block(
    block: Located, theme_language: str, path: str, problems: list[Diagnostic]
) -> KbgenSettings:
    """Read the block as typed settings.

    Invalid settings are added to `problems` and get their defaults.
    """
    values: dict[str, Any] = {"languages": (theme_language,)}
    report = _Report(path, problems)
    if block.value is not None and not isinstance(block.value, dict):
        report.wrong(
            block, "'kbgen' must contain settings", "Write 'kbgen:' with indented settings below."
        )
    values.update(_read_fields(block, _READERS, report))
    return KbgenSettings(**values)


def _read_fields(block: Located, readers: Mapping[str, _Reader], report: _Report) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, item in block.items():
        if name not in readers:
            report.unknown(item, name, list(readers))
        elif item.value is not None:
            value = readers[name](item, report)
            if value is not None:
                values[name] = value
    return values


def _group(type_: type[Any], readers: Mapping[str, _Reader]) -> _Reader:
    """Return a reader that turns a mapping into a settings dataclass."""

    def read(item: Located, report: _Report) -> Any:
        if not isinstance(item.value, dict):
            names = ", ".join(readers)
            report.wrong(
                item, f"expected nested settings ({names})", "Indent them below the setting."
            )
            return None
        return type_(**_read_fields(item, readers, report))

    return read


def _text(item: Located, report: _Report) -> str | None:
    if isinstance(item.value, dict | list):
        report.wrong(item, "expected text")
        return None
    return str(item.value).strip()


def _web_address(item: Located, report: _Report) -> str | None:
    text = _text(item, report)
    if text and not re.fullmatch(r"https?://[^\s\"'<>]+", text):
        report.wrong(
            item, f"'{text}' is not a web address", "Write an address that begins with https://."
        )
        return None
    return text


def _email(item: Located, report: _Report) -> str | None:
    text = _text(item, report)
    if text and not re.fullmatch(r"[^\s@<>\"',;?&]+@[^\s@<>\"',;?&]+\.[^\s@<>\"',;?&]+", text):
        report.wrong(item, f"'{text}' is not an email address")
        return None
    return text


def _number(minimum: float, maximum: float, type_: type[int | float]) -> _Reader:
    def read(item: Located, report: _Report) -> Any:
        value = item.value
        if (
            isinstance(value, bool)
            or not isinstance(value, int | type_)
            or not minimum <= value <= maximum
        ):
            report.wrong(item, f"expected a number from {minimum:g} to {maximum:g}")
            return None
        return type_(value)

    return read


def _flag(item: Located, report: _Report) -> bool | None:
    if not isinstance(item.value, bool):
        report.wrong(item, "expected true or false")
        return None
    return item.value


def _choice(type_: Any) -> _Reader:
    def read(item: Located, report: _Report) -> Any:
        choices = [str(choice) for choice in type_]
        if item.value not in choices:
            report.wrong(item, f"'{item.value}' is not one of {', '.join(choices)}")
            return None
        return type_(item.value)

    return read


def _list_of(read_one: _Reader) -> _Reader:
    def read(item: Located, report: _Report) -> Any:
        if not isinstance(item.value, list) or not item.value:
            report.wrong(item, "expected a list", "Write [first, second].")
            return None
        values = [read_one(entry, report) for entry in item.value]
        return tuple(value for value in values if value is not None)

    return read


def _language(item: Located, report: _Report) -> str | None:
    if not isinstance(item.value, str) or not is_language_code(item.value):
        # YAML reads `no`, the code of Norwegian, as a boolean.
        hint = (
            "Write it in quotes: 'no'."
            if item.value is False
            else "Use codes such as en, pl, or pt-BR."
        )
        report.wrong(item, f"'{item.plain()}' is not a language code", hint)
        return None
    return item.value


def _languages(item: Located, report: _Report) -> tuple[str, ...] | None:
    codes: tuple[str, ...] | None = _list_of(_language)(item, report)
    if codes and len(set(codes)) != len(codes):
        report.wrong(item, "a language is listed twice", "Remove one of the two.")
        return tuple(dict.fromkeys(codes))
    return codes or None


def _audiences(item: Located, report: _Report) -> frozenset[Audience] | None:
    audiences = _list_of(_choice(Audience))(item, report)
    return frozenset(audiences) if audiences else None


def _popular_searches(item: Located, report: _Report) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(item.value, dict):
        report.wrong(
            item, "expected a list for each language", "Write 'en: [reset password, refund]'."
        )
        return None
    lists = {lang: _list_of(_text)(entry, report) for lang, entry in item.items()}
    return {lang: entries for lang, entries in lists.items() if entries}


def _feedback(item: Located, report: _Report) -> FeedbackSettings | None:
    """Read the `feedback` block and the locations of its settings.

    The adapter checks whether the settings fit together and needs the locations for its messages.
    """
    values: FeedbackSettings | None = _group(FeedbackSettings, _FEEDBACK)(item, report)
    places = {name: (entry.line, entry.column) for name, entry in item.items()}
    secret = "secret" in places  # true even when `!ENV` finds no value on this machine
    places["feedback"] = item.key_place
    return replace(values, secret=secret, places=places) if values else None


_FEEDBACK: dict[str, _Reader] = {
    "adapter": _choice(FeedbackAdapter),
    "endpoint": _web_address,
    "account": _text,
    "format": _choice(FeedbackFormat),
    "secret": lambda _item, _report: None,  # only its presence matters; the value is never read
    "products": _list_of(_text),
}
_READERS: dict[str, _Reader] = {
    "languages": _languages,
    "front_matter": _group(FrontMatterSettings, {"unknown": _choice(UnknownFields)}),
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
    for name in _READERS:
        names += [f"{name}.{inner}" for inner in nested[name]] if name in nested else [name]
    return tuple(names)
