# SPDX-License-Identifier: MIT
"""Find the tags of template languages in Markdown, and replace them from the inside out.

In: a text with `{{< note >}}…{{< /note >}}` or `{% hint %}…{% endhint %}`. Out: the text that a
function returns for each tag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kbgen.importing.text.blocks import indentation_at
from kbgen.importing.text.outside_code import hide_code

_ARGUMENT: Final = re.compile(
    r"(?:([\w.:-]+)\s*=\s*)?(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s\"'`=]+))"
)
_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(slots=True)
class Tag:
    """A tag with what is between it and its closing tag."""

    name: str
    written: str
    """As in the file."""
    line: int
    """From 0."""
    indentation: str
    """White space before the tag, if it begins a line."""
    positional: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    begins_line: bool = True
    ends_line: bool = True
    """Whether nothing follows the tag, or its closing tag, on the line."""
    inside: str = ""
    is_paired: bool = False
    tabs: list[tuple[str, str]] = field(default_factory=list)
    """Labels and texts of the tabs inside, which their handler adds to the tag above them."""
    parent: Tag | None = None

    def as_block(self, text: str) -> str:
        """Return a text that needs lines of its own, for the place of the tag."""
        before = "" if self.begins_line else "\n\n"
        return f"{before}{text}" + ("" if self.ends_line else "\n\n")

    def get(self, *names: str) -> str:
        """Return the first named argument that is there; empty without one."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def first(self, *names: str) -> str:
        """Return a named argument, or the first one without a name."""
        return self.get(*names) or next(iter(self.positional), "")


Handler = Callable[[Tag], str | None]
"""Returns the replacement of a tag; None if it is not known."""


@dataclass(frozen=True, slots=True)
class TagSyntax:
    """How a template language writes tags. The groups: `end`, `name`, `arguments`."""

    pattern: re.Pattern[str]


HUGO: Final = TagSyntax(
    re.compile(
        r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[A-Za-z][\w./-]*)"
        r"(?P<arguments>(?:[^\"`<>%]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[<>%](?!\}\})){0,4000}?)/?\s*[>%]\}\}"
    )
)
LIQUID: Final = TagSyntax(
    re.compile(
        r"\{%-?\s*(?P<end>(?:end)?)(?P<name>[@A-Za-z][\w./@-]*)"
        r"(?P<arguments>(?:[^\"%]|\"[^\"]*\"|%(?!\})){0,4000}?)\s*-?%\}"
    )
)


def replace_tags(text: str, syntax: TagSyntax, handle: Handler) -> str:
    """Replace every tag outside of code.

    A tag that the handler does not know disappears, and the text inside it stays: the handler
    reports it.
    """
    matches = list(syntax.pattern.finditer(hide_code(text)))
    paired = _paired(matches)
    root = Tag("", "", 0, "")
    stack: list[tuple[Tag, list[str]]] = [(root, [])]
    end = 0
    for number, match in enumerate(matches):
        stack[-1][1].append(text[end : match.start()])
        end = match.end()
        if not match["end"]:
            tag = _tag(text, match, stack[-1][0])
            tag.ends_line = _ends_line(text, end)
            if number in paired:
                tag.is_paired = True
                stack.append((tag, []))
            else:
                stack[-1][1].append(handle(tag) or "")
        elif any(tag.name == match["name"] for tag, _ in stack):
            while stack[-1][0].name != match["name"]:
                _close(stack, handle)
            stack[-1][0].ends_line = _ends_line(text, end)
            _close(stack, handle)
    stack[-1][1].append(text[end:])
    while len(stack) > 1:
        _close(stack, handle)
    return "".join(stack[0][1])


def _ends_line(text: str, position: int) -> bool:
    end = text.find("\n", position)
    return not text[position : end if end >= 0 else len(text)].strip()


def _close(stack: list[tuple[Tag, list[str]]], handle: Handler) -> None:
    tag, parts = stack.pop()
    tag.inside = "".join(parts)
    new = handle(tag)
    stack[-1][1].append(tag.inside if new is None else new)


def _paired(matches: list[re.Match[str]]) -> set[int]:
    """Return the numbers of the tags that a later one closes."""
    open_ends: Counter[str] = Counter()
    paired = set()
    for number in range(len(matches) - 1, -1, -1):
        match = matches[number]
        if match["end"]:
            open_ends[match["name"]] += 1
        elif open_ends[match["name"]]:
            open_ends[match["name"]] -= 1
            paired.add(number)
    return paired


def _tag(text: str, match: re.Match[str], parent: Tag) -> Tag:
    start, end = match.span("arguments")
    line = text.count("\n", 0, match.start())
    tag = Tag(match["name"], text[slice(*match.span())], line, indentation_at(text, match.start()))
    tag.parent = parent
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    tag.begins_line = not before.strip()
    for found in _ARGUMENT.finditer(text[start:end]):
        value = next(group for group in found.groups()[1:] if group is not None)
        value = _ESCAPE.sub(r"\1", value)
        if found[1]:
            tag.named[found[1].lower()] = value
        else:
            tag.positional.append(value)
    return tag
