# SPDX-License-Identifier: MIT
"""Reads a pasted text: finds the longest known message in it.

A query of several lines, or of more words than people type, is a *pasted text*: an error message, a
log, an email. Numbers, paths and addresses in it may differ from those in the message.

JavaScript counterpart: `theme/assets/javascripts/search/pasted.js`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kbgen.search.index.messages import CODE_MARK, words_of
from kbgen.search.index.ranking import (
    MAX_MESSAGE_WORDS,
    MAX_PASTE,
    MAX_QUERY,
    MAX_TOKENS,
    ONE,
    QUESTION_WORDS,
)
from kbgen.search.query.score import Ranked

_LINE_BREAKS = ("\n", "\r")


@dataclass(slots=True)
class _Node:
    """The messages that begin with some words."""

    following: dict[str, _Node] = field(default_factory=dict)
    article: int = -1
    """Number of the first article with the message that ends here; -1 if none does."""


class Messages:
    """The messages of all articles."""

    def __init__(self, articles: Iterable[Sequence[str]]) -> None:
        """Read the messages of each article, in the order of the articles."""
        self._codes, self._texts = _Node(), _Node()
        for number, messages in enumerate(articles):
            for message in messages:
                self._add(message, number)

    def longest_in(self, text: str) -> int | None:
        """Return the article with the longest message in a text; None if it has none.

        Of messages of equal length, that of the first article wins.
        """
        every, lasting = words_of(text[:MAX_PASTE])
        found = [*_matches(self._codes, every), *_matches(self._texts, lasting)]
        return -max(found)[1] if found else None

    def _add(self, message: str, number: int) -> None:
        is_code = message.startswith(CODE_MARK)
        node = self._codes if is_code else self._texts
        for word in message.removeprefix(CODE_MARK).split(" "):
            node = node.following.setdefault(word, _Node())
        if node.article < 0:
            node.article = number


def _matches(root: _Node, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Yield (length, minus the number of the article) of each message in a sequence of words."""
    for start in range(len(words)):
        node, length = root, 0
        for word in words[start : start + MAX_MESSAGE_WORDS]:
            if word not in node.following:
                break
            node, length = node.following[word], length + len(word)
            if node.article >= 0:
                yield length, -node.article


def is_pasted(query: str) -> bool:
    """Tell whether a query was pasted: several lines, or more words than a question has."""
    text = query[:MAX_PASTE].strip()
    return any(map(text.__contains__, _LINE_BREAKS)) or len(words_of(text).every) > QUESTION_WORDS


def shortened(query: str) -> str:
    """Return what to ask for: a query as it is, and the different words of a long text."""
    if len(query) <= MAX_QUERY:
        return query
    words = list(dict.fromkeys(words_of(query[:MAX_PASTE]).lasting))[:MAX_TOKENS]
    return " ".join(words)[: MAX_QUERY - 1] + " "


def put_first(ranked: list[Ranked], number: int) -> list[Ranked]:
    """Return ranked articles, first the one that has the message of a pasted text."""
    score = max((article.score for article in ranked), default=0) + 1
    first = Ranked(number, score, 0, ONE)
    return [first, *(article for article in ranked if article.number != number)]
