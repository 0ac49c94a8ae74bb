# SPDX-License-Identifier: MIT
"""The figures of how code reads, on sources small enough to count by hand."""

from __future__ import annotations

import pytest
from bench.style.measure import begins_with_verb, measure_source


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Return the cached page, or None.", True),
        ("Returns the cached page.", True),
        ("Copies files.", True),
        ("`Return` it.", True),
        ("The page that is at hand.", False),
        ("How much of it.", False),
        ("", False),
    ],
)
def test_a_verb_comes_first_in_any_form(docstring: str, expected: bool) -> None:
    assert begins_with_verb(docstring) is expected


def test_docstrings_of_functions_properties_and_attributes_are_counted() -> None:
    figures = measure_source(
        '"""Module."""\n'
        "class Page:\n"
        '    """A page."""\n'
        "    url: str\n"
        '    """Lies beside the output."""\n'
        "    @property\n"
        "    def name(self) -> str:\n"
        '        """The name that is at hand."""\n'
    )
    assert (
        figures.docstrings,
        figures.function_docstrings,
        figures.without_verb,
        figures.dated,
    ) == (4, 1, 1, 2)


def test_nested_comprehensions_comments_and_long_lines_are_counted() -> None:
    figures = measure_source(
        "a = [b for c in d for b in c]  # why\n"
        "e = {f: [g for g in f] for f in a}\n"
        "h = [i for i in a]  # noqa: X100\n" + f"j = {'1' * 100}\n"
    )
    assert (figures.nested_comprehensions, figures.comments, figures.long_lines) == (2, 1, 1)
    assert (figures.lines, figures.statements) == (4, 4)
