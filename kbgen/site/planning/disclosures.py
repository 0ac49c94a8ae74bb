# SPDX-License-Identifier: MIT
"""Turn the questions of an FAQ, its headings of level 2, into disclosures.

In: the HTML of a body, sanitized. Out: the same with `<details>` around each question and its
answer. A body in which such a heading is inside another element stays as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_QUESTION: Final = re.compile(r'<h2 id="([^"]*)"[^>]*>.*?</h2>', re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9-]*)\b[^>]*?>")
_VOID: Final = frozenset(["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"])


def as_disclosures(html: str, link_text: str) -> str:
    """Return the HTML with a disclosure for each question.

    Args:
        html: The body of an article.
        link_text: Text of the permanent link below each answer, escaped.
    """
    questions = list(_QUESTION.finditer(html))
    ends = [match.start() for match in questions[1:]] + [len(html)]
    starts = [0, *(match.start() for match in questions), len(html)]
    if not all(_is_balanced(html[start:end]) for start, end in pairwise(starts)):
        return html
    parts = [html[: questions[0].start()]] if questions else [html]
    for match, end in zip(questions, ends, strict=False):
        answer = html[match.end() : end].strip()
        parts.append(
            f'<details class="kb-question"><summary>{match[0]}</summary>\n{answer}\n'
            f'<p class="kb-question__link"><a href="#{match[1]}">{link_text}</a></p></details>\n'
        )
    return "".join(parts)


def _is_balanced(html: str) -> bool:
    """Tell whether each element that begins in some HTML ends in it, and the other way around."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name in _VOID:
            continue
        depth += -1 if closing else 1
        if depth < 0:
            return False
    return depth == 0
