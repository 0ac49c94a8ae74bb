# SPDX-License-Identifier: MIT
"""Write the question lists of Microsoft Learn (`### YamlMime:FAQ`) as Markdown.

In: the values of the file. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def faq_text(value: dict[Any, Any]) -> str:
    """Return the summary, and each question as a heading with its answer."""
    return "\n\n".join(part for part in _parts(value) if part.strip()) + "\n"


def _parts(value: dict[Any, Any]) -> Iterator[str]:
    yield _text(value, "summary")
    sections = value.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if not isinstance(section, dict):
            continue
        name = " ".join(_text(section, "name").split())
        if name:
            yield f"## {name}"
        questions = section.get("questions")
        for item in questions if isinstance(questions, list) else ():
            if isinstance(item, dict):
                question = " ".join(_text(item, "question").split())
                yield f"{'###' if name else '##'} {question or '…'}"
                yield _text(item, "answer")
    yield _text(value, "additionalContent")


def _text(value: dict[Any, Any], name: str) -> str:
    found = value.get(name)
    return found.strip("\n") if isinstance(found, str) else ""
