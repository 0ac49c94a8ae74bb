# SPDX-License-Identifier: MIT
"""Ways to publish the theme's scripts: what each loads."""

from __future__ import annotations

from bench.scripts.variants import _chain


def test_the_chain_of_a_module_has_all_that_it_imports_at_once() -> None:
    assert {"main.js", "search-box.js", "highlight.js"} <= _chain("main.js")
    assert "search-page.js" not in _chain("main.js")
    assert {"feedback/outbox.js", "feedback/identity.js", "nodes.js"} <= _chain("feedback/start.js")
