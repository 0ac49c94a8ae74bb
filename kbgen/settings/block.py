# SPDX-License-Identifier: MIT
"""Read the `kbgen` block of mkdocs.yml, with one parser per setting.

`runtime.located_fields` explains parsers. A value that one reports is replaced by the default.
"""

from __future__ import annotations

import functools
import re
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from kbgen.model import Audience, Status
from kbgen.runtime.addresses import is_email_address, is_web_address
from kbgen.runtime.located_fields import (
    FieldReport,
    FieldRules,
    Parser,
    list_of,
    mapping_of,
    one_of,
    read_fields,
    report_cut,
)
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings.announcement import announcement
from kbgen.settings.bar_links import FooterSettings, HeaderSettings, link_list
from kbgen.settings.brand import read_colors, read_font, read_logo, read_social_image
from kbgen.settings.file_patterns import patterns_problem
from kbgen.settings.local_texts import LOCAL_TEXTS, is_language_code, local_text
from kbgen.settings.types import (
    BlockRules,
    ContactSettings,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    FrontMatterSettings,
    KbgenSettings,
    LimitSettings,
    MarkdownSettings,
    MermaidSettings,
    SearchSettings,
    UnknownFields,
)

_ORIGIN = re.compile(r"https://[a-zA-Z0-9.-]+(?::[0-9]+)?/?")


SETTINGS_RULES = FieldRules(
    describe=lambda value: f"'{value.plain()}'",
    is_absent=lambda value: value.value is None,
    no_choice=("KB703", "{value} is not one of {known}", ""),
    no_mapping=("KB703", "expected nested settings ({known})", "Indent them below the setting."),
    unknown_key=("KB702", "unknown setting '{key}'", "Valid settings: {known}."),
    did_you_mean="Did you mean '{near}'?",
    missing_key=("KB703", "'{key}' is missing", "Add '{key}: …' to this entry of {name}."),
    no_list=("KB703", "expected a list", "Write [first, second]."),
)


def read_block(block: Located, theme_language: str, problems: Problems) -> KbgenSettings:
    """Read the block as typed settings.

    Invalid settings are added to `problems` and get their defaults.
    """
    report = FieldReport(problems, SETTINGS_RULES)
    if block.value is not None and not isinstance(block.value, dict):
        hint = "Write 'kbgen:' with indented settings below."
        report.add("KB703", "'kbgen' must contain settings", block, hint)
    values = {"languages": (theme_language,)} | read_fields(block, "kbgen", _PARSERS, report)
    contact = values.pop("contact", {})
    return KbgenSettings(
        **values,
        contact=ContactSettings(**{name: text.first for name, text in contact.items()}),
        contact_texts=contact,
    )


def _text(value: Located, _name: str, report: FieldReport) -> str | None:
    if isinstance(value.value, dict | list):
        report.add("KB703", "expected text", value)
        return None
    return str(value.value).strip()


def _words(value: Located, name: str, report: FieldReport) -> str | None:
    """Parse text that readers see."""
    report_cut(value, name.rpartition(".")[2], report)
    return _text(value, name, report)


def _web_address(value: Located, name: str, report: FieldReport) -> str | None:
    text = _text(value, name, report)
    if text and not is_web_address(text):
        hint = "Write an address that begins with https://."
        report.add("KB703", f"'{text}' is not a web address", value, hint)
        return None
    return text


def _origin(value: Located, name: str, report: FieldReport) -> str | None:
    text = _text(value, name, report)
    if text is not None and not _ORIGIN.fullmatch(text):
        hint = "Write the beginning of its addresses: https://cdn.example.com."
        report.add("KB703", f"'{text}' is not the address of a site", value, hint)
        return None
    return text.rstrip("/") if text else None


def _origins(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(list_of(_origin)(value, name, report) or ())) or None


def _email(value: Located, name: str, report: FieldReport) -> str | None:
    text = _text(value, name, report)
    if text and not is_email_address(text):
        hint = "Write it as help@example.com."
        report.add("KB703", f"'{text}' is not an email address", value, hint)
        return None
    return text


def _number(minimum: float, maximum: float, type_: type[int | float]) -> Parser:
    def parse(value: Located, _name: str, report: FieldReport) -> Any:
        number = value.value
        is_number = isinstance(number, int | type_) and not isinstance(number, bool)
        if not is_number or not minimum <= number <= maximum:
            report.add("KB703", f"expected a number from {minimum:g} to {maximum:g}", value)
            return None
        return type_(number)

    return parse


def _flag(value: Located, _name: str, report: FieldReport) -> bool | None:
    if not isinstance(value.value, bool):
        report.add("KB703", "expected true or false", value)
        return None
    return value.value


def _language(value: Located, _name: str, report: FieldReport) -> str | None:
    if not isinstance(value.value, str) or not is_language_code(value.value):
        # YAML reads `no`, the code of Norwegian, as a boolean.
        is_no = value.value is False
        hint = "Write it in quotes: 'no'." if is_no else "Use codes such as en, pl, or pt-BR."
        report.add("KB703", f"'{value.plain()}' is not a language code", value, hint)
        return None
    return value.value


def _languages(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    codes: tuple[str, ...] | None = list_of(_language)(value, name, report)
    if codes and len(set(codes)) != len(codes):
        report.add("KB703", "a language is listed twice", value, "Remove one of the two.")
    return tuple(dict.fromkeys(codes or ())) or None


def _audiences(value: Located, name: str, report: FieldReport) -> frozenset[Audience] | None:
    return frozenset(list_of(one_of(Audience))(value, name, report) or ()) or None


def _meanings(choices: type[StrEnum]) -> Parser:
    """Return a parser for a mapping from other tools' words to those of an enum."""
    parse_word = one_of(choices)

    def parse(value: Located, name: str, report: FieldReport) -> dict[str, str] | None:
        if not isinstance(value.value, dict):
            hint = f"Write '{{their value: {next(iter(choices))}}}'."
            report.add("KB703", "expected a meaning for each value", value, hint)
            return None
        words = {key: parse_word(item, name, report) for key, item in value.items()}
        return {key.strip().casefold(): str(word) for key, word in words.items() if word}

    return parse


def _patterns(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    patterns: tuple[str, ...] | None = list_of(_text)(value, name, report)
    if wrong := patterns_problem("\n".join(patterns or ())):
        report.add("KB703", wrong, value, "Write patterns as in a .gitignore file.")
        return None
    return patterns


def _command(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    words: tuple[str, ...] | None = list_of(_text)(value, name, report)
    missing = [mark for mark in ("{input}", "{output}") if mark not in " ".join(words or ())]
    if words and missing:
        hint = """Write [mmdc, -i, "{input}", -o, "{output}"]."""
        report.add("KB703", f"the command does not contain {missing[0]}", value, hint)
        return None
    return words


def _popular_searches(
    value: Located, name: str, report: FieldReport
) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value.value, dict):
        hint = "Write 'en: [reset password, refund]'."
        report.add("KB703", "expected a list for each language", value, hint)
        return None
    lists = {lang: list_of(_words)(entry, name, report) for lang, entry in value.items()}
    return {lang: entries for lang, entries in lists.items() if entries}


def _feedback(value: Located, name: str, report: FieldReport) -> FeedbackSettings | None:
    """Read the `feedback` block and the locations of its settings.

    The adapter checks whether the settings fit together and needs the locations for its messages.
    """
    values: FeedbackSettings | None = _group(FeedbackSettings, _FEEDBACK)(value, name, report)
    locations = {field: (entry.line, entry.column) for field, entry in value.items()}
    secret = "secret" in locations  # true even when `!ENV` finds no value on this machine
    locations["feedback"] = value.key_location
    return replace(values, secret=secret, locations=locations) if values else None


def _search(value: Located, name: str, report: FieldReport) -> SearchSettings | None:
    """Read the `search` block and the locations of its settings."""
    values: SearchSettings | None = _group(SearchSettings, {"meaning": _flag})(value, name, report)
    if not values:
        return None
    locations = {field: (entry.line, entry.column) for field, entry in value.items()}
    return replace(values, locations=locations)


_group = functools.partial(mapping_of, partial=True)
_FEEDBACK: dict[str, Parser] = {
    "adapter": one_of(FeedbackAdapter),
    "endpoint": _web_address,
    "account": _text,
    "format": one_of(FeedbackFormat),
    "secret": lambda *_: None,  # only its presence matters; the value is never read
    "products": list_of(_words),
}
_PARSERS: dict[str, Parser] = {
    "languages": _languages,
    "front_matter": _group(
        FrontMatterSettings,
        {
            "unknown": one_of(UnknownFields),
            "values": _group(dict, {"audience": _meanings(Audience), "status": _meanings(Status)}),
        },
    ),
    "audiences": _audiences,
    **{name: local_text(_words) for name in LOCAL_TEXTS},
    "contact": _group(
        dict,
        {field.name: local_text(_words) for field in fields(ContactSettings)}
        | {"url": local_text(_web_address), "email": local_text(_email)},
    ),
    "feedback": _feedback,
    "popular_searches": _popular_searches,
    "general_synonyms": _flag,
    "follow_nav": _flag,
    "allow_external": _origins,
    "limits": _group(
        LimitSettings,
        {
            "source_bytes": _number(1_000, 100_000_000, int),
            "page_seconds": _number(0.1, 600, float),
            "picture_bytes": _number(10_000, 100_000_000, int),
            "picture_pixels": _number(100, 100_000, int),
        },
    ),
    "markdown": _group(MarkdownSettings, {"blocks": one_of(BlockRules)}),
    "mermaid": _group(MermaidSettings, {"command": _command}),
    "search": _search,
    "colors": read_colors,
    "font": read_font,
    "logo": read_logo,
    "social_image": read_social_image,
    "announcement": announcement(_words),
    "header": _group(HeaderSettings, {"links": link_list(_words)}),
    "footer": _group(FooterSettings, {"links": link_list(_words)}),
    "active_files": _patterns,
}
