# SPDX-License-Identifier: MIT
"""Split a file into its front matter and its body.

In: the decoded text of a file. Out: a `Split`, or KB201 (not closed, not first), KB207 (too large),
KB208 (TOML, JSON). A file is rejected when it is unclear where its front matter ends, because its
private fields must not become page text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbgen.runtime.problems import Problems

MAX_BYTES = 16_000

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
# YAML also allows `...` as the end of a document.
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n")
# A brace with a quoted key, or an empty object; `{{ … }}` of a template is body text.
_JSON = re.compile(r'\{\s*(?:"|\}\s*\n)')
# Blank lines, a comment or the opening of a code block above the dashes. Without this check the
# fields would be published as text.
_LATE = re.compile(
    r"(?:[ \t]*\n|<!--(?:(?!-->).){0,500}-->[ \t]*\n|`{3,}[\w-]*[ \t]*\n)+"
    r"(?=---[ \t]*\n[A-Za-z_][\w-]*[ \t]*:)",
    re.DOTALL,
)
_FIELD = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """The two parts of a file; line numbers count from 1."""

    yaml: str
    """The text between the fences; empty without front matter."""
    yaml_line: int
    """The line of the file on which `yaml` begins."""
    body: str
    body_line: int


def split(text: str, problems: Problems) -> Split | None:
    """Split a file; report a problem and return None when the file must be rejected.

    A `---` on the first line without a field after it is a thematic break, not front matter.
    """
    if _TOML.match(text):
        problems.add(
            "KB208",
            "front matter is TOML (+++)",
            hint="Write it as YAML between two lines of three dashes.",
        )
        return None
    if _JSON.match(text):
        problems.add(
            "KB208",
            "front matter is JSON",
            hint="Write it as YAML between two lines of three dashes.",
        )
        return None
    opening = _FENCE.match(text)
    if opening is None:
        return _without_start(text, problems)
    return _split_block(text, opening.end(), problems)


def _without_start(text: str, problems: Problems) -> Split | None:
    late = _LATE.match(text)
    if late is None:
        return Split("", 1, text, 1)
    line = text.count("\n", 0, late.end()) + 1
    hint = "Remove the text above it: the first line of the file must be the three dashes."
    problems.add(
        "KB201", f"front matter begins on line {line}, not on the first", line=line, hint=hint
    )
    return None


def _split_block(text: str, start: int, problems: Problems) -> Split | None:
    closing = _END.search(text, start)
    if closing is None:
        return _without_end(text, start, problems)
    yaml = text[start : closing.start()]
    if len(yaml.encode()) > MAX_BYTES:
        problems.add(
            "KB207",
            f"front matter is larger than {MAX_BYTES:,} bytes",
            line=2,
            hint="Move the text of the article below the second line of dashes.",
        )
        return None
    return Split(yaml, 2, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def _without_end(text: str, start: int, problems: Problems) -> Split | None:
    if not _FIELD.match(text, start):
        return Split("", 1, text, 1)
    problems.add(
        "KB201",
        "front matter is not closed",
        hint="Put a line of three dashes after the last field.",
    )
    return None
