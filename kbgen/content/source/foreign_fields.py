# SPDX-License-Identifier: MIT
"""Decide for a whole site whether `audience` and `status` are kbgen's fields or another tool's.

In: what all files of a site say. Out: the files to leave out (KB203), and one warning for each
foreign field (KB211). The rule is in record 98 of DECISIONS.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kbgen.content.front_matter.foreign_values import OWN_WORDS, ForeignValue
from kbgen.content.source.article_source import Source
from kbgen.model import Diagnostic, diagnostic


@dataclass(frozen=True, slots=True)
class ForeignFields:
    """What to do about values that are not kbgen's."""

    left_out: frozenset[str]
    """Paths of the articles that have such a value in a field of kbgen."""
    problems: tuple[Diagnostic, ...]


def decide_foreign_fields(
    sources: Mapping[str, Source], used_elsewhere: Iterable[str]
) -> ForeignFields:
    """Decide which fields are foreign.

    Args:
        sources: The usable files, by path.
        used_elsewhere: Fields in which unusable files have a value of kbgen.
    """
    own = {*used_elsewhere, *_used(sources.values())}
    left_out: set[str] = set()
    problems: list[Diagnostic] = []
    foreign: dict[str, list[ForeignValue]] = {}
    for path, source in sorted(sources.items()):
        for value in source.foreign:
            if value.name in own:
                left_out.add(path)
                problems.append(_with_way_out(value.problem))
            else:
                foreign.setdefault(value.name, []).append(value)
    problems += (_warning(name, values) for name, values in foreign.items())
    return ForeignFields(frozenset(left_out), tuple(problems))


def _used(sources: Iterable[Source]) -> Iterator[str]:
    """Yield the fields in which a file has a value of kbgen."""
    for source in sources:
        # Plugins and other fields can set a status, too: only a field that is written counts.
        written = {name for name, _, _ in source.fields.positions} & source.fields.values.keys()
        yield from (written & OWN_WORDS.keys()) - {value.name for value in source.foreign}


def _with_way_out(problem: Diagnostic) -> Diagnostic:
    way_out = "Values of another tool need an entry in front_matter.values."
    return replace(problem, hint=f"{problem.hint} {way_out}".strip())


def _warning(name: str, values: list[ForeignValue]) -> Diagnostic:
    first = values[0]
    count = "1 article has a value" if len(values) == 1 else f"{len(values)} articles have values"
    return diagnostic(
        "KB211",
        first.problem.path,
        f"{name} belongs to another tool: {count} such as “{first.text}”, "
        "and none has a value of kbgen",
        line=first.problem.line,
        column=first.problem.column,
        hint="kbgen ignores it: the articles are public. If that is wrong, say what the values "
        f"mean: 'front_matter: {{values: {{{name}: …}}}}'.",
    )
