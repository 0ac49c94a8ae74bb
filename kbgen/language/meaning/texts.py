# SPDX-License-Identifier: MIT
"""The two texts of an article whose vectors make up that of the article (`vectors.py`).

What an article is about is in its title and its opening; a longer text would blur it. Trials are in
DECISIONS.md, record 110. Needs no numpy: every search record has these texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

import regex

from kbgen.model import STEP_MARK

OPENING_WORDS: Final = 60
"""Number of words of the text to encode."""
MAX_CHARACTERS: Final = 600
"""Number of characters to encode of each text; few languages without spaces use as many."""
_CODE: Final = regex.compile(r"(?=.*[\p{N}._/])[\p{Latin}\p{N}._/#:-]*")


def article_texts(title: str, questions: Iterable[str], texts: Iterable[str]) -> tuple[str, str]:
    """Return the texts to encode: title and questions, and the opening.

    A title that is a code or a file name says nothing to an encoder: the opening takes its place.

    Args:
        title: The article's title.
        questions: Its questions.
        texts: Its summary and passages, in order.
    """
    words = chain.from_iterable(text.split() for text in texts)
    opening = " ".join(islice((word for word in words if word != STEP_MARK), OPENING_WORDS))
    subject = title_text(title, questions)
    if not is_code(title):
        opening = f"{title}. {opening}"
    return subject or opening[:MAX_CHARACTERS], opening[:MAX_CHARACTERS]


def title_text(title: str, questions: Iterable[str]) -> str:
    """Return the text for what an article is about: its title, unless it is a code, and questions.

    Empty if there is neither.
    """
    said = questions if is_code(title) else (title, *questions)
    return "\n".join(said)[:MAX_CHARACTERS]


def is_code(title: str) -> bool:
    """Tell whether a title is a code or the name of a file: `KB1023`, `faq-000`, `setup.md`."""
    return bool(_CODE.fullmatch(title.strip()))
