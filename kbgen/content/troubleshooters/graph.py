# SPDX-License-Identifier: MIT
"""Prove that a troubleshooter leads everyone to an end.

In: a `WrittenTree`. Out: KB333 (a way that leads back), KB334 (a way that ends nowhere) and KB335
(a step that no answer leads to).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kbgen.content.troubleshooters.read_file import WrittenAnswer, WrittenStep, WrittenTree
    from kbgen.runtime.problems import Problems

_Edge = tuple[str, tuple[int, int]]
"""(name of the next step, line and column of the answer that leads to it)."""


def prove(tree: WrittenTree, problems: Problems) -> None:
    """Report every way through the tree that does not end at an article, a solution, or contact."""
    for name, step in tree.steps.items():
        _report_dead_ends(name, step, tree.steps, problems)
    if problems.fatal or not tree.steps:
        return
    start = next(iter(tree.steps))
    reached, cycle = _walk(start, tree.steps)
    if cycle:
        names, location = cycle
        message = f"the answers lead in a circle: {' → '.join(names)}"
        hint = "Let the last of these answers lead to another step, an article, or contact."
        _add(problems, "KB333", message, location, hint)
    for name, step in tree.steps.items():
        if name not in reached:
            hint = f"Write `step: {name}` at an answer, or delete the step."
            _add(problems, "KB335", f"no answer leads to the step {name}", step.location, hint)


def edges(step: WrittenStep) -> Iterator[_Edge]:
    """Yield the steps that a step leads to."""
    for answer in step.answers:
        if answer.step:
            yield answer.step, answer.location
    if step.unsure:
        yield step.unsure, step.location


def _report_dead_ends(
    name: str, step: WrittenStep, steps: Mapping[str, WrittenStep], problems: Problems
) -> None:
    if (step.question is None) == (step.solution is None):
        message = f"the step {name} needs either a question or a solution"
        _add(problems, "KB334", message, step.location, "Write `question:` or `solution:`.")
        return
    if step.question and not step.answers:
        message = f"the question {name} has no answers"
        _add(problems, "KB334", message, step.location, "Write its answers below `answers:`.")
    for answer in step.answers:
        _report_target(name, answer, problems)
    if step.question and (step.remedy or step.article):
        hint = "Move them to a step of its own with `solution:`."
        message = f"the question {name} has a remedy or an article of its own"
        _add(problems, "KB334", message, step.location, hint)
    if step.solution and (step.answers or step.unsure):
        hint = "Write `question:` instead of `solution:`, or delete the answers."
        message = f"the solution {name} has answers, which readers would not see"
        _add(problems, "KB334", message, step.location, hint)
    if step.solution and not (step.remedy or step.article or step.help):
        hint = "Write `remedy:` or `article:`."
        _add(problems, "KB334", f"the solution {name} is empty", step.location, hint)
    for target, location in edges(step):
        if target not in steps:
            hint = f"The steps are: {', '.join(steps)}."
            _add(problems, "KB334", f"there is no step {target}", location, hint)


def _report_target(name: str, answer: WrittenAnswer, problems: Problems) -> None:
    if answer.targets == 1:
        return
    what = "leads nowhere" if answer.targets == 0 else "leads to several places"
    message = f"an answer to the question {name} {what}"
    hint = "Write one of `step:`, `article:`, and `contact: true`."
    _add(problems, "KB334", message, answer.location, hint)


def _walk(
    start: str, steps: Mapping[str, WrittenStep]
) -> tuple[set[str], tuple[list[str], tuple[int, int]] | None]:
    """Return the steps that can be reached, and the first circle with the answer that closes it."""
    reached = {start}
    trail = [start]
    ways = [edges(steps[start])]
    circle = None
    while trail:
        following = next(ways[-1], None)
        if following is None:
            trail.pop()
            ways.pop()
            continue
        name, location = following
        if name in trail:
            circle = circle or ([*trail[trail.index(name) :], name], location)
        elif name not in reached:
            reached.add(name)
            trail.append(name)
            ways.append(edges(steps[name]))
    return reached, circle


def _add(problems: Problems, code: str, message: str, location: tuple[int, int], hint: str) -> None:
    line, column = location
    problems.add(code, message, line=line, column=column, hint=hint)
