# SPDX-License-Identifier: MIT
"""Find the passages of an article that differ between two of its versions.

In: two Markdown texts. Out: the headings of passages that changed, are new, or were removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kbgen.content.source.leading_heading import plain_text

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*(?:\{[^{}]*\})?[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


class ChangeKind(StrEnum):
    """What happened to a passage."""

    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that differs."""

    heading: str
    """Empty for the text above the first heading, with the title."""
    kind: ChangeKind


def changes_between(old: str, new: str) -> Iterator[Change]:
    """Yield the passages that differ, in the order of the new text; removed ones come last."""
    before, after = _passages(old), _passages(new)
    for key, passage in after.items():
        if key not in before:
            yield Change(key[0], ChangeKind.NEW)
        elif before[key] != passage:
            yield Change(key[0], ChangeKind.CHANGED)
    for key in before:
        if key not in after:
            yield Change(key[0], ChangeKind.REMOVED)


def _passages(markdown: str) -> dict[tuple[str, int], str]:
    """Return the passages by heading, and the number of earlier passages with that heading."""
    # Several passages of an article may have the heading `Example`.
    starts = [("", 0)]
    lines, fence = markdown.split("\n"), ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (heading := _HEADING.match(line)):
            starts.append((plain_text(heading[1]), number))
    passages: dict[tuple[str, int], str] = {}
    ends = [*(line for _, line in starts[1:]), len(lines)]
    for (title, start), end in zip(starts, ends, strict=True):
        earlier = sum(name == title for name, _ in passages)
        passages[title, earlier] = "\n".join(lines[start:end]).strip()
    return passages
