# SPDX-License-Identifier: MIT
"""Move links with a text."""

from __future__ import annotations

from kbgen.importing.text.links import rebase_links


def test_links_move_with_a_text() -> None:
    """Relative ones are adjusted; others and code stay."""
    text = "[a](b.md#c) ![](../x.png) [d](/e) [f](#g) [h](https://i.j) `[k](l.md)`"
    assert rebase_links(text, "one/two", "three") == (
        "[a](../one/two/b.md#c) ![](../one/x.png) [d](/e) [f](#g) [h](https://i.j) `[k](l.md)`"
    )
