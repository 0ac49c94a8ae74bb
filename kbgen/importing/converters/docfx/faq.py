# SPDX-License-Identifier: MIT
"""Write the question lists of Microsoft Learn (`### YamlMime:FAQ`) as Markdown.

In: the values of the file. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kbgen.importing.source.data_files import mappings, text_of


def faq_text(value: dict[str, Any]) -> str:
    """Return the summary, and each question as a heading with its answer."""
    return "\n\n".join(filter(None, _parts(value))) + "\n"


def _parts(value: dict[str, Any]) -> Iterator[str]:
    yield text_of(value, "summary")
    for section in mappings(value.get("sections")):
        name = " ".join(text_of(section, "name").split())
        yield f"## {name}" if name else ""
        for item in mappings(section.get("questions")):
            question = " ".join(text_of(item, "question").split())
            yield f"{'###' if name else '##'} {question or '…'}"
            yield text_of(item, "answer")
    yield text_of(value, "additionalContent")
