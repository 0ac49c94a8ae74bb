# SPDX-License-Identifier: MIT
"""Recognize the fields with which writers and other tools hide an article, such as `draft: true`.

kbgen's own field for this is `status`. In: the fields of one file. Out: whether one of them makes
the article a draft. Letter case does not matter, and a typing error in a name does not publish an
article.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from kbgen.content.front_matter.schema import STATUS_WORDS
from kbgen.model import Status
from kbgen.runtime.located_yaml import Located

_YES: Final = frozenset({"true", "yes", "on", "y", "1"})
_NO: Final = frozenset({"false", "no", "off", "n", "0", "null", "~", ""})
_DRAFT_WORDS: Final = {
    Status.DRAFT.value,
    *(word for word, status in STATUS_WORDS.items() if status is Status.DRAFT),
}
_HIDING: Final = frozenset({"draft", "private"})
_PUBLISHING: Final = frozenset({"published", "publish"})
_SIMILAR: Final = 0.75


def is_marked_draft(fields: Mapping[str, Located]) -> bool:
    """Tell whether a field such as `draft: true` or `published: false` makes an article a draft."""
    return any(
        _hides(name.lower(), value.value.strip().lower())
        for name, value in fields.items()
        if isinstance(value.value, str)
    )


def _hides(name: str, word: str) -> bool:
    if name in _HIDING:  # any other word is safer as a draft: `draft: until Friday`
        return word not in _NO
    if name == "state":  # of a known issue, and easily mistaken for `status`
        return word in _DRAFT_WORDS
    meant = _similar_name(name) if word in _YES | _NO else ""
    return (meant in _HIDING and word in _YES) or (meant in _PUBLISHING and word in _NO - {""})


# Cached: imported articles have the same few fields in every file.
@lru_cache(maxsize=1024)
def _similar_name(name: str) -> str:
    similar = get_close_matches(name, sorted(_HIDING | _PUBLISHING), 1, _SIMILAR)
    return similar[0] if similar else ""
