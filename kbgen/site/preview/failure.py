# SPDX-License-Identifier: MIT
"""Show on every page of the preview why it could not be updated, such as wrong settings.

The preview still sends the pages of the last successful build, and adds the panel to each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from kbgen.model import Diagnostic

_MAIN: Final = re.compile(rb"<main\b[^>]*>")
_RELOAD_SECONDS: Final = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a build of the preview failed."""

    message: str
    hint: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Problems of the settings."""


def failure_panel(failure: Failure, strings: Mapping[str, str]) -> bytes:
    """Return the panel as HTML.

    Args:
        failure: What happened.
        strings: The interface strings of the page.
    """
    items = "".join(_items(failure, strings))
    return (
        '<section class="kb-problems" role="alert" aria-labelledby="kb-failure-title">\n'
        f'<h2 id="kb-failure-title">{escape(strings["failure.title"])}</h2>\n'
        f"<p>{escape(strings['failure.note'])}</p>\n"
        f"<ul>{items}</ul>\n</section>\n"
    ).encode("utf-8", "xmlcharrefreplace")


def _items(failure: Failure, strings: Mapping[str, str]) -> Iterator[str]:
    for item in failure.diagnostics:
        location = f"{item.path}:{item.line}:{item.column}"
        text = f"<code>{escape(location)}</code> <code>{item.code}</code> {escape(item.message)}"
        yield _item(strings[f"problems.{item.severity}"], text, item.hint)
    if not failure.diagnostics:
        yield _item(strings["problems.error"], escape(failure.message), failure.hint)


def _item(severity: str, text: str, hint: str) -> str:
    below = f'<br><span class="kb-problems__hint">{escape(hint)}</span>' if hint else ""
    return f"<li><strong>{escape(severity)}</strong> {text}{below}</li>\n"


def with_panel(page: bytes, panel: bytes) -> bytes:
    """Return a page with the panel at the top of its main part."""
    main = _MAIN.search(page)
    return page[: main.end()] + panel + page[main.end() :] if main else page


def panel_page(panel: bytes) -> bytes:
    """Return a page with only the panel, for a preview without pages. It reloads itself."""
    return (
        b'<!doctype html>\n<html>\n<head><meta charset="utf-8">'
        b'<meta name="viewport" content="width=device-width">'
        b'<meta http-equiv="refresh" content="%d"><title>kbgen serve</title></head>\n'
        b"<body><main>%b</main></body>\n</html>\n" % (_RELOAD_SECONDS, panel)
    )
