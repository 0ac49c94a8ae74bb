# SPDX-License-Identifier: MIT
"""The types of callouts. A page needs them without the code that reads callouts."""

from __future__ import annotations

from typing import Final

# Types that GitHub, Obsidian, DocFX, Docusaurus and VitePress know → classes that the theme has.
TYPES: Final = {
    **dict.fromkeys(("note", "info", "abstract", "summary", "tldr", "todo", "details"), "note"),
    **dict.fromkeys(("tip", "hint"), "tip"),
    **dict.fromkeys(("important", "warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("danger", "error", "bug", "failure", "fail", "missing"), "danger"),
    **dict.fromkeys(("success", "check", "done"), "success"),
    **dict.fromkeys(("question", "help", "faq"), "question"),
    "example": "example",
    **dict.fromkeys(("quote", "cite"), "quote"),
}
