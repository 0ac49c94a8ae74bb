# SPDX-License-Identifier: MIT
"""Read the links that an existing site has in `extra`, Material's setting: social and alternate.

An entry that cannot be used is reported and left out; the site is still built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kbgen.model import BarLink
from kbgen.runtime.addresses import has_safe_scheme, is_external, is_malformed
from kbgen.runtime.located_fields import FieldReport
from kbgen.runtime.located_yaml import Located


@dataclass(frozen=True, slots=True)
class OtherSite:
    """A site, or a part of one, in a language that this site does not have."""

    lang: str
    name: str
    url: str
    """An absolute address, or a path: `/de/` on the same host, `de/` below this site."""


def read_social(tree: Mapping[str, Located], report: FieldReport) -> tuple[BarLink, ...]:
    """Return the links of `extra.social`. Without a name, the host is the title."""
    extra = _extra(tree)
    return tuple(_social(extra.get("social"), report))


def read_alternate(tree: Mapping[str, Located], report: FieldReport) -> tuple[OtherSite, ...]:
    """Return the sites of `extra.alternate`."""
    extra = _extra(tree)
    return tuple(_alternate(extra.get("alternate"), report))


def _extra(tree: Mapping[str, Located]) -> dict[str, Located]:
    return dict(tree["extra"].items()) if "extra" in tree else {}


def _social(entries: Located | None, report: FieldReport) -> Iterator[BarLink]:
    for entry, fields in _fields(entries):
        url = _text(fields, "link")
        is_usable = not is_malformed(url) and (is_external(url) or has_safe_scheme(url))
        if is_usable:
            title = _text(fields, "name") or urlsplit(url).netloc or url.partition(":")[2]
            yield BarLink(title, url, icon=_text(fields, "icon"))
        else:
            hint = "Add 'link: https://…'."
            report.warn("KB703", "this entry of extra.social has no address", entry, hint)


def _alternate(entries: Located | None, report: FieldReport) -> Iterator[OtherSite]:
    for entry, fields in _fields(entries):
        lang, url = _text(fields, "lang"), _text(fields, "link")
        if lang and url:
            yield OtherSite(lang, _text(fields, "name"), url)
        else:
            missing = "address" if lang else "language"
            hint = "Write 'name: Deutsch', 'link: /de/', and 'lang: de'."
            report.warn("KB703", f"this entry of extra.alternate has no {missing}", entry, hint)


def _fields(entries: Located | None) -> Iterator[tuple[Located, dict[str, Any]]]:
    """Yield (entry, its values) of a list; an entry that is no mapping has none."""
    for entry in entries.value if entries and isinstance(entries.value, list) else ():
        plain = entry.plain()
        yield entry, plain if isinstance(plain, dict) else {}


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""
