# SPDX-License-Identifier: MIT
from __future__ import annotations

from xml.etree.ElementTree import tostring

import pytest

from kbgen.content.markdown.math.latex import LatexReader, UnreadableFormula
from kbgen.content.markdown.math.linear import linear_text


def mathml(latex: str, *, is_block: bool = False) -> str:
    return tostring(LatexReader().read(latex, is_block=is_block), encoding="unicode")


def text(latex: str) -> str:
    return linear_text(LatexReader().read(latex, is_block=False))


def reason(latex: str) -> str:
    with pytest.raises(UnreadableFormula) as error:
        LatexReader().read(latex, is_block=False)
    return str(error.value)


def test_a_formula_becomes_mathml() -> None:
    assert mathml("x^2") == (
        "<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
    )  # fmt: skip
    assert mathml("x", is_block=True) == (
        '<math display="block"><mrow><mi>x</mi></mrow></math>'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\foo{x}", r"the command \foo is not known"),
        (r"\begin{tikzpicture} x \end{tikzpicture}", "the environment tikzpicture is not known"),
        (r"\frac{a", "a brace { is not closed"),
        ("a}", "a closing brace } has no opening one"),
        (r"\frac{a}", "something is missing at its end"),
        (r"\left( x", r"\left and \right do not match"),
        ("a_b_c", "two indexes follow each other: use braces"),
        ("a^b^c", "two powers follow each other: use braces"),
        ("a & b", "an & is outside of a table"),
        (r"\text{a {b} c}", r"braces inside \text are not supported"),
        (r"\href{javascript:alert(1)}{x}", r"\href is not allowed"),
        (r"\style{color:red}{x}", r"\style is not allowed"),
        (r"\unicode{x110000}", r"a number after \unicode is too large"),
        ("% only a comment", "something is missing at its end"),
        (r"\newcommand{\x}{\x\x}\x", "it is nested too deeply"),
        ("{" * 3000 + "a" + "}" * 3000, "it is nested too deeply"),
    ],
)
def test_what_cannot_be_read_has_a_reason(latex: str, words: str) -> None:
    """latex2mathml shows some of these as text, and leaves others out."""
    assert reason(latex) == words


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        ("E=mc^2", "E = mc^2"),
        (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (− b ± √(b^2 − 4ac))/2a"),
        (r"\frac{a}{b+c}", "a/(b + c)"),
        (r"\sum_{i=1}^n i^2", "∑_(i = 1)^n i^2"),
        (r"\lim_{x \to 0} f(x, y)", "lim_(x → 0) f(x, y)"),
        (r"2 \sin x", "2 sin x"),
        (r"\hat{x}, f'(x), \vec{v}", "x̂, f′(x), v⃗"),
        (r"\sqrt[3]{x}", "x^(1/3)"),
        (r"a \implies b", "a ⟹ b"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (r"\phantom{x} y", "y"),
    ],
)
def test_a_formula_has_a_text(latex: str, line: str) -> None:
    """Search, summaries and results show it."""
    assert text(latex) == line


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{alignat}{2} a &= b \\ c &= d \end{alignat}",
        r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}",
        r"\begin{gather*} a = b \\ c = d \end{gather*}",
        r"\begin{equation} \begin{split} a &= b \\ c &= d \end{split} \label{eq:a} \end{equation}",
        r"a = b \\ c = d",
        "a = b % a comment\n\\\\ c = d \\nonumber",
    ],
)
def test_lines_are_below_each_other(latex: str) -> None:
    """In whatever environment, without numbers that nothing refers to."""
    assert text(latex).replace(" ", "") == "a=b;c=d"
    assert mathml(latex).count("<mtr>") == 2


def test_a_command_that_a_formula_defines_is_known_to_the_next_one() -> None:
    reader = LatexReader()
    assert linear_text(reader.read(r"\newcommand{\half}{\frac{1}{2}}", is_block=True)) == ""
    assert linear_text(reader.read(r"\half", is_block=False)) == "1/2"


def test_characters_are_text() -> None:
    """No number or text can make an element."""
    assert mathml(r"\unicode{x3c}") == "<math><mrow><mo>&lt;</mo></mrow></math>"
    html = mathml(r"\text{<img src=x onerror=alert(1)>}")
    assert (
        html == "<math><mrow><mtext>&lt;img\xa0src=x\xa0onerror=alert(1)&gt;</mtext></mrow></math>"
    )
