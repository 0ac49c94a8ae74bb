# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import article, lines, settings_for
from page_safety import breaches

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.sanitizing.sanitizer import sanitize
from kbgen.model import Body, Trust
from kbgen.settings.types import PythonCall

X: str = '<math alttext="x"><mrow><mi>x</mi></mrow></math>'
BLOCK: str = (
    '<span class="kb-formula" tabindex="0">'
    '<math display="block" alttext="x"><mrow><mi>x</mi></mrow></math></span>'
)
ARITHMATEX = "pymdownx.arithmatex"


def renderer(extension: str = ARITHMATEX, **options: Any) -> BodyRenderer:
    return BodyRenderer(settings_for(Path("/nowhere"), markdown_extensions=((extension, options),)))


def render(markdown: str, extension: str = ARITHMATEX, **options: Any) -> Body:
    return renderer(extension, **options).render(markdown)


def problems(markdown: str) -> list[str]:
    return lines(render_article(renderer(), article(markdown), "a.md")[1])


@pytest.mark.parametrize("markdown", ["a $x$ b", r"a \(x\) b"])
def test_a_formula_in_a_line_is_mathml(markdown: str) -> None:
    assert render(markdown).html == f'<p>a <span class="arithmatex">{X}</span> b</p>'


@pytest.mark.parametrize(
    "markdown", ["$$x$$", "$$\nx\n$$", "\\[\nx\n\\]", r"\begin{equation}x\end{equation}"]
)
def test_a_formula_of_its_own_is_a_block_that_scrolls(markdown: str) -> None:
    html = (
        render(markdown).html.replace("<mrow><mrow>", "<mrow>").replace("</mrow></mrow>", "</mrow>")
    )
    assert html == f'<div class="arithmatex">{BLOCK}</div>'  # fmt: skip


def test_two_dollar_signs_in_a_line_make_a_block_there() -> None:
    assert render("a $$x$$ b").html == f'<p>a <span class="arithmatex">{BLOCK}</span> b</p>'


@pytest.mark.parametrize("name", ["mdx_math", "python_markdown_math", "mdx_math:MathExtension"])
def test_other_extensions_for_math_find_the_same(name: str) -> None:
    """Without their package, which is not installed."""
    assert X in render(r"\(x\)", name).html
    assert X not in render("$x$", name).html
    assert X in render("$x$", name, enable_dollar_delimiter=True).html
    assert BLOCK in render("$$x$$", name).html


@pytest.mark.parametrize("mode", ["generic", "mathjax"])
def test_a_fence_can_be_a_formula(mode: str) -> None:
    call = PythonCall("pymdownx.arithmatex.arithmatex_fenced_format", keywords={"mode": mode})
    fences = [{"name": "math", "class": "arithmatex", "format": call}]
    assert BLOCK in render("```math\nx\n```", "pymdownx.superfences", custom_fences=fences).html


def test_the_options_for_scripts_have_no_effect() -> None:
    html = render("$x$", tex_inline_wrap=["[", "]"], inline_tag="script", generic=False).html
    assert html == f'<p><span class="arithmatex">{X}</span></p>'


def test_text_has_the_formula_on_a_line() -> None:
    """Headings, search and summaries show it as people type it."""
    body = render(
        "# Title\n\n## About $x^2$\n\nIf $\\frac{a}{b} < 1$ then\n\n$$\n\\sqrt{x}\n$$\n\nend"
    )
    assert body.headings[-1].title == "About x^2"
    assert body.passages[-1].text == "If a/b < 1 then\n√x\nend"


def test_an_unreadable_formula_is_shown_as_its_source_and_located() -> None:
    markdown = "Text\n\nIf $\\foo{<b>}$ then\n\n- a\n\n    $$\n    \\frac{a\n    $$\n"
    assert problems(markdown) == [
        r"a.md:3:5: KB606 the formula \foo{<b>} is shown as its source: the command \foo is not known",
        r"a.md:8:5: KB606 the formula \frac{a is shown as its source: a brace { is not closed",
    ]
    html = render(markdown).html
    assert r'<span class="arithmatex"><code>\foo{&lt;b&gt;}</code></span>' in html
    assert r'<div class="arithmatex"><code>\frac{a</code></div>' in html


def test_the_formulas_of_one_text_do_not_reach_the_next() -> None:
    shared = renderer()
    _, first = render_article(shared, article(r"$\foo$ $\newcommand{\half}{x} \half$"), "a.md")
    _, second = render_article(shared, article("$x$"), "b.md")
    _, third = render_article(shared, article(r"$\half$ $y$"), "c.md")
    assert (len(first), second) == (1, ())
    assert [item.code for item in third] == ["KB606"]


def test_imported_text_has_formulas_as_safe_as_written_text() -> None:
    """The extension reads no file; raw HTML is text."""
    body = renderer().render("$x$ <math><mi>y</mi></math>", trust=Trust.IMPORTED)
    assert X in body.html
    assert "&lt;math&gt;" in body.html


def test_without_the_extension_nothing_is_a_formula() -> None:
    assert render("$x$", "abbr").html == "<p>$x$</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<math><mi href="javascript:alert(1)">x</mi></math>',
        '<math href="javascript:alert(1)"><mi xlink:href="javascript:alert(1)">x</mi></math>',
        '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)"><mi>x</mi></maction></math>',
        '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
        "<math><semantics><annotation-xml><svg><script>alert(1)</script></svg></annotation-xml></semantics></math>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><mi onclick='alert(1)' style='position:fixed' data-kb='vote' id='kb-x'>x</mi></math>",
        "<math><mtext><script>alert(1)</script><style>a{}</style><iframe src=//e></iframe></mtext></math>",
        "<math><malignmark><mglyph><img src=x onerror=alert(1)></mglyph></malignmark></math>",
        "<math><ms><a href='javascript:alert(1)'>x</a></ms></math>",
    ],
)  # fmt: skip
def test_hostile_mathml_runs_nothing(html: str) -> None:
    """A second pass changes nothing: a browser reads what the sanitizer has written."""
    assert breaches(render(html).html) == []
    assert sanitize(sanitize(html)) == sanitize(html)


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"\color{red\" onclick=\"alert(1)}{x}",
        r"\class{kb-vote md-x}{x}",
        r"\unicode{x3c}\unicode{x2f}",
        r"</math><img src=x onerror=alert(1)>",
    ],
)
def test_hostile_formulas_run_nothing(latex: str) -> None:
    assert breaches(render(f"a ${latex}$ b\n\n$$\n{latex}\n$$").html) == []
