# SPDX-License-Identifier: MIT
"""Find the words of a diagram in Mermaid, which describe its picture."""

from __future__ import annotations

import re
from typing import Final

# `accTitle: Refunds`, `title: Refunds` in front matter, `title Refunds`, `pie title Refunds`.
_TITLE: Final = (
    re.compile(r"^\s*accTitle\s*:\s*(\S.*)$", re.MULTILINE),
    re.compile(r"^\s*(?:pie\s+(?:showData\s+)?)?title(?:\s*:\s*|\s+)(\S.*)$", re.MULTILINE),
)
_DESCRIPTION: Final = re.compile(r"^\s*accDescr\s*(?::\s*(\S.*)$|\{\s*([^}]*?)\s*\})", re.MULTILINE)
# What brackets, braces, bars and quotes contain in most kinds of diagrams.
_LABEL: Final = re.compile(r"[\[({|>\"]+/?([^\[\](){}|\"<>\n]+?)/?[\])}|\"]")
_COMMENT: Final = re.compile(r"^\s*%%.*$|<br\s*/?>", re.MULTILINE)
_MAX_WORDS: Final = 300


def diagram_words(source: str) -> str:
    """Return the title and description of a diagram; its labels if it has neither."""
    plain = _COMMENT.sub(" ", source)
    title = next((match[1] for pattern in _TITLE if (match := pattern.search(plain))), "")
    description = _DESCRIPTION.search(plain)
    parts = [title.strip().strip("\"'"), *(description.groups() if description else ())]
    words = ". ".join(filter(None, parts)) or ", ".join(dict.fromkeys(_LABEL.findall(plain)))
    return " ".join((words or plain).split())[:_MAX_WORDS]
