# SPDX-License-Identifier: MIT
"""Translate the front-matter fields of other generators into kbgen's.

In: fields as written. Out: kbgen's fields, old addresses, and findings for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from kbgen.content.front_matter.foreign_values import OWN_WORDS, can_be_foreign
from kbgen.content.front_matter.schema import STATUS_WORDS
from kbgen.importing.findings import BAD_VALUE, RESTRICTED, UNKNOWN_FIELD, Findings
from kbgen.importing.source.front_matter import SourceField
from kbgen.runtime.clock import build_day
from kbgen.runtime.located_yaml import Located

_TIME: Final = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[T ].*")
_ACCESS: Final = ("audience", "status", "visibility", "access")
"""Fields that decide who may read an article, here or in other tools."""
_DATES: Final = ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
"""DocFX writes `07/03/2016`. The program keeps the C locale, so the months are English."""
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})


@dataclass(slots=True)
class CarriedFields:
    """The fields of one article in kbgen's form."""

    values: dict[str, Any] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    """Other addresses that the fields name (`slug` and `permalink` are the converter's): `aliases`
    and `redirect_from`, as written."""


def carry_fields(fields: dict[str, SourceField], path: str, findings: Findings) -> CarriedFields:
    """Translate all fields; a converter takes out those that it reads itself before.

    Args:
        fields: The fields of one file.
        path: The file, for findings.
        findings: Receives fields and values without a counterpart.
    """
    carried = CarriedFields()
    for name, item in fields.items():
        rule = _RULES.get(name.lower().replace("-", "_"))
        if _is_empty(item.value):
            continue
        if rule is None and name in _ACCESS and _may_restrict(name, item):
            continue  # `_protect` reports it
        if rule is None:
            findings.add(UNKNOWN_FIELD, path, name, item.line)
        elif not rule(item.value, carried):
            _report_value(name, item, path, findings)
    _protect(fields, carried, path, findings)
    return carried


def _report_value(name: str, item: SourceField, path: str, findings: Findings) -> None:
    if name not in OWN_WORDS:
        findings.add(BAD_VALUE, path, f"{name}: {item.value}", item.line)
    elif not _may_restrict(name, item):  # `_protect` reports the others
        findings.add(UNKNOWN_FIELD, path, f"{name}: {item.value}", item.line)


def to_text(value: Any) -> str | None:
    """Return a field's text without line breaks; None for a list or mapping."""
    return " ".join(value.split()) if isinstance(value, str) else None


def to_words(value: Any) -> list[str] | None:
    """Return a list of words: a list, a text with commas, or mappings with a `label` or `name`."""
    if isinstance(value, str):
        return list(filter(None, map(str.strip, value.split(","))))
    if not isinstance(value, list):
        return None
    entries = [
        item.get("label", item.get("name")) if isinstance(item, dict) else item for item in value
    ]
    texts = [to_text(entry) for entry in entries]
    # A comma separates words in kbgen.
    return [text.replace(",", " ") for text in texts if text]


def to_order(value: Any) -> int | float | None:
    """Return a position as a number; `assembly` ranks fractions."""
    try:
        number = float(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if number is None or abs(number) >= 1e9 or number != number:
        return None
    return int(number) if number.is_integer() else number


def to_day(value: Any) -> str | None:
    """Return a date or time as `YYYY-MM-DD`."""
    text = _TIME.sub(r"\1", value.strip()) if isinstance(value, str) else ""
    for form in _DATES:
        with suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    return None


def to_flag(value: Any) -> bool | None:
    """Return what a YAML or TOML boolean means; None for other values."""
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def _is_empty(value: Any) -> bool:
    return value in ("", "null", "~") or value == [] or value == {}


_Rule = Callable[[Any, CarriedFields], bool]
"""Stores a value; returns whether it could."""


def _store(name: str, convert: Callable[[Any], Any], *, again: bool = False) -> _Rule:
    """Return a rule for a field of kbgen; the first source field with a value wins."""

    def rule(value: Any, carried: CarriedFields) -> bool:
        converted = convert(value)
        if converted is None:
            return False
        if again and isinstance(carried.values.get(name), list):
            converted = [*carried.values[name], *converted]
        elif name in carried.values and not again:
            return True
        if converted != []:
            carried.values[name] = list(dict.fromkeys(converted)) if again else converted
        return True

    return rule


def _draft_if(meaning: bool) -> _Rule:
    def rule(value: Any, carried: CarriedFields) -> bool:
        flag = to_flag(value)
        if flag is None or flag is meaning:  # an unclear value hides the article
            carried.values["status"] = "draft"
        return flag is not None

    return rule


def _publish_date(value: Any, carried: CarriedFields) -> bool:
    """Make an article a draft that the old site does not show yet."""
    day = to_day(value)
    if day is None or day > build_day().isoformat():
        carried.values["status"] = "draft"
    return day is not None


def _addresses(value: Any, carried: CarriedFields) -> bool:
    entries = value if isinstance(value, list) else [value]
    texts = [entry.strip() for entry in entries if isinstance(entry, str)]
    carried.addresses.extend(filter(None, texts))
    return len(texts) == len(entries)


def _owner(value: Any) -> str | None:
    return ", ".join(to_words(value) or ()) or None


def _own_word(name: str) -> _Rule:
    """Return a rule for `audience` and `status`: kbgen's words; `_protect` judges others."""

    def rule(value: Any, carried: CarriedFields) -> bool:
        text = value.strip().lower() if isinstance(value, str) else ""
        if text not in OWN_WORDS[name]:
            return False
        word = str(STATUS_WORDS.get(text, text))
        if carried.values.get(name) != "draft":
            carried.values[name] = word
        return True

    return rule


def _protect(
    fields: dict[str, SourceField], carried: CarriedFields, path: str, findings: Findings
) -> None:
    """Make an article a draft if a value may restrict its readers."""
    unlisted = fields.get("unlisted")
    if unlisted and to_flag(unlisted.value):
        findings.add(RESTRICTED, path, "unlisted: true", unlisted.line)
    for name in _ACCESS:
        item = fields.get(name)
        if item is None or carried.values.get(name) is not None or _is_empty(item.value):
            continue
        if _may_restrict(name, item):
            carried.values["status"] = "draft"
            findings.add(RESTRICTED, path, f"{name}: {item.value}", item.line)


def _may_restrict(name: str, item: SourceField) -> bool:
    """Tell whether a value may decide who reads an article; it is not the word of another tool."""
    return not is_foreign(name if name in OWN_WORDS else "audience", item.value)


def is_foreign(name: str, value: Any) -> bool:
    """Tell whether a value of `audience` or `status` is another tool's and hides nothing."""
    return can_be_foreign(name, _located(value))


def _located(value: Any) -> Located:
    if isinstance(value, dict):
        value = list(value.values())
    return Located(list(map(_located, value)) if isinstance(value, list) else value, 1, 1)


_TITLE: Final = _store("title", to_text)
_SUMMARY: Final = _store("summary", to_text)
_TAGS: Final = _store("tags", to_words, again=True)
_ORDER: Final = _store("order", to_order)
_UPDATED: Final = _store("updated", to_day)
_OWNER: Final = _store("owner", _owner)
_RULES: Final[dict[str, _Rule]] = {
    **dict.fromkeys(("title", "page_title"), _TITLE),
    **dict.fromkeys(("summary", "description", "abstract", "excerpt"), _SUMMARY),
    **dict.fromkeys(("tags", "keywords", "categories"), _TAGS),
    **dict.fromkeys(("order", "weight", "sidebar_position", "nav_order", "position"), _ORDER),
    **dict.fromkeys(
        ("updated", "lastmod", "last_modified_at", "last_updated", "lastupdated", "ms.date"),
        _UPDATED,
    ),
    **dict.fromkeys(("owner", "author", "authors"), _OWNER),
    **dict.fromkeys(("expires", "expirydate"), _store("expires", to_day)),
    **dict.fromkeys(("draft", "private", "unlisted"), _draft_if(True)),
    "publishdate": _publish_date,
    **dict.fromkeys(("published",), _draft_if(False)),
    **dict.fromkeys(("aliases", "redirect_from"), _addresses),
    "date": _UPDATED,
    "audience": _own_word("audience"),
    "status": _own_word("status"),
    "questions": _store("questions", lambda value: value if isinstance(value, list) else None),
}
"""Name of a field, in lower case and with underscores → what it means."""
