# SPDX-License-Identifier: MIT
"""The filters of the theme's templates: pure functions for the Jinja environment.

In: values of a `PageInput`. Out: plain text or data, because templates escape. Only `text` returns
markup, and escapes it itself.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kbgen.runtime.addresses import has_safe_scheme, is_absolute, is_external
from kbgen.site.planning.disclosures import as_disclosures
from kbgen.site.planning.locales import (
    direction,
    enumeration,
    long_date,
    long_moment,
    number,
    plural_form,
)
from kbgen.site.planning.strings.keys import LANG, OTHER_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

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
    if kb.known_issues or (kb.article and kb.article.kind == "known-issue"):
        parts.append("issues")
    if kb.site.feedback and kb.kind in _PAGES_WITH_FORMS:
        parts.append("feedback")
    if kb.kind == "tree":
        parts.append("tree")
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


class _Markup(str):
    """HTML that templates do not escape again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def t(strings: Mapping[str, str], key: str, count: int | None = None, **params: object) -> str:
    """Look up an interface string and fill in `{name}`s; `count` selects a plural form (`key.few`).

    The plural rules are those of the text's language. Values are inserted literally: a brace in a
    value is text, not a placeholder.

    Raises:
        KeyError: The key does not exist; a bug in the template.
    """
    if count is None and not params:
        return strings[key]
    lang = strings.get(f"{key}{OTHER_LANGUAGE}") or strings.get(LANG, "")
    if count is None:
        return fill(strings[key], _local(params, lang))
    form = f"{key}.{plural_form(lang, count)}"
    text = strings[form] if form in strings else strings[f"{key}.other"]
    return fill(text, _local({"count": count, **params}, lang))


def text(strings: Mapping[str, str], key: str, count: int | None = None, **params: object) -> str:
    """Return what `t` returns, as HTML to put between tags, which says if it is not translated.

    A text in another language than the page is in a `<span>` with `lang` and `dir`.
    """
    words = t(strings, key, count, **params)
    lang = strings.get(f"{key}{OTHER_LANGUAGE}")
    if not lang:
        return words
    return _Markup(f'<span lang="{lang}" dir="{direction(lang)}">{escape(words)}</span>')


def foreign(lang: str, kb: PageInput) -> dict[str, str]:
    """Return the attributes of an element whose text is in a language; none in that of the page.

    Templates write them with `xmlattr`.
    """
    if not lang or lang == kb.lang:
        return {}
    own, other = kb.site.direction, direction(lang)
    return {"lang": lang} if own == other else {"lang": lang, "dir": other}


def fill(text: str, params: Mapping[str, object]) -> str:
    """Replace each `{name}` that `params` has, in one pass."""
    return re.sub(r"\{(\w+)\}", lambda match: str(params.get(match[1], match[0])), text)


def _local(params: Mapping[str, object], lang: str) -> dict[str, str]:
    """Return the values of placeholders as the language writes them.

    Numbers get its separators. In a language that is written from the right, invisible marks keep
    a name or a code together.
    """
    isolate = "\u2068{}\u2069" if direction(lang) == "rtl" else "{}"
    return {
        name: number(lang, value) if isinstance(value, int) else isolate.format(value)
        for name, value in params.items()
    }


def day(value: date, strings: Mapping[str, str]) -> str:
    """Format a date in the language of the page: `3 November 2026`, `3 ноября 2026 г.`."""
    return long_date(strings.get(LANG, ""), value)


def moment(value: datetime, strings: Mapping[str, str]) -> str:
    """Format a time with its offset from UTC in the language of the page."""
    return long_moment(strings.get(LANG, ""), value)


def listed(items: Sequence[str], strings: Mapping[str, str]) -> str:
    """Join texts as the language of the page lists them: `iOS, Android and Web`."""
    return enumeration(strings.get(LANG, ""), items)


def client_strings(strings: Mapping[str, str], prefixes: Iterable[str]) -> dict[str, str]:
    """Return the strings for the browser: `lang`, and keys that begin with one of `prefixes`."""
    starts = tuple(prefixes)
    return {key: value for key, value in strings.items() if key == "lang" or key.startswith(starts)}


def moved_targets(kb: PageInput) -> dict[str, Any]:
    """Return where a page and its old anchors lead, for the scripts that follow them."""
    anchors = {item.anchor: link(item.url, kb) for item in kb.moved}
    return {"page": link(kb.redirect.url, kb) if kb.redirect else "", "anchors": anchors}


def language_pages(kb: PageInput) -> dict[str, Any]:
    """Return the addresses of the 404 pages in other languages, for the script that goes there."""
    root = kb.site.root_path
    return {"root": root, "pages": {item.lang: root + item.page for item in kb.other_languages}}


def record(value: Any) -> dict[str, Any]:
    """Convert a dataclass to a mapping, for data that scripts read."""
    return asdict(value)


def icon(name: str, default: str = "") -> list[str]:
    """Return the templates of an icon that an author chose, best first, without an invalid name."""
    names = [name, default] if _ICON_NAME.fullmatch(name) else [default]
    return [f".icons/{each}.svg" for each in names if each]


def answers_letter(kb: PageInput) -> str:
    """Return the URL of an email to the people of the site with the answers of a troubleshooter."""
    tree, strings = kb.tree, kb.site.strings
    assert tree is not None
    unsure = t(strings, "tree.unsure")
    lines = [f"- {part.question} {part.answer or unsure}" for part in tree.path]
    intro = t(strings, "tree.message", title=tree.title)
    body = "\n".join((intro, "", *lines, f"- {tree.entry.title}", ""))
    return f"mailto:{kb.site.contact.email}?subject={quote(tree.title)}&body={quote(body)}"


def dial(phone: str) -> str:
    """Return the `tel:` URL of a formatted phone number."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def disclosed(html: str, strings: Mapping[str, str]) -> str:
    """Return the body of an FAQ with a disclosure for each question."""
    words = text(strings, "faq.link")
    return as_disclosures(html, words if isinstance(words, _Markup) else escape(words))


FILTERS: dict[str, Callable[..., Any]] = {
    "answers_letter": answers_letter,
    "client_strings": client_strings,
    "day": day,
    "disclosed": disclosed,
    "dial": dial,
    "foreign": foreign,
    "icon": icon,
    "language_pages": language_pages,
    "link": link,
    "listed": listed,
    "moment": moment,
    "moved_targets": moved_targets,
    "record": record,
    "style_parts": style_parts,
    "t": t,
    "text": text,
}
