# SPDX-License-Identifier: MIT
"""Make a troubleshooter for each language of a site out of one file.

In: a `WrittenTree`. Out: a `Troubleshooter` for each language that has all texts, and KB336 for the
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kbgen.content.structure.site_urls import service_url
from kbgen.content.troubleshooters.read_file import EVERY_LANGUAGE, Words
from kbgen.model import TreeAnswer, TreeStep, Troubleshooter

if TYPE_CHECKING:
    from kbgen.content.troubleshooters.read_file import WrittenAnswer, WrittenStep, WrittenTree
    from kbgen.runtime.problems import Problems
    from kbgen.settings.types import SiteSettings

FOLDER = "troubleshooters"
"""Folder of their pages, and of their files in `_data`."""


def in_languages(
    tree: WrittenTree, name: str, path: str, settings: SiteSettings, problems: Problems
) -> list[Troubleshooter]:
    """Return the troubleshooter in each language; report texts that a language does not have."""
    languages = settings.kbgen.languages
    made = []
    words = tuple(_all_words(tree))
    for item in words:
        _report_unknown_languages(item, languages, problems)
    for lang in languages:
        missing = [item for item in words if not _has(item, lang, languages)]
        for item in missing:
            line, column = item.location
            message = f"{item.name} has no text in the language {lang}"
            hint = f"Add `{lang}:` to the texts of this field."
            problems.add("KB336", message, line=line, column=column, hint=hint)
        if not missing:
            made.append(_Language(tree, name, path, lang, settings).troubleshooter())
    return made


def _report_unknown_languages(item: Words, languages: tuple[str, ...], problems: Problems) -> None:
    for lang, (line, column) in item.keys.items():
        if lang not in languages:
            hint = f"Its languages are {', '.join(languages)}."
            message = f"{item.name}: '{lang}' is not a language of this site"
            problems.add("KB336", message, line=line, column=column, hint=hint)


def _has(item: Words, lang: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a text exists in a language. A plain text is in the default language."""
    return lang in item.by_language or (EVERY_LANGUAGE in item.by_language and lang == languages[0])


def _all_words(tree: WrittenTree) -> Iterator[Words]:
    """Yield every text of a tree."""
    yield from filter(None, (tree.title, tree.summary, tree.questions))
    for step in tree.steps.values():
        yield from filter(None, (step.question, step.solution, step.help))
        yield from (answer.answer for answer in step.answers)
        yield from filter(None, (step.remedy,))


class _Language:
    """Makes the troubleshooter of one language that has all texts."""

    def __init__(
        self, tree: WrittenTree, name: str, path: str, lang: str, settings: SiteSettings
    ) -> None:
        self._tree, self._name, self._path = tree, name, path
        self._lang, self._settings = lang, settings

    def troubleshooter(self) -> Troubleshooter:
        tree = self._tree
        return Troubleshooter(
            id=self._name,
            lang=self._lang,
            path=self._path,
            title=self._in(tree.title, ""),
            summary=self._in(tree.summary, ""),
            steps=tuple(
                self._step(name, step, is_first=index == 0)
                for index, (name, step) in enumerate(tree.steps.items())
            ),
            questions=self._in(tree.questions, ()),
        )

    def _step(self, name: str, step: WrittenStep, *, is_first: bool) -> TreeStep:
        # All pages have the same depth, so relative links stay right while a script changes steps.
        # Ids have no underscore.
        place = f"{FOLDER}/{self._name}" if is_first else f"{FOLDER}/{self._name}_{name}"
        return TreeStep(
            name=name,
            url=service_url(self._settings, self._lang, place),
            title=self._in(step.question or step.solution, ""),
            text=self._in(step.help, ""),
            answers=tuple(map(self._answer, step.answers)),
            unsure=TreeAnswer("", step.unsure, location=step.location) if step.question else None,
            remedy=self._in(step.remedy, ()),
            article=step.article,
            location=step.location,
        )

    def _answer(self, answer: WrittenAnswer) -> TreeAnswer:
        words = self._in(answer.answer, "")
        return TreeAnswer(words, answer.step, answer.article, answer.location)

    def _in(self, words: Words | None, default: Any) -> Any:
        if words is None:
            return default
        plain = words.by_language.get(EVERY_LANGUAGE, default)
        return words.by_language.get(self._lang, plain)
