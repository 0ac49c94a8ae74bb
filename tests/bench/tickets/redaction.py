# SPDX-License-Identifier: MIT
"""Measure redaction: recall and precision per kind and language, and the texts that leak."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kbgen.tickets.personal import find_personal

SETS: Final = ("hostile/pii/pii.jsonl", "pii/presidio-300.jsonl")
KINDS: Final = {
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CARD",
    "IBAN_CODE": "IBAN",
    "US_SSN": "NATID",
    "US_DRIVER_LICENSE": "NATID",
    "IP_ADDRESS": "IP",
    "STREET_ADDRESS": "ADDRESS",
    "ZIP_CODE": "ADDRESS",
}
"""Another data set's names → our kinds; other kinds are not measured."""

Span = tuple[int, int, str]


@dataclass
class Score:
    """Counts of one kind in one language."""

    gold: int = 0
    covered: int = 0
    """Gold spans with every letter and digit redacted."""
    found: int = 0
    right: int = 0
    """Found spans that overlap a gold span of any kind."""

    @property
    def recall(self) -> float:
        """Return the share of gold spans that are completely redacted."""
        return self.covered / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Return the share of found spans that overlap a gold span."""
        return self.right / self.found if self.found else 1.0


@dataclass
class Measured:
    """The scores of one data set."""

    texts: int = 0
    leaking: int = 0
    """Texts with a gold span that is not completely redacted, of our kinds only."""
    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(path: Path) -> Measured:
    """Score one data set."""
    measured = Measured()
    for text, lang, gold in _examples(path):
        found = [(span.start, span.end, str(span.type)) for span in find_personal(text, lang)]
        _score(measured, text, lang, gold, found)
    return measured


def _score(measured: Measured, text: str, lang: str, gold: list[Span], found: list[Span]) -> None:
    taken = {index for start, end, _ in found for index in range(start, end)}
    wanted = {index for start, end, _ in gold for index in range(start, end)}
    measured.texts += 1
    leaks = False
    for start, end, kind in gold:
        kind = KINDS.get(kind, kind)
        whole = all(index in taken or not text[index].isalnum() for index in range(start, end))
        score = measured.scores.setdefault((kind, lang), Score())
        score.gold += 1
        score.covered += whole
        if not whole:
            measured.missed.append(
                f"{kind} {lang} {text[start:end]!r} in {text[max(0, start - 40) : end + 20]!r}"
            )
            leaks = leaks or kind in _OURS
    measured.leaking += leaks
    for start, end, kind in found:
        score = measured.scores.setdefault((kind, lang), Score())
        right = any(index in wanted for index in range(start, end))
        score.found += 1
        score.right += right
        if not right:
            measured.wrong.append(
                f"{kind} {lang} {text[start:end]!r} in {text[max(0, start - 40) : end + 20]!r}"
            )


_OURS: Final = {"EMAIL", "PHONE", "CARD", "IBAN", "NATID", "IP", "SECRET", "URL", "PERSON"}


def _examples(path: Path) -> Iterator[tuple[str, str, list[Span]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            example = json.loads(line)
            yield example["text"], example["lang"], list(_spans(example["spans"]))


def _spans(spans: Iterable[object]) -> Iterator[Span]:
    for span in spans:
        if isinstance(span, dict):
            yield span["start"], span["end"], span["type"]
        elif isinstance(span, list):
            yield span[0], span[1], span[2]


def rows(measured: Measured) -> list[list[str]]:
    """Return table rows: kind, language, gold, recall, found, precision."""
    return [
        [
            kind,
            lang,
            str(score.gold),
            f"{score.recall:.3f}",
            str(score.found),
            f"{score.precision:.3f}",
        ]
        for (kind, lang), score in sorted(measured.scores.items())
    ]


def kinds_of(lines: Iterable[str]) -> Counter[str]:
    """Count the kinds at the beginnings of the lines."""
    return Counter(line.split()[0] for line in lines)
