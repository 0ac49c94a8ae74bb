# SPDX-License-Identifier: MIT
"""Translate the options of code blocks: titles, highlighted lines, line numbers.

In: fences as Docusaurus, VitePress or Hugo read them. Out: fences as PyMdown reads them:
`js title="a.js" hl_lines="1 3-4"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_OPENING: Final = re.compile(r"^([ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_TITLE: Final = re.compile(r"(?:title|filename|file|name)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_LABEL: Final = re.compile(r"\[([^\[\]\"]+)\]")
_LINES: Final = re.compile(r"\{([\d,\s-]+)\}")
_LANGUAGE: Final = re.compile(r"[\w+#.-]+")
_NUMBERS: Final = re.compile(r"showLineNumbers|(?<!no-)line-numbers|:line-numbers")
_MARK: Final = re.compile(
    r"^\s*(?://|#|/\*|<!--|--|%|\{/\*|;)\s*highlight-(next-line|start|end)\s*(?:\*/\}?|-->)?\s*$"
)


def convert_code_blocks(text: str) -> str:
    """Return a text whose fences have options that kbgen reads."""
    return "\n".join(_blocks(text.split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    number = 0
    while number < len(lines):
        match = _OPENING.match(lines[number])
        number += 1
        if not match:
            yield lines[number - 1]
            continue
        end = _closing(lines, number, match[2])
        inside, marked = _without_marks(lines[number:end])
        yield f"{match[1]}{match[2]}{_options(match[3], marked)}"
        yield from inside
        yield from lines[end : end + 1]
        number = end + 1


def _closing(lines: list[str], start: int, fence: str) -> int:
    closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    return next((at for at in range(start, len(lines)) if closing.match(lines[at])), len(lines))


def _without_marks(lines: list[str]) -> tuple[list[str], list[str]]:
    """Remove comments such as `// highlight-next-line`; return the lines that they mark."""
    kept: list[str] = []
    marked: list[str] = []
    start = 0
    for line in lines:
        match = _MARK.match(line)
        if not match:
            kept.append(line)
        elif match[1] == "next-line":
            marked.append(str(len(kept) + 1))
        elif match[1] == "start":
            start = len(kept) + 1
        elif start:
            marked.append(f"{start}-{max(len(kept), start)}")
            start = 0
    return kept, marked


def _options(written: str, marked: list[str]) -> str:
    language = _LANGUAGE.match(written)
    rest = written[language.end() :] if language else written
    if not rest.strip() and not marked:
        return written
    title = _TITLE.search(rest) or _LABEL.search(rest)
    highlighted = map(str.strip, ",".join(_LINES.findall(rest)).split(","))
    parts = [language[0] if language else "text"]
    if title:
        text = next(group for group in title.groups() if group is not None)
        if text and '"' not in text:
            parts.append(f'title="{text}"')
    if lines := list(filter(None, dict.fromkeys((*highlighted, *marked)))):
        parts.append(f'hl_lines="{" ".join(lines)}"')
    if _NUMBERS.search(rest):
        parts.append('linenums="1"')
    return " ".join(parts) if len(parts) > 1 or language else ""
