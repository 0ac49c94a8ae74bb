# SPDX-License-Identifier: MIT
"""Parse single fields: one YAML value with its position → one typed value, or a diagnostic.

The diagnostics are KB102, KB202, KB203, KB205 and KB209. `runtime.located_fields` explains parsers
and has those of choices, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from kbgen.language.shorten import shorten
from kbgen.model import OldAddress
from kbgen.runtime.located_fields import (
    FieldReport,
    FieldRules,
    Parser,
    list_of,
    report_curly_quotes,
    report_cut,
)
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.yaml_slips import in_quotes

# Control characters except tab and line feed, bidirectional controls, surrogates, noncharacters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# A time after the date is not captured, so the groups are year, month, day.
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
# The words of YAML.
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NULLS = frozenset({"null", "Null", "NULL", "~"})
# Signs of lists in other programs, and a hyphen without a space.
_OTHER_LIST = re.compile(r"(?:-(?=[^\W\d])|[•·▪◦‣●○–—*][ \t\u00a0]+)([^•▪◦‣●○\n]*[^\s•▪◦‣●○])")
_SENTENCES = frozenset({"title", "summary"})
# A path, an address or a title where an id was expected.
_NO_ID = re.compile(r"[^\s/]*(?:/[^\s/]*)+|[^\s/]+\.(?:md|markdown)|.*\s.*", re.IGNORECASE)
MAX_ID = 200
_MAX_SHOWN = 40
"""Maximum number of characters that a message shows of a value."""


def _describe(value: Located) -> str:
    if isinstance(value.value, str):
        return f"“{shorten(' '.join(_UNSAFE.sub('?', value.value).split()), _MAX_SHOWN)}”"
    return "a list" if isinstance(value.value, list) else "a mapping"


def is_empty(value: Located) -> bool:
    """Tell whether a value counts as absent: `tags:`, `tags: []`, `tags: ""`, `tags: null`."""
    if not isinstance(value.value, str):
        return not value.value
    # In quotes, YAML's words for no value are text.
    return not value.value.strip() or (value.is_plain and value.value in _NULLS)


FRONT_MATTER = FieldRules(
    describe=_describe,
    is_absent=is_empty,
    no_choice=("KB203", "{name}: {value} is not known", "Choose one of: {known}."),
    no_mapping=("KB203", "{name}: {value} is not a mapping", "It has the fields: {known}."),
    unknown_key=("KB202", "{name}: unknown field {key}", "Known fields: {known}."),
    did_you_mean="Did you mean {near}?",
    missing_key=("KB205", "{name}: field {key} is missing", ""),
)


def refuse(value: Located, name: str, expected: str, report: FieldReport, hint: str = "") -> None:
    """Report a value that the field does not accept."""
    report.add("KB203", f"{name}: {_describe(value)} is not {expected}", value, hint)


def text(value: Located, name: str, report: FieldReport) -> str | None:
    """Parse plain text; collapse white space."""
    if not isinstance(value.value, str):
        hint = "If the text has a colon or bracket, put it in quotes."
        refuse(value, name, "text", report, hint)
        return None
    if match := _UNSAFE.search(value.value):
        message = f"{name}: character U+{ord(match.group()):04X} is not allowed"
        report.add("KB102", message, value, "Remove the character.")
        return None
    report_cut(value, name, report)
    report_curly_quotes("KB203", value, name, report)
    _report_end(value, name, report)
    return " ".join(value.value.split())


def _report_end(value: Located, name: str, report: FieldReport) -> None:
    """Report a comma or semicolon that another format needs at the end of a value."""
    written = value.value.strip()
    if name in _SENTENCES and value.is_plain and written[1:].endswith((",", ";")):
        sign = "comma" if written[-1] == "," else "semicolon"
        hint = f"Delete it, or write {in_quotes(written)} if readers should see it."
        report.warn("KB203", f"{name}: the {sign} at the end is part of the text", value, hint)


_texts = list_of(text)


def texts(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    """Parse a list of texts; report a text that looks like a list with other signs than YAML's."""
    if isinstance(value.value, str) and value.is_plain:
        match = _OTHER_LIST.match(value.value)
        if match and (value.value[0] != "-" or value.line > value.key_location[0]):
            shown = shorten(match[1], _MAX_SHOWN)
            hint = f"Write `- {shown}`, with a hyphen and a space, and each entry on its own line."
            report.add("KB203", f"{name}: {_describe(value)} is not a list", value, hint)
            return None
    parsed: tuple[str, ...] | None = _texts(value, name, report)
    return parsed


def words(value: Located, name: str, report: FieldReport) -> tuple[str, ...] | None:
    """Parse a list of words; split a single text at commas, as Jekyll and Hugo do."""
    parsed: tuple[str, ...] | None = texts(value, name, report)
    if parsed is None or not isinstance(value.value, str):
        return parsed
    if ";" in value.value and "," not in value.value:
        entries = ", ".join(filter(None, (part.strip() for part in value.value.split(";"))))
        hint = f"Separate them with commas: [{entries}]"
        report.warn("KB203", f"{name}: {_describe(value)} is one entry", value, hint)
    return tuple(filter(None, (part.strip() for part in ",".join(parsed).split(","))))


def accept_any(value: Located, name: str, report: FieldReport) -> None:
    """Accept any value of a field that only a plugin reads."""


def _scalar(convert: Callable[[str], Any], expected: str, hint: str = "") -> Parser:
    """Return a parser for the texts that a function converts to something other than None."""

    def parse(value: Located, name: str, report: FieldReport) -> Any:
        converted = convert(value.value) if isinstance(value.value, str) else None
        if converted is None:
            refuse(value, name, expected, report, hint)
        return converted

    return parse


def _matching(pattern: str) -> Callable[[str], str | None]:
    """Return a function that returns a text if the whole text matches, else None."""
    compiled = re.compile(pattern)
    return lambda text: text if compiled.fullmatch(text) else None


def _to_day(text: str) -> date | None:
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _to_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    # Without an offset, readers in other time zones would see another time.
    return moment.replace(second=0, microsecond=0) if moment.tzinfo else None


def _to_number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


identifier = _scalar(
    _matching(rf"[a-z0-9][a-z0-9-]{{0,{MAX_ID - 1}}}"),
    "an id",
    "Use a-z, 0-9 and hyphens, beginning with a letter or digit.",
)


def reference(value: Located, name: str, report: FieldReport) -> str | None:
    """Parse the id of another article. Others are kept: a later check names the right id."""
    if isinstance(value.value, str) and _NO_ID.fullmatch(value.value):
        return value.value
    parsed: str | None = identifier(value, name, report)
    return parsed


def old_address(value: Located, name: str, report: FieldReport) -> OldAddress | None:
    """Parse a former address, with its position; `content.redirects` checks it."""
    parsed = text(value, name, report)
    return OldAddress(parsed, value.line, value.column) if parsed else None


# A short revision, such as `0`, matches no text.
revision = _scalar(
    _matching(r"[0-9a-f]{1,16}"),
    "a revision",
    "Write 0; kbgen check then reports the right value.",
)
day = _scalar(_to_day, "a date", "Write it as YYYY-MM-DD.")
moment = _scalar(
    _to_moment,
    "a time with an offset from UTC",
    "Write it as 2027-03-15T16:00+01:00, or with Z for UTC.",
)
number = _scalar(_to_number, "a whole number", "Write digits, such as 2.")
flag = _scalar(
    lambda text: _FLAGS.get(text.strip().lower()), "true or false", "Write one of the two."
)
# The name of a Material icon; never a path.
icon = _scalar(
    _matching(r"[a-z0-9-]+(?:/[a-z0-9-]+)+"),
    "the name of an icon",
    "For example: material/credit-card-outline.",
)
