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


_INVISIBLE = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASH = r"[-\u2010-\u2015\u2212]"
# A line of spaces, hyphens or dashes above a field, where `---` was meant.
_NEARLY = re.compile(
    rf"([{_INVISIBLE}]*{_DASH}{{1,12}}[{_INVISIBLE}]*)\n(?=[A-Za-z_][\w-]*:(?:[ \t]|\n))"
)
# Lines of `name: value` at the top of a file, and the blank line that ends them.
_BARE_FIELDS = re.compile(r"(?:[A-Za-z][\w -]{0,40}:[ \t]+\S[^\n]*\n)+(?:-{3,}|[ \t]*)(?:\n|\Z)")
# A second block of fields at the beginning of the text.
_SECOND = re.compile(r"\s*---[ \t]*\n(?:[A-Za-z_][\w-]*:(?:[ \t][^\n]*)?\n)+---[ \t]*(?:\n|\Z)")
_NAME = re.compile(r"^([A-Za-z][\w -]*):", re.MULTILINE)
# Lines inside front matter that were meant to end it.
_NEARLY_END = re.compile(
    rf"^(?:[ \t\u00a0]+---|-{{2}}|-{{4,12}}|{_DASH}{{0,5}}[\u2010-\u2015\u2212])[ \t]*$",
    re.MULTILINE,
)

_TEXT_BLOCK = re.compile(r":[ \t]*[|>]")


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
        return None if _report_no_dashes(text, problems) else Split("", 1, text, 1)
    line = text.count("\n", 0, late.end()) + 1
    hint = "Remove the text above it: the first line of the file must be the three dashes."
    if "```" in late.group():
        hint = "Remove the text above it, or write a heading above if readers should see the code."
    problems.add(
        "KB201", f"front matter begins on line {line}, not on the first", line=line, hint=hint
    )
    return None


def _report_no_dashes(text: str, problems: Problems) -> bool:
    """Report fields below a first line that is nearly three dashes, or below none."""
    if match := _NEARLY.match(text):
        message, hint = _nearly_three_dashes(match[1])
        problems.add("KB201", message, hint=hint)
        return True
    if _has_bare_fields(text):
        hint = "Put a line of three dashes above them and another below the last field."
        problems.add("KB201", "the first lines look like fields without dashes", hint=hint)
        return True
    return False


def _nearly_three_dashes(line: str) -> tuple[str, str]:
    """Return the message and the hint for an opening line that looks like three dashes."""
    if line.strip(" \t") == "---":
        return "the line of dashes begins with a space", "Delete the space before the dashes."
    hint = "Write exactly three hyphens: ---"
    if line.strip(_INVISIBLE) == "---":
        message = "an invisible character is in the line of dashes"
        return message, "Delete the line, and type exactly three hyphens: ---"
    if set(line.strip(" \t")) == {"-"}:
        return f"the first line has {len(line.strip())} dashes", hint
    return "the first line has other characters than three hyphens", hint


def _has_bare_fields(text: str) -> bool:
    """Tell whether a file begins with metadata as MultiMarkdown and MkDocs read it."""
    match = _BARE_FIELDS.match(text)
    names = {name.lower() for name in _NAME.findall(match.group())} if match else set()
    return "title" in names


def _split_block(text: str, start: int, problems: Problems) -> Split | None:
    closing = _END.search(text, start)
    if closing is None:
        return _without_end(text, start, problems)
    yaml = text[start : closing.start()]
    if nearly := _nearly_end(yaml):
        _report_nearly_end(text, start + nearly.start(), problems)
        return None
    if len(yaml.encode()) > MAX_BYTES:
        problems.add(
            "KB207",
            f"front matter is larger than {MAX_BYTES:,} bytes",
            line=2,
            hint="Move the text of the article below the second line of dashes.",
        )
        return None
    if _SECOND.match(text, closing.end()):
        _report_second(text, closing.end(), problems)
        return None
    return Split(yaml, 2, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def _report_second(text: str, offset: int, problems: Problems) -> None:
    line = text.count("\n", 0, text.index("---", offset)) + 1
    message = "a second block of fields follows the first"
    hint = "Move its fields into the first block, and delete its lines of dashes."
    problems.add("KB201", message, line=line, hint=hint)


def _without_end(text: str, start: int, problems: Problems) -> Split | None:
    if not _FIELD.match(text, start):
        return Split("", 1, text, 1)
    if nearly := _NEARLY_END.search(text, start):
        _report_nearly_end(text, nearly.start(), problems)
        return None
    problems.add(
        "KB201",
        "front matter is not closed",
        hint="Put a line of three dashes after the last field.",
    )
    return None


def _nearly_end(yaml: str) -> re.Match[str] | None:
    """Find a line that was meant to end the front matter; text blocks may contain any line."""
    return None if _TEXT_BLOCK.search(yaml) else _NEARLY_END.search(yaml)


def _report_nearly_end(text: str, offset: int, problems: Problems) -> None:
    line = text.count("\n", 0, offset) + 1
    hint = "Write exactly three hyphens, with no space before them: ---"
    problems.add("KB201", "this line does not end the front matter", line=line, hint=hint)
