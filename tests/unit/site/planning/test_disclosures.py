# SPDX-License-Identifier: MIT
"""Questions of an FAQ become disclosures, and no other HTML changes."""

from __future__ import annotations

import pytest

from kbgen.site.planning.disclosures import as_disclosures


def test_each_question_opens_and_has_a_link() -> None:
    html = '<p>Intro<br></p>\n<h2 id="a">A <em>b</em>?</h2>\n<p>One.</p>\n<h2 id="c">C?</h2>\n<ul><li>Two.</li></ul>'
    assert as_disclosures(html, "Link") == (
        '<p>Intro<br></p>\n<details class="kb-question"><summary><h2 id="a">A <em>b</em>?</h2></summary>\n'
        '<p>One.</p>\n<p class="kb-question__link"><a href="#a">Link</a></p></details>\n'
        '<details class="kb-question"><summary><h2 id="c">C?</h2></summary>\n'
        '<ul><li>Two.</li></ul>\n<p class="kb-question__link"><a href="#c">Link</a></p></details>\n'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>No question.</p>",
        "",
        '<div><h2 id="a">A?</h2><p>x</p></div>',
        '<h2 id="b">B?</h2><blockquote><h2 id="a">A?</h2></blockquote>',
        '<details><summary>Q</summary><h3 id="x">x</h3></details>',
    ],
)
def test_what_has_no_questions_on_the_first_level_stays(html: str) -> None:
    assert as_disclosures(html, "Link") == html
