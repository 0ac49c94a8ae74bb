# SPDX-License-Identifier: MIT
"""Equal data has one canonical text, different data has different ones, and live objects have none."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from kbgen.model import Audience
from kbgen.runtime.canonical import canonical
from kbgen.settings.types import PythonName


@dataclass(frozen=True)
class Other:
    name: str


class Live:
    pass


DIFFERENT = [
    None, True, False, 0, 1, 1.0, "", "1", "None", b"1", "a", ["a"], [["a"]], "a,b", ["a", "b"], ["b", "a"], ["a,b"],
    frozenset("ab"), {"a": "b"}, {"b": "a"}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, date(2026, 1, 2), datetime(2026, 1, 2),
    "2026-01-02", PythonName("a"), Other("a"), Audience.PUBLIC, "public", "\udc80", "\\udc80", len, sorted, Live, [],
    {}, frozenset(),
]  # fmt: skip


def test_different_values_have_different_texts() -> None:
    texts = [canonical(value) for value in DIFFERENT]
    assert [text for text in texts if texts.count(text) > 1] == []


def test_a_list_is_as_good_as_a_tuple_and_the_order_of_a_set_is_no_order() -> None:
    assert canonical(("a", ["b"])) == canonical(["a", ("b",)])
    assert canonical({"c", "b", "a"}) == canonical(frozenset("abc"))


@pytest.mark.parametrize("value", [Live(), [Live()], {"a": (Live(),)}, {frozenset({Live()})}])
def test_a_live_object_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="Live has no canonical text"):
        canonical(value)


def test_every_process_gives_the_same_text() -> None:
    code = (
        "from kbgen.runtime.canonical import canonical; from kbgen.model import Audience;"
        "print(canonical([frozenset(Audience), {'b': {1, 2, 'x', None}}, frozenset({frozenset('abc')})]))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(texts) == 1
