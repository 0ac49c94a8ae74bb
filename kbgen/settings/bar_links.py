# SPDX-License-Identifier: MIT
"""The links that a site adds to the header and the footer of its pages.

`header: {links: [{title: Status, url: "https://status.example.com"}]}`; titles and addresses can
have a text for each language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.runtime.addresses import (
    has_safe_scheme,
    is_absolute,
    is_external,
    is_malformed,
    problem_of_mailto,
)
from kbgen.runtime.located_fields import list_of, mapping_of
from kbgen.settings.local_texts import LocalText, local_text

if TYPE_CHECKING:
    from kbgen.runtime.located_fields import FieldReport, Parser
    from kbgen.runtime.located_yaml import Located


@dataclass(frozen=True, slots=True)
class LinkSetting:
    """A link of the header or the footer."""

    title: LocalText
    url: LocalText
    """An address of another site, or a page of this one: `legal/imprint.md`, `/legal/imprint/`."""


@dataclass(frozen=True, slots=True)
class HeaderSettings:
    """`header:` what a site adds to the bar at the top of its pages."""

    links: tuple[LinkSetting, ...] = ()


@dataclass(frozen=True, slots=True)
class FooterSettings:
    """`footer:` what a site adds to the end of its pages."""

    links: tuple[LinkSetting, ...] = ()


def link_list(parse_title: Parser) -> Parser:
    """Return a parser for a list of links, which reads titles with `parse_title`."""
    schema = {"title": local_text(parse_title), "url": local_text(link_target)}
    return list_of(mapping_of(LinkSetting, schema, "title", "url"))


def link_target(value: Located, _name: str, report: FieldReport) -> str | None:
    """Parse where a link leads: an address that any page may link to, or a page of the site."""
    text = value.value.strip() if isinstance(value.value, str) else ""
    mail = problem_of_mailto(text)
    if mail:
        report.add("KB703", mail[0], value, mail[1])
        return None
    is_safe = not is_malformed(text) and (is_external(text) or has_safe_scheme(text))
    if not text or (is_absolute(text) and not is_safe):
        hint = "Write https://example.com/imprint, or a page of the site: legal/imprint.md."
        report.add("KB703", f"{report.rules.describe(value)} is not an address", value, hint)
        return None
    return text


def texts_of_links(name: str, links: tuple[LinkSetting, ...]) -> Iterator[tuple[str, LocalText]]:
    """Yield (setting, texts) of the titles of a list of links."""
    return ((f"{name}.links[{place}].title", item.title) for place, item in enumerate(links))
