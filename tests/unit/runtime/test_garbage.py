# SPDX-License-Identifier: MIT
"""The garbage collector runs rarely, and still finds cycles."""

from __future__ import annotations

import gc
import weakref

import pytest

from kbgen.runtime.garbage import collect_rarely


class Node:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _usual_collector():
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_existing_objects_are_not_examined() -> None:
    node = Node()
    known = weakref.ref(node)
    collect_rarely()
    del node
    gc.collect()
    assert known() is not None


def test_cycles_of_new_objects_are_still_removed() -> None:
    collect_rarely()
    known = weakref.ref(Node())
    kept: list[list[int]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    assert kept
    assert known() is None
