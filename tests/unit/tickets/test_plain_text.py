# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.tickets.plain_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello</p><p>My card &amp; I</p>", "Hello\nMy card & I"),
        ("<p>One<p>Two", "One\nTwo"),
        ("One<br>Two<BR/>Three", "One\nTwo\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>A</td></tr><tr><td>B</td></tr></table>", "A\nB"),
        ('<p title="a>b">One <b>two</b></p><script>x()</script>', "One two"),
        ("a < b &lt;p&gt;", "a < b <p>"),
    ],
)
def test_lines_of_html_stay_lines(html: str, text: str) -> None:
    """Blocks end lines, even when their closing tags are left out; other tags go."""
    assert html_to_text(html) == text
