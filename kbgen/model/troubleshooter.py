# SPDX-License-Identifier: MIT
"""Troubleshooters: questions whose answers lead to an article, a solution, or the contact page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TreeAnswer:
    """An answer to a question, and where it leads: a step, an article, or else contact."""

    text: str
    """Empty for “I am not sure”, whose words are an interface string."""
    step: str = ""
    article: str = ""
    """Id of an article."""
    location: tuple[int, int] = (1, 1)
    """Line and column in the file."""


@dataclass(frozen=True, slots=True)
class TreeStep:
    """A question with its answers, or a solution, in one language. Each has a page."""

    name: str
    url: str
    title: str
    """The question, or what the solution is about."""
    text: str = ""
    """Helps to answer the question, or explains the solution."""
    answers: tuple[TreeAnswer, ...] = ()
    """Empty for a solution."""
    unsure: TreeAnswer | None = None
    """Where “I am not sure” leads; None for a solution."""
    remedy: tuple[str, ...] = ()
    """Steps of a solution."""
    article: str = ""
    """Id of the article that explains a solution."""
    location: tuple[int, int] = (1, 1)

    @property
    def ways(self) -> tuple[TreeAnswer, ...]:
        """Return all answers, “I am not sure” last."""
        return (*self.answers, self.unsure) if self.unsure else self.answers


@dataclass(frozen=True, slots=True)
class Troubleshooter:
    """A decision tree in one language. Steps may be shared, but never lead back."""

    id: str
    lang: str
    path: str
    """Path of its file in the content folder."""
    title: str
    summary: str
    steps: tuple[TreeStep, ...]
    """The first one is where it begins; its URL is that of the troubleshooter."""
    questions: tuple[str, ...] = ()
    """Questions in the customers' words, for search."""

    @property
    def url(self) -> str:
        """Return the URL of the first question."""
        return self.steps[0].url

    def step(self, name: str) -> TreeStep:
        """Return the step with this name.

        Raises:
            KeyError: There is none.
        """
        return {step.name: step for step in self.steps}[name]
