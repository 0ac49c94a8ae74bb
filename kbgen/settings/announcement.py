# SPDX-License-Identifier: MIT
"""The line above the header with which a site tells all its readers something."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kbgen.runtime.located_fields import mapping_of
from kbgen.settings.bar_links import link_target
from kbgen.settings.local_texts import LocalText, local_text

if TYPE_CHECKING:
    from kbgen.runtime.located_fields import FieldReport, Parser
    from kbgen.runtime.located_yaml import Located


@dataclass(frozen=True, slots=True)
class AnnouncementSettings:
    """`announcement:` one line above the header of every page."""

    text: LocalText | None = None
    url: LocalText | None = None
    """Where the text leads: an address of another site, or a page of this one."""
    until: date | None = None
    """The last day on which it is shown."""
    locations: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Setting → line and column."""

    def has_ended(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and self.until < today


def announcement(parse_text: Parser) -> Parser:
    """Return a parser for the announcement, which reads its text with `parse_text`."""
    schema = {"text": local_text(parse_text), "url": local_text(link_target), "until": _day}
    parse_fields = mapping_of(AnnouncementSettings, schema, "text", partial=True)

    def parse(value: Located, name: str, report: FieldReport) -> AnnouncementSettings | None:
        settings: AnnouncementSettings | None = parse_fields(value, name, report)
        if settings is None:
            return None
        locations = {key: (entry.line, entry.column) for key, entry in value.items()}
        return replace(settings, locations=locations)

    return parse


def _day(value: Located, _name: str, report: FieldReport) -> date | None:
    day = value.value
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(str(day).strip())
    except ValueError:
        report.add(
            "KB703",
            f"{report.rules.describe(value)} is not a day",
            value,
            "Write it as 2026-12-31.",
        )
        return None
