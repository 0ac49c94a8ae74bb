# SPDX-License-Identifier: MIT
"""Figures as text."""

from __future__ import annotations

from bench.tables import spread, table


def test_a_table_is_markdown_with_figures_to_the_right():
    assert (
        table(("", "CPU s"), [("kbgen", "1.0")])
        == "|  | CPU s |\n| --- | ---: |\n| kbgen | 1.0 |\n"
    )


def test_a_bar_in_a_cell_does_not_begin_another_cell():
    assert "| a \\| b |" in table(("x",), [("a | b",)])


def test_repeated_figures_are_the_median_with_its_least_and_most():
    assert spread([3.0, 1.0, 1200.0]) == "3.0 (1.0–1,200.0)"


def test_figures_that_print_alike_are_printed_once():
    assert spread([1.01, 1.02]) == "1.0"
    assert spread([7], 0) == "7"
