# SPDX-License-Identifier: MIT
"""Make known-item queries: eight kinds of queries that look for a given article.

They are made from titles alone, with rules of their own and without kbgen's analysis, so that no
engine has an advantage. Two seeds draw disjoint articles: `dev` for tuning, `test` for the report.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Final

from .inflection import inflected
from .typos import with_typo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from .corpus import Page

KINDS: Final = ("exact", "dropped", "permuted", "typo1", "typo2", "inflected", "prefix", "question")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.+#/_][^\W_]+)*[+#]*")
_FUNCTION_LIST: Final = """
a an and are as at be because by can do does for from how i if in into is it its my not of on or that the their this to
up use using via was what when where which while why will with without you your
"""
_FUNCTION_WORDS: Final = frozenset(_FUNCTION_LIST.split())
_LEAST_WORDS: Final = 3
_LEAST_TYPO: Final = 5
_QUESTIONS: Final = (
    "how do i fix {}",
    "what can i do about {}",
    "why do i get {}",
    "please help me with {}",
    "where can i find out about {}",
    "i have a problem with {}, what should i do",
)
_HOW: Final = re.compile(r"^(?:how|why|what|where|when|can|does|do|is)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the one article that answers it."""

    id: str
    kind: str
    query: str
    url: str
    """Of the article, relative to the site's root."""


def known_items(pages: Sequence[Page], articles: int, seed: int) -> tuple[list[Query], list[Query]]:
    """Return queries of eight kinds for `articles` articles each: `(dev, test)`.

    Half of the articles are real and half generated, as far as there are enough of both.
    """
    random = Random(f"known items {seed}")
    fit = [
        page
        for page in pages
        if len(telling_words(page.title)) >= _LEAST_WORDS and _has_long_word(page.title)
    ]
    real, made = ([page for page in fit if page.real is kind] for kind in (True, False))
    halves = [random.sample(group, min(len(group), articles)) for group in (real, made)]
    both = [page for pair in zip(*halves, strict=False) for page in pair]
    chosen = (both + max(halves, key=len)[min(map(len, halves)) :])[: 2 * articles]
    maker = _Maker(
        random, [frozenset(word.lower() for word in telling_words(page.title)) for page in pages]
    )
    half = min(articles, len(chosen) // 2)
    return maker.queries(chosen[:half]), maker.queries(chosen[half:])


def write_queries(queries: Iterable[Query], file: Path) -> None:
    """Write the queries as JSON lines."""
    lines = [json.dumps(asdict(query), ensure_ascii=False) + "\n" for query in queries]
    file.write_text("".join(lines), "utf-8", newline="\n")


def read_queries(file: Path) -> list[Query]:
    """Read the file of `write_queries`."""
    return [Query(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def telling_words(title: str) -> list[str]:
    """Return the words of a title without those that every title has."""
    return [word for word in _WORD.findall(title) if word.lower() not in _FUNCTION_WORDS]


def _has_long_word(title: str) -> bool:
    return any(word.isalpha() and len(word) >= _LEAST_TYPO for word in telling_words(title))


def is_only_title(words: Sequence[str], titles: Sequence[frozenset[str]]) -> bool:
    """Tell whether exactly one title has all these words, with the last as a prefix.

    Otherwise the query would not identify an article.

    Args:
        words: of a query, in lowercase.
        titles: the words of all titles, in lowercase.
    """
    whole, last = frozenset(words[:-1]), words[-1]
    having = (
        title for title in titles if whole <= title and any(word.startswith(last) for word in title)
    )
    return len(list(islice(having, 2))) == 1


class _Maker:
    """A maker of queries for titles within a corpus."""

    def __init__(self, random: Random, titles: Sequence[frozenset[str]]) -> None:
        self._random = random
        self._titles = titles

    def queries(self, pages: Sequence[Page]) -> list[Query]:
        """Yield the queries of all kinds, article by article."""
        return [
            Query(f"{number:04}-{kind}", kind, self._query(kind, page.title), page.url)
            for number, page in enumerate(pages)
            for kind in KINDS
        ]

    def _query(self, kind: str, title: str) -> str:
        words = telling_words(title)
        makers: dict[str, Callable[[], Iterable[str]]] = {
            "exact": lambda: [title],
            "dropped": lambda: self._dropped(words),
            "permuted": lambda: self._random.sample(words, len(words)),
            "typo1": lambda: self._mistyped(words, 1),
            "typo2": lambda: self._mistyped(words, 2),
            "inflected": lambda: [inflected(word, self._random) for word in words],
            "prefix": lambda: self._half_typed(words),
            "question": lambda: [self._question(title)],
        }
        return " ".join(makers[kind]())

    def _dropped(self, words: list[str]) -> list[str]:
        """Drop one distinctive word, preferring words that leave the article unambiguous."""
        shorter = [words[:place] + words[place + 1 :] for place in range(len(words))]
        return self._random.choice([each for each in shorter if self._is_clear(each)] or shorter)

    def _half_typed(self, words: list[str]) -> list[str]:
        """Return the title up to half of a word, as soon as it identifies the article."""
        for count in range(_LEAST_WORDS, len(words) + 1):
            last = words[count - 1]
            typed = [*words[: count - 1], last[: max(3, (len(last) + 1) // 2)]]
            if self._is_clear(typed):
                break
        return typed

    def _is_clear(self, words: Sequence[str]) -> bool:
        return is_only_title([word.lower() for word in words], self._titles)

    def _mistyped(self, words: list[str], errors: int) -> list[str]:
        """Put one error into each of two long words, or both into one word with enough letters."""
        wrong = list(words)
        places = [
            place for place, word in enumerate(words) if word.isalpha() and len(word) >= _LEAST_TYPO
        ]
        chosen = self._random.sample(places, min(errors, len(places)))
        roomy = len(chosen) < errors and len(words[chosen[0]]) > 2 * _LEAST_TYPO - 2
        for place in [*chosen, *chosen[:1]] if roomy else chosen:
            wrong[place] = with_typo(wrong[place], self._random)
        return wrong

    def _question(self, title: str) -> str:
        """Put a sentence around the title; a title that is a question is unchanged."""
        start = title[0].lower() + title[1:].rstrip(".?!")
        return (
            f"{start}?"
            if _HOW.match(title)
            else self._random.choice(_QUESTIONS).format(start) + "?"
        )
