# SPDX-License-Identifier: MIT
"""Recognize the markup of other programs: Word, Confluence, Jekyll, Hugo, reStructuredText, Git.

`looks_like` reports it as KB605. In: rules for the text that readers see, and a function for signs
that begin lines, which are only visible in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

_NOTES = (
    "note|tip|info|warning|danger|caution|important|details|hint|success|question|example|quote"
)
_DIRECTIVE = r"[a-z][a-z-]*(?:[ \[{][^\n]*)?(?=\n)|\{[.#][^\n]+"
_MACROS = "info|note|warning|tip|code|panel|expand|noformat|quote|color"

FOREIGN_RULES: Final = (
    (
        "bold text with spaces inside the asterisks", "**",
        r"(?<![\w*])\*\*(?:[ ]+[^*\n]*[^\W\d_][^*\n]*|[^*\s][^*\n]*[ ]+)\*\*(?![\w*])",
        "Remove the spaces next to the asterisks: **bold**",
    ),
    (
        "a Confluence macro", "{",
        rf"(?<![{{$\w/])\{{({_MACROS})(?::[^{{}}\n]*)?\}}(?=[^{{}}]*\{{\1\}})|\{{code:[a-z]+\}}",
        "Write it in Markdown: !!! note for a note, ``` around code.",
    ),
    ("a Confluence heading", ". ", r"^h[1-6]\. \S[^\n]*", "Write ## Heading."),
    (
        "the first row of a Confluence table", "||", r"^\|\|[^\n]+\|\|[ ]*$",
        "Write | A | B |, and below it |---|---|.",
    ),
    (
        "a Confluence link", "|", r"\[[^\[\]|\n]+\|(?:https?://|#)[^\[\]\n]*\]",
        "Write [text](page.md).",
    ),
    (
        "a list of headings", "", r"\[\[_?TOC_?\]\]|\{toc(?::[^{}\n]*)?\}|\[(?<![^\n]\[)toc\]$",
        "Delete it: each page lists its headings.",
    ),
    (
        "a template tag", "<%", r"<%=?[^%\n]+%>",
        "Write in Markdown what it stands for, or as code if readers should see it.",
    ),
    (
        "a template tag", "{{", r"\{\{[<%][^{}\n]+[>%]\}\}",
        "Write in Markdown what it stands for. For a whole Hugo site, use 'kbgen import markdown'.",
    ),
    (
        "a directive of reStructuredText", ".. ", r"^\.\. [a-z][a-z-]*::",
        "Write it in Markdown, such as !!! note.",
    ),
    (
        "a comment that is not closed", "<!--", r"<!--(?![\s\S]*-->)[^\n]*",
        "End the comment with -->.",
    ),
    (
        "a table", "|", r"(?<!\|\n)^\|[^|\n]*[^\W_][^|\n]*\|[^|\n]+\|[^\n]*\|?[ ]*$",
        "Write |---|---| below the first row, with as many columns, and no blank line between.",
    ),
    (
        "the fence of a code block", "", r"^(?:´{3}|‘{3}|’{3}|'{3})[ \w]*$",
        "Write three backticks: ```",
    ),
    (
        "a task", "] ", r"^\[[ xX]?\] \S[^\n]*",
        "Write - [ ] at the beginning, with a space between the brackets.",
    ),
    (
        "a link that is not closed", "](",
        r"\[[^\[\]\n]+\]\((?:https?://|[\w./-]+\.md)[^\s()]*(?![^\n]*\))",
        "Add ) after the target.",
    ),
    (
        "a link", "](", r"\[[^\[\]\n]+\]\((?:https?://|[\w./-]+\.md)[^\s()]*\)",
        "If it is in HTML, write <div markdown>. If it is in another link, keep one of the two.",
    ),
    (
        "a note", ":::", rf"^:::+[ ]?(?:{_NOTES})\b(?!\.)[^\n]*(?=\n[^\n])",
        "End the note with ::: on a line of its own.",
    ),
    (
        "a directive", ":::",
        rf"^:::+[ ]?(?!(?:{_NOTES})\b|[^\n]*:::[ ]*$)(?:{_DIRECTIVE})",
        "Delete it and the ::: after its text, or write a note: :::note",
    ),
    (
        "a directive of DocFX", ":::", r"^:::[ ]?[a-z][a-z-]*(?: [^\n]*)?:::[ ]*$",
        "Delete it. For a whole DocFX folder, use 'kbgen import docfx'.",
    ),
    (
        "a directive of MyST", ":::{", r"^:::+\{[a-z-]+\}[^\n]*",
        "Write :::note, or delete it and the ::: after its text.",
    ),
    (
        "the line that includes a file", "<<<", r"^<<< ?@?[./]\S+[^\n]*",
        'Copy the code, or include it with pymdownx.snippets: --8<-- "file".',
    ),
    (
        "a variable of VitePress", "{{ $", r"\{\{ ?\$[a-z][\w.]*[^{}\n]*\}\}",
        "Write the value.",
    ),
    (
        "a note", "[!", r"^\[![^\W\d_]+\]",
        "Write NOTE, TIP, IMPORTANT, WARNING or CAUTION in the brackets.",
    ),
    (
        "a merge conflict", "<<<<<<<", r"<{7} \S+",
        "Keep one of the two versions, and delete the lines of <<<<<<<, ======= and >>>>>>>.",
    ),
)  # fmt: skip
"""(what it looks like, a part of each match, pattern, hint) for the text that readers see."""
_SIGN = re.compile(
    r"[ \t]*(?P<sign>[•·▪◦‣●○–—])[ \t\u00a0]+(?P<rest>\S.*)"
    r"|[ \t]*(?P<marker>[-*+]|\d+[.)])\u00a0[ \t\u00a0]*(?P<text>\S.*)"
)
_SIGNS: Final = re.compile("[•·▪◦‣●○–—\u00a0\t]")
_WORD = re.compile(r"\w+")
_CELLS = re.compile(r"(?! {0,3}(?:[-*+>|#]|\d+[.)]))[^\t]*\w[^\t]*(?:\t+[^\t]+)+")
_MIN_LINES = 2
_MAX_SHOWN = 30


class ForeignLines(NamedTuple):
    """Lines of a source that another program would show as a list or a table."""

    line: int
    """The first one, counted from 0."""
    text: str
    what: str
    hint: str


def may_have_lines(markdown: str) -> bool:
    """Tell whether a source has a character that `foreign_lines` looks for."""
    return _SIGNS.search(markdown) is not None


def foreign_lines(markdown: str, visible: str) -> Iterator[ForeignLines]:
    """Yield lists with other signs than Markdown's, and tables of tabs.

    Args:
        markdown: The source.
        visible: The text that readers see, without code.
    """
    shown = " ".join(visible.split())
    lines = [(number, line) for number, line in enumerate(markdown.split("\n")) if line.strip()]
    for kind, group in groupby(lines, lambda item: _kind(item[1], shown)):
        found = list(group)
        if kind and len(found) >= _MIN_LINES:
            number, line = found[0]
            text = " ".join(line.split())
            yield ForeignLines(number, text, *_words(kind, text))


def _kind(line: str, shown: str) -> str:
    """Return the sign with which a visible line begins, `tab` for cells, or nothing."""
    if match := _SIGN.fullmatch(line):
        sign, rest = match["sign"] or "\u00a0", match["rest"] or match["text"]
        word = _WORD.search(rest)
        begins = f"{match['sign'] or match['marker']} {word.group() if word else ''}"
        return sign if begins in shown else ""
    is_row = "\t" in line and _CELLS.fullmatch(line) and " ".join(line.split()) in shown
    return "tab" if is_row else ""


def _words(kind: str, text: str) -> tuple[str, str]:
    """Return what the lines look like, and the hint."""
    if kind == "tab":
        return "a table", "Write | between the cells, and |---|---| below the first row."
    if kind == "\u00a0":
        hint = "An invisible no-break space follows the sign: type an ordinary space."
        return "a list", hint
    entry = text[1:].strip()
    short = entry if len(entry) <= _MAX_SHOWN else entry[: _MAX_SHOWN - 1] + "…"
    return "a list", f"Begin each line with a hyphen and a space: - {short}"
