# SPDX-License-Identifier: MIT
"""Replace text in Markdown, but never in code.

In: Markdown. Out: Markdown in which a pattern is replaced outside of fenced code, code spans, and
HTML comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})(.*)")
_SPAN: Final = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_HTML_CODE: Final = re.compile(r"(<(code|pre)\b[^<>]*>)(.*?)(</\2\s*>)", re.DOTALL)
_NOT_NEWLINE: Final = re.compile(r"[^\n]")
_HIDDEN: Final = "\0"


@dataclass(frozen=True, slots=True)
class Hit:
    """A match outside of code."""

    text: str
    """The whole Markdown."""
    match: re.Match[str]

    def __getitem__(self, group: int | str) -> str:
        """Return the original text of a group; empty if it did not take part."""
        start, end = self.match.span(group)
        return self.text[start:end] if start >= 0 else ""

    @property
    def line(self) -> int:
        """Return the line of the match, from 0, to be added to the line where the body begins."""
        return self.text.count("\n", 0, self.match.start())


def hide_code(text: str) -> str:
    """Return a text of the same length in which every character of code is a null character."""
    hidden, fence = [], ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            hidden.append(_HIDDEN * len(line))
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match and ("`" not in match[2] or match[1][0] == "~"):
            fence = match[1]
            hidden.append(_HIDDEN * len(line))
        else:
            hidden.append(line)
    text = _SPAN.sub(_hide, "\n".join(hidden))
    return _HTML_CODE.sub(lambda match: match[1] + _hide(match, 3) + match[4], text)


def _hide(match: re.Match[str], group: int = 0) -> str:
    return _NOT_NEWLINE.sub(_HIDDEN, match[group])


def find_outside_code(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    """Yield the matches of a pattern outside of code. A match may contain code."""
    for match in pattern.finditer(hide_code(text)):
        yield Hit(text, match)


def replace_outside_code(
    pattern: re.Pattern[str], replacement: Callable[[Hit], str], text: str
) -> str:
    """Replace the matches of a pattern outside of code, as `re.sub` does."""
    parts, end = [], 0
    for hit in find_outside_code(pattern, text):
        start = hit.match.start()
        parts += [text[end:start], replacement(hit)]
        end = hit.match.end()
    return "".join([*parts, text[end:]])
