# SPDX-License-Identifier: MIT
"""Translate MDX components (`<Steps>`, `<Accordion title="…">`, `<Note>`) to Markdown.

In: the text of an article written for a JavaScript documentation system. Out: the same text with
headings for components that have a title, admonitions for callouts, and indented content moved to
the left, so that fences inside work again; and the names of the components. Text without components
is returned unchanged; components that are not closed stay as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

_CLOSING_NAME = re.compile(r"</([A-Z][A-Za-z0-9]*)>")
# Attributes without a value, in single or double quotes, or a JSX expression without braces inside.
_ATTRIBUTES = r"(?:\s+[A-Za-z][\w-]*(?:=(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}))?)*"
# Groups: indentation, name, attributes, `/` of a self-closing tag, text after the tag.
_OPENING = re.compile(rf"^([ \t]*)<([A-Z][A-Za-z0-9]*)({_ATTRIBUTES})\s*(/?)>[ \t]*(.*)$")
# Groups: text before the tag, name.
_CLOSING = re.compile(r"^(.*?)[ \t]*</([A-Z][A-Za-z0-9]*)>[ \t]*$")
# Groups: name; value in double quotes, in single quotes, or in braces (perhaps quoted in them).
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]*)=(?:\"([^\"]*)\"|'([^']*)'|\{[\"'`]?([^{}]*?)[\"'`]?\})")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S")

CALLOUTS = {
    "Note": "note",
    "Info": "info",
    "Tip": "tip",
    "Check": "success",
    "Warning": "warning",
    "Caution": "warning",
    "Danger": "danger",
}
_TITLE_ATTRIBUTES = ("title", "name", "label", "path", "query", "body", "header", "caption")
_MAX_HEADING_LEVEL = 6


@dataclass(slots=True)
class _Component:
    name: str
    indent: str
    attributes: dict[str, str]
    level: int
    """Level of the component's heading, if it gets one."""
    outline: int
    """Level of the last heading inside; titled components below it go one level deeper."""
    lines: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the first attribute that serves as a title; empty when there is none."""
        return next(
            (self.attributes[name] for name in _TITLE_ATTRIBUTES if self.attributes.get(name)), ""
        )

    @property
    def has_heading(self) -> bool:
        """Tell whether the component becomes a heading."""
        return bool(self.title) and self.name not in CALLOUTS and "href" not in self.attributes


def to_markdown(text: str) -> tuple[str, frozenset[str]]:
    """Translate the components of a text to Markdown.

    Returns:
        The text, and the names of the components in it.
    """
    names = frozenset(_CLOSING_NAME.findall(text)) if "</" in text else frozenset()
    if not names:
        return text, frozenset()
    translator = _Translator(names)
    for line in text.split("\n"):
        translator.line(line)
    return translator.finished(), frozenset(translator.used)


class _Translator:
    def __init__(self, names: frozenset[str]) -> None:
        self.used: set[str] = set()
        self._names = names
        self._root = _Component("", "", {}, 1, 1)
        self._stack = [self._root]
        self._fence = ""

    def line(self, line: str) -> None:
        if self._fence or _FENCE.match(line):
            self._fence = _fence_after(self._fence, line)
            self._emit(line)
        elif (match := _OPENING.match(line)) and match[2] in self._names:
            self._open(match)
        else:
            self._content(line)

    def finished(self) -> str:
        while len(self._stack) > 1:
            self._close()
        return "\n".join(self._root.lines)

    def _emit(self, line: str) -> None:
        self._stack[-1].lines.append(line)

    def _content(self, line: str) -> None:
        match = _CLOSING.match(line) if "</" in line else None
        if (
            match
            and any(component.name == match[2] for component in self._stack)
            and f"<{match[2]}" not in match[1]
        ):
            if match[1].strip():
                self._emit(match[1])
            # Components inside that were not closed end here too.
            while self._close() != match[2]:
                pass
            return
        if heading := _HEADING.match(line):
            self._stack[-1].outline = len(heading[1])
        self._emit(line)

    def _open(self, match: re.Match[str]) -> None:
        indent, name, attributes, self_closing, rest = match.groups()
        values = {key: unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes)}
        outline = self._stack[-1].outline
        component = _Component(name, indent, values, min(outline + 1, _MAX_HEADING_LEVEL), outline)
        if component.has_heading:
            component.outline = component.level
        self.used.add(name)
        self._stack.append(component)
        if self_closing:
            self._close()
        elif rest:
            self._content(f"{indent}{rest}")

    def _close(self) -> str:
        component = self._stack.pop()
        lines = ["", *self._translate(component), ""]
        self._stack[-1].lines += [f"{component.indent}{line}" if line else "" for line in lines]
        return component.name

    def _translate(self, component: _Component) -> list[str]:
        lines = _dedent(component.lines)
        title = " ".join(component.title.split())
        if component.name in CALLOUTS:
            quoted = title.replace('"', "&quot;")
            return [
                f'!!! {CALLOUTS[component.name]} "{quoted}"',
                "",
                *(f"    {line}" if line else "" for line in lines),
            ]
        if not title:
            return lines
        if href := component.attributes.get("href"):
            return [f'**<a href="{escape(href)}">{escape(title)}</a>**', "", *lines]
        return [f"{'#' * component.level} {_escape_markdown(title)}", "", *lines]


def _fence_after(fence: str, line: str) -> str:
    """Return the fence that is open after a line; empty when none is."""
    match = _FENCE.match(line)
    if not fence:
        return match[1] if match else ""
    closes = match and match[1].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


def _dedent(lines: list[str]) -> list[str]:
    """Remove the indentation that all lines share, ignoring lines inside fences."""
    fence, widths = "", []
    for line in lines:
        before, fence = fence, _fence_after(fence, line)
        if line.strip() and not before:
            widths.append(len(line) - len(line.lstrip(" \t")))
    width = min(widths, default=0)
    return [line[min(width, len(line) - len(line.lstrip(" \t"))) :] for line in lines]


def _escape_markdown(title: str) -> str:
    """Escape a title so that Markdown shows exactly its characters."""
    return re.sub(r"([\\`*_\[\]<&#])", r"\\\1", title)
