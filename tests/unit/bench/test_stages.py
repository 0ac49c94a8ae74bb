# SPDX-License-Identifier: MIT
"""Time is charged to the stage in which it is spent."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pytest
from bench.build.stages import REST, STAGES, Stopwatch, instrument


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_a_stage_calls_is_charged_to_the_inner_stage() -> None:
    clock = _Clock()
    watch = Stopwatch(clock)

    def inner() -> str:
        clock.now += 5
        return "result"

    timed_inner = watch.timed("inner", inner)

    def outer() -> str:
        clock.now += 1
        result = timed_inner()
        clock.now += 2
        return result

    clock.now += 10
    assert watch.timed("outer", outer)() == "result"
    assert watch.stop() == {REST: 10, "outer": 3, "inner": 5}


def test_a_stage_that_fails_is_charged_too() -> None:
    clock = _Clock()
    watch = Stopwatch(clock)

    def fail() -> None:
        clock.now += 4
        raise ValueError

    with pytest.raises(ValueError):
        watch.timed("broken", fail)()
    clock.now += 1
    assert watch.stop() == {REST: 1, "broken": 4}


def test_a_function_is_timed_wherever_it_was_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    home, guest = ModuleType("kbgen.bench_home"), ModuleType("kbgen.bench_guest")
    vars(home)["work"] = vars(guest)["work"] = lambda: "done"
    monkeypatch.setitem(sys.modules, "kbgen.bench_home", home)
    monkeypatch.setitem(sys.modules, "kbgen.bench_guest", guest)
    clock = _Clock()
    watch = Stopwatch(clock)
    instrument(watch, {"work": ("kbgen.bench_home:work",)})
    assert guest.work() == home.work() == "done"
    assert "work" in watch.stop()


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_costs_stand_per_article_and_size() -> None:
    from bench.build.process import Usage
    from bench.build.stages_report import read_costs, stages_section

    usage = Usage(
        9.0, 10.0, 200_000_000, 0, 'noise\n{"pages": 3, "seconds": {"page templates": 4.0}}\n', ""
    )
    section = stages_section({1000: read_costs(usage), 2000: read_costs(usage)})
    assert "| page templates | 4.00 | 2.00 |" in section
    assert "| **all** | 4.00 | 2.00 |" in section
    assert "| peak memory, MB | 200 | 200 |" in section
    with pytest.raises(RuntimeError, match="out of memory"):
        read_costs(Usage(0, 0, 0, 1, "", "out of memory"))


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_the_stages_of_the_table_exist() -> None:
    for names in STAGES.values():
        for name in names:
            module, _, attribute = name.partition(":")
            assert callable(getattr(import_module(module), attribute)), name
