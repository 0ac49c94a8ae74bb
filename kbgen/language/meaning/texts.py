# SPDX-License-Identifier: MIT
"""The two texts of an article whose vectors make up that of the article (`vectors.py`).

What an article is about is in its title and its opening; a longer text would blur it. Trials are in
DECISIONS.md, record 110. Needs no numpy: every search record has these texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

from kbgen.model import STEP_MARK

OPENING_WORDS: Final = 60
"""Number of words of the text to encode."""
MAX_CHARACTERS: Final = 600
"""Number of characters to encode of each text; few languages without spaces use as many."""


def title_text(title: str, questions: Iterable[str]) -> str:
    """Return the text for what an article is about: its title and questions."""
    return "\n".join([title, *questions])[:MAX_CHARACTERS]


def opening_text(title: str, texts: Iterable[str]) -> str:
    """Return the text for an article's opening.

    Args:
        title: The article's title.
        texts: Its summary and passages, in order.
    """
    words = chain.from_iterable(text.split() for text in texts)
    opening = islice((word for word in words if word != STEP_MARK), OPENING_WORDS)
    return f"{title}. {' '.join(opening)}"[:MAX_CHARACTERS]
