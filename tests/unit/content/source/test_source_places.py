# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from content_sites import article

from kbgen.content.source.source_places import SourcePositions

TEXT = """\
`[x](a.md)` and [x](a.md), then
[y](a.md "title")

```md
[z](a.md)
```

[r][ref] <a href="b.md?x=1&amp;y">b</a> ![i](<my file.png>)
<img src='c\\_d.png'>

[ref]: d.md#e
"""


def test_the_nth_link_is_the_nth_place() -> None:
    """Code does not count; the third asks for no place that is not there."""
    places = SourcePositions(article(TEXT, body_line=4))
    assert [places.of_target("a.md") for _ in range(3)] == [(4, 21), (5, 5), (5, 5)]


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("b.md?x=1&y", (8, 19)),
        ("my file.png", (8, 47)),
        ("c_d.png", (9, 11)),
        ("d.md#e", (11, 8)),
        ("none", (1, 1)),
    ],
)
def test_links_are_found_in_all_ways_of_writing(target: str, place: tuple[int, int]) -> None:
    """HTML with entities, angle brackets, reference definitions, escapes; else the body's first line."""
    assert SourcePositions(article(TEXT)).of_target(target) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Text.\n\nSee [a](java\tscript:x).", (3, 9)),
        ("Text.\n\nSee [a](<java\tscript:x>).", (3, 10)),
        ('Text.\n\n<a href="java\tscript:x">a</a>', (3, 10)),
        ("Text.\n\n[a]: java\t\tscript:x", (3, 6)),
        ("Text \\*.\n\nSee [a](java\tscript:x).", (3, 9)),
    ],
)
def test_a_target_with_a_tab_is_found(written: str, place: tuple[int, int]) -> None:
    """Markdown turns tabs into spaces, up to the next multiple of four."""
    assert SourcePositions(article(written)).of_target("java    script:x") == place


def test_elements_and_schemes_are_found() -> None:
    """The first outside code."""
    places = SourcePositions(article("`<b>`\n\n<B>x</B>\n[a](Data:x)"))
    assert places.of_element("b") == (3, 1)
    assert places.of_scheme("data:") == (4, 5)
