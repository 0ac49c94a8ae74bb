# SPDX-License-Identifier: MIT
"""Read plain data in JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from kbgen.importing.source.js_literals import (
    UNKNOWN,
    exported_value,
    expression_value,
    object_after,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("module.exports = {a: ['b', \"c\",], 'd': 1.5, e: true, f: null};", {"a": ["b", "c"], "d": 1.5, "e": True, "f": None}),
        ("const x: T = {a: `b`, c: `${d}`};\nexport default x;", {"a": "b", "c": UNKNOWN}),
        ("export default {a: f(1, {b: 2}), ...c, d() { return {} }, e: 'x' + y, g: 'z'} satisfies T", {"a": UNKNOWN, "e": UNKNOWN, "g": "z"}),
        ("module.exports = { // one\n a: /* two */ 'it\\'s' }", {"a": "it's"}),
        ("module.exports = f();", UNKNOWN),
        ("module.exports = {a: [", UNKNOWN),
        ("[" * 5000, UNKNOWN),
    ],
)  # fmt: skip
def test_plain_data_in_javascript_is_read(text: str, value: Any) -> None:
    """What only a program knows is unknown, and the rest is read."""
    assert exported_value(text) == value


def test_objects_are_found_by_name() -> None:
    """Everywhere in a file, but not inside other words."""
    assert object_after("x({docs: {path: 'a'}, mydocs: 'b'})", "docs") == [{"path": "a"}]
    assert expression_value("{a: 1}") == {"a": 1}
    assert expression_value("'a' + b") is UNKNOWN
