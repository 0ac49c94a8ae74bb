# SPDX-License-Identifier: MIT
"""Read one file of a troubleshooter, strictly.

In: the text of the file. Out: a `WrittenTree` with the texts of all languages, or diagnostics with
line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kbgen.content.front_matter import parse_yaml
from kbgen.content.front_matter.field_parsers import (
    FRONT_MATTER,
    flag,
    identifier,
    is_empty,
    reference,
    text,
    texts,
)
from kbgen.runtime.located_fields import FieldReport, Parser, list_of, mapping_of
from kbgen.runtime.located_yaml import Located

if TYPE_CHECKING:
    from kbgen.runtime.problems import Problems

EVERY_LANGUAGE: Final = ""
"""Key of a text that is not written for single languages."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, or several, in the languages that have it."""

    name: str
    by_language: Mapping[str, Any]
    """Language → text or texts; the only key of a plain text is `EVERY_LANGUAGE`."""
    location: tuple[int, int]
    keys: Mapping[str, tuple[int, int]]
    """Language → line and column of its key."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer in all languages, and where it leads."""

    answer: Words
    step: str = ""
    article: str = ""
    contact: bool = False
    location: tuple[int, int] = (1, 1)

    @property
    def targets(self) -> int:
        """Return the number of places that it leads to; one is right."""
        return bool(self.step) + bool(self.article) + self.contact


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A question or a solution in all languages."""

    question: Words | None = None
    solution: Words | None = None
    help: Words | None = None
    answers: tuple[WrittenAnswer, ...] = ()
    unsure: str = ""
    """The step to which “I am not sure” leads; empty for contact."""
    remedy: Words | None = None
    article: str = ""
    location: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class WrittenTree:
    """A file, typed."""

    title: Words
    steps: Mapping[str, WrittenStep] = field(default_factory=dict)
    summary: Words | None = None
    questions: Words | None = None


def read_file(content: str, problems: Problems) -> WrittenTree | None:
    """Return the tree of a file; report an unusable one and return None."""
    block = parse_yaml(content, 1, problems, "the file")
    if block is None:
        return None
    problems.extend(problem for _, problem in block.flaws)
    report = FieldReport(problems, FRONT_MATTER)
    tree: WrittenTree | None = _TREE(Located(block.fields, 1, 1), "troubleshooter", report)
    return None if problems.fatal else tree


def _words(parse: Parser) -> Parser:
    """Return a parser for a text, or a mapping of languages to texts."""

    def parse_words(value: Located, name: str, report: FieldReport) -> Words | None:
        location = value.line, value.column
        if not isinstance(value.value, dict):
            parsed = parse(value, name, report)
            plain = {EVERY_LANGUAGE: parsed}
            return None if parsed is None else Words(name, plain, location, {})
        written = {lang: item for lang, item in value.items() if not is_empty(item)}
        by_language = {
            lang: parse(item, f"{name}.{lang}", report) for lang, item in written.items()
        }
        if None in by_language.values():
            return None
        keys = {lang: item.key_location for lang, item in value.items()}
        return Words(name, by_language, location, keys)

    return parse_words


def _located(parse: Parser) -> Parser:
    """Return a parser whose values have the location where they are written."""

    def parse_located(value: Located, name: str, report: FieldReport) -> Any:
        parsed = parse(value, name, report)
        return None if parsed is None else replace(parsed, location=(value.line, value.column))

    return parse_located


def _steps(value: Located, name: str, report: FieldReport) -> Mapping[str, WrittenStep] | None:
    """Parse the steps by name, in their order."""
    if not isinstance(value.value, dict):
        report.add("KB203", f"{name} is not a mapping", value, "Write a name for each step.")
        return None
    steps = {}
    for key, item in value.items():
        line, column = item.key_location
        if identifier(Located(key, line, column), f"{name}: the name", report) is not None:
            steps[key] = _STEP(item, f"{name}.{key}", report)
    return {key: step for key, step in steps.items() if step is not None}


_ANSWER = _located(
    mapping_of(
        WrittenAnswer,
        {"answer": _words(text), "step": identifier, "article": reference, "contact": flag},
        "answer",
    )
)
_STEP = _located(
    mapping_of(
        WrittenStep,
        {
            "question": _words(text),
            "help": _words(text),
            "answers": list_of(_ANSWER),
            "unsure": identifier,
            "solution": _words(text),
            "remedy": _words(texts),
            "article": reference,
        },
    )
)
_TREE = mapping_of(
    WrittenTree,
    {
        "title": _words(text),
        "summary": _words(text),
        "questions": _words(texts),
        "steps": _steps,
    },
    "title",
    "steps",
)
