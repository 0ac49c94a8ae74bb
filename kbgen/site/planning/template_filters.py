# SPDX-License-Identifier: MIT
"""The filters of the theme's templates: pure functions for the Jinja environment.

In: values of a `PageInput`. Out: plain text or data, never markup, because templates escape.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any, Final

from kbgen.runtime.addresses import has_safe_scheme, is_absolute, is_external
from kbgen.site.planning.disclosures import as_disclosures
from kbgen.site.planning.locales import month_name, plural_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from kbgen.model import PageInput

_MARKS_OF_PARTS: Final = {
    "code": ("<pre", "highlight"),
    "notes": ("admonition", "<details"),
    "extras": (
        'class="tabbed-set',
        "grid",
        "md-button",
        "annotate",
        "task-list",
        "footnote",
        'class="keys',
        'class="progress',
        'class="critic',
        "arithmatex",
        "<math",
    ),
}
"""Stylesheet → what in a text shows that it needs it."""
_PAGES_WITH_FORMS: Final = ("article", "contact")
_ICON_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


def style_parts(kb: PageInput) -> tuple[str, ...]:
    """Return the URLs of the stylesheets that a page needs besides those of every page."""
    texts = [kb.body_html, *(item.excerpt_html for item in kb.posts)]
    if kb.article and kb.article.kind == "faq":
        texts.append("<details")
    parts = [
        name
        for name, marks in _MARKS_OF_PARTS.items()
        if any(mark in text for text in texts for mark in marks)
    ]
    if kb.site.feedback and kb.kind in _PAGES_WITH_FORMS:
        parts.append("feedback")
    return tuple(kb.site.style_parts[name] for name in parts if name in kb.site.style_parts)


def link(url: str, kb: PageInput) -> str:
    """Make a URL of `PageInput` relative to its page: prefix `kb.base`; `./` if that is empty.

    Absolute URLs (`https:`, `mailto:`, `tel:`), `//host/…` and `#anchor` stay unchanged. A URL with
    any other scheme (`javascript:`) becomes `#`.
    """
    if is_absolute(url):
        return url if is_external(url) or has_safe_scheme(url) else "#"
    if url.startswith("#"):
        return url
    return f"{kb.base}{url}" or "./"


def t(strings: Mapping[str, str], key: str, count: int | None = None, **params: object) -> str:
    """Look up an interface string and fill in `{name}`s; `count` selects a plural form (`key.few`).

    The plural rules are those of the catalog (`strings["lang"]`). Values are inserted literally: a
    brace in a value is text, not a placeholder.

    Raises:
        KeyError: The key does not exist; a bug in the template.
    """
    if count is None:
        return fill(strings[key], params) if params else strings[key]
    form = f"{key}.{plural_form(strings.get('lang', ''), count)}"
    return fill(
        strings[form] if form in strings else strings[f"{key}.other"], {"count": count, **params}
    )


def fill(text: str, params: Mapping[str, object]) -> str:
    """Replace each `{name}` that `params` has, in one pass."""
    return re.sub(r"\{(\w+)\}", lambda match: str(params.get(match[1], match[0])), text)


def day(value: date, strings: Mapping[str, str]) -> str:
    """Format a date in the language of the catalog: `3 November 2026`, `3 ноября 2026 г.`."""
    month = month_name(strings.get("lang", ""), value.month)
    return fill(strings["date.long"], {"day": value.day, "month": month, "year": value.year})


def client_strings(strings: Mapping[str, str], prefixes: Iterable[str]) -> dict[str, str]:
    """Return the strings for the browser: `lang`, and keys that begin with one of `prefixes`."""
    starts = tuple(prefixes)
    return {key: value for key, value in strings.items() if key == "lang" or key.startswith(starts)}


def moved_targets(kb: PageInput) -> dict[str, Any]:
    """Return where a page and its old anchors lead, for the scripts that follow them."""
    anchors = {item.anchor: link(item.url, kb) for item in kb.moved}
    return {"page": link(kb.redirect.url, kb) if kb.redirect else "", "anchors": anchors}


def record(value: Any) -> dict[str, Any]:
    """Convert a dataclass to a mapping, for data that scripts read."""
    return asdict(value)


def icon(name: str, default: str) -> list[str]:
    """Return the templates of an icon that an author chose, best first, without an invalid name."""
    names = [name, default] if _ICON_NAME.fullmatch(name) else [default]
    return [f".icons/{each}.svg" for each in names]


def dial(phone: str) -> str:
    """Return the `tel:` URL of a formatted phone number."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def disclosed(html: str, strings: Mapping[str, str]) -> str:
    """Return the body of an FAQ with a disclosure for each question."""
    return as_disclosures(html, escape(strings["faq.link"]))


FILTERS: dict[str, Callable[..., Any]] = {
    "client_strings": client_strings,
    "day": day,
    "disclosed": disclosed,
    "dial": dial,
    "icon": icon,
    "link": link,
    "moved_targets": moved_targets,
    "record": record,
    "style_parts": style_parts,
    "t": t,
}
