# SPDX-License-Identifier: MIT
"""The quick way of finding a target gives the places of the regular expression."""

from __future__ import annotations

from content_sites import article
from hypothesis import given
from hypothesis import strategies as st

from kbgen.content.source.source_places import SourcePositions

PIECES = st.sampled_from(
    ["a", "b.md", "(", ")", "<", ">", '"', "'", "=", " ", "\n", ":", "](", "x"]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["a", "b.md", "ab.md", "x)"]))
def test_both_ways_agree(text: str, target: str) -> None:
    """A backslash at the end, which no target touches, makes the second text take the slow way."""
    quick = SourcePositions(article(text + " "))
    slow = SourcePositions(article(text + " \\"))
    assert [quick.of_target(target) for _ in range(3)] == [slow.of_target(target) for _ in range(3)]
