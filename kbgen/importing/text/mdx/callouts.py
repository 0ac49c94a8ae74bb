# SPDX-License-Identifier: MIT
"""Turn callouts into `:::type[title]`, which kbgen reads.

`<Note>` and `<Admonition type="note">` are components; `:::my-type` is a type that only the old
site knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kbgen.content.markdown.foreign.components import CALLOUTS
from kbgen.importing.text.blocks import CALLOUT_TYPES, callout, indentation_at
from kbgen.importing.text.mdx.tabs import attributes
from kbgen.importing.text.outside_code import Hit, replace_outside_code

# Types that only Docusaurus has.
_OTHERS: Final = {"secondary": "note", "primary": "note", "custom-block": "note"}
_LAYOUT: Final = frozenset({"code-group", "tabs", "tab", "steps", "raw", "v-pre", "center"})
_DIRECTIVE: Final = re.compile(
    r"^([ \t>]*)(:{3,})[ ]*([A-Za-z][\w-]*)(\[[^\]\n]*\]|[ \t][^\n{]*)?[ \t]*(\{[^\n]*\})?[ \t]*$",
    re.MULTILINE,
)
_ADMONITION: Final = re.compile(r"<Admonition(\s[^<>]*)>(.*?)</Admonition\s*>", re.DOTALL)
_CALLOUT: Final = re.compile(rf"<({'|'.join(CALLOUTS)})((?:\s[^<>]*)?)>(.*?)</\1\s*>", re.DOTALL)


def convert_directives(text: str, report: Callable[[str, int], None]) -> str:
    """Give directives of unknown types a known one.

    Args:
        text: Markdown.
        report: Called with the type and line of each that became a note.
    """

    def known(hit: Hit) -> str:
        name = hit[3].lower()
        if name in _LAYOUT:
            return hit[0]
        if name not in CALLOUT_TYPES:
            if name not in _OTHERS:
                report(hit[3], hit.line)
            title = hit[4].strip(" \t[]")
            return f"{hit[1]}{hit[2]}note[{title}]" if title else f"{hit[1]}{hit[2]}note"
        return f"{hit[1]}{hit[2]}{name}{_title(hit[4])}"

    return replace_outside_code(_DIRECTIVE, known, text)


def _title(written: str) -> str:
    title = written.strip()
    return f"[{title.strip('[]')}]" if title else ""


def convert_callouts(text: str) -> str:
    """Turn `<Note>` and `<Admonition>` into directives."""
    text = replace_outside_code(_ADMONITION, _admonition, text)
    return replace_outside_code(_CALLOUT, _callout, text)


def _admonition(hit: Hit) -> str:
    found = attributes(hit[1])
    type_ = found.get("type", "note").lower()
    return _block(hit, type_ if type_ in CALLOUT_TYPES else "note", found.get("title", ""), hit[2])


def _callout(hit: Hit) -> str:
    return _block(hit, CALLOUTS[hit[1]], attributes(hit[2]).get("title", ""), hit[3])


def _block(hit: Hit, type_: str, title: str, inside: str) -> str:
    return callout(type_, title, inside, indentation_at(hit.text, hit.match.start()))
