# SPDX-License-Identifier: MIT
"""Read the `# Heading` of a body, the title of an article without a `title` field.

In: the Markdown of a body. Out: the heading as plain text, or an empty string.
"""

from __future__ import annotations

import re
from html import unescape
from string import punctuation

# Blank lines and comments before the heading. The limit bounds backtracking on unclosed comments.
_SKIPPED = re.compile(r"(?:[ \t]*\n|<!--(?:(?!-->).){0,2000}-->)*", re.DOTALL)
_ATX = re.compile(r" {0,3}#(?!#)([^\n]*)")
# A line underlined with `=`; its first character must not start another block.
_SETEXT = re.compile(r" {0,3}([^\s#>*+`<-][^\n]*)\n=+[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--(?:(?!-->).){0,2000}-->", re.DOTALL)
# A heading or an underlined line, as MkDocs finds it below other text. A `#` without a space may be
# a number or a tag, which is no title.
_LATER_ATX = re.compile(r"#[ \t]+(?=\S)(.*)")
_UNDERLINE = re.compile(r"=+[ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
# `{#id .class}` of attr_list at the end of the heading.
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*[#.][^{}\n]*\}[ \t]*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
# HTML in Markdown source, which may be anything; `html_tags` is for HTML that was made.
_TAG = re.compile(r"(?<!\\)</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`+)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE = re.compile(rf"\\([{re.escape(punctuation)}])")
_MAX_LENGTH = 1000
_WORDS = re.compile(r"[\W_]+")


def leading_heading(markdown: str) -> str:
    """Return the first-level heading at the start of a body; empty when there is none."""
    start = _SKIPPED.match(markdown)
    position = start.end() if start else 0
    match = _ATX.match(markdown, position) or _SETEXT.match(markdown, position)
    return plain_text(_ATTRIBUTES.sub("", _heading_text(match[1]))) if match else ""


def first_heading(markdown: str) -> str:
    """Return the first first-level heading of a body, outside code; empty when there is none."""
    return leading_heading(markdown) or plain_text(
        _ATTRIBUTES.sub("", _heading_text(_later_heading(_COMMENT.sub("", markdown))))
    )


def _later_heading(markdown: str) -> str:
    """Return the line of the first heading after other text, without its markup."""
    fence, paragraph = "", [""]
    for line in markdown.split("\n"):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (heading := _LATER_ATX.match(line)):
            return heading[1]
        elif not fence and len(paragraph) == 1 and _UNDERLINE.fullmatch(line) and paragraph[0]:
            return paragraph[0]
        paragraph = [*paragraph, line] if line.strip() and paragraph != [""] else [line.strip()]
    return ""


def _heading_text(line: str) -> str:
    """Return a heading line without its closing number signs, cut to `_MAX_LENGTH` characters."""
    return line.strip()[:_MAX_LENGTH].rstrip("#").rstrip()


def plain_text(inline: str) -> str:
    """Convert one line of Markdown to plain text, approximately: good enough for titles."""
    for _ in range(3):  # markup may be nested: emphasis in a link, code in emphasis
        inline = _LINK.sub(r"\1", inline)
        inline = _EMPHASIS.sub(r"\2", inline)
    # An escaped `&` begins no entity.
    inline = _TAG.sub("", inline).replace("\\&", "&amp;")
    return " ".join(unescape(_ESCAPE.sub(r"\1", inline)).split())


def same_words(one: str, other: str) -> bool:
    """Tell whether two titles are equal apart from case, punctuation and markup."""
    return comparable(one) == comparable(other)


def comparable(title: str) -> str:
    """Return a title's words without case, punctuation and markup."""
    return _WORDS.sub(" ", title).casefold().strip()
