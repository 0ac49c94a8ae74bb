# SPDX-License-Identifier: MIT
"""Results come back in order, from any process; an item that ends its process affects no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from kbgen.site.processes.pool import Workers, available_cores


def squares(shared: int, items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item * item + shared, os.getpid()) for item in items]


def deadly(deaths: Sequence[int], items: Sequence[int]) -> list[int]:
    for item in items:
        if item in deaths:
            os.kill(os.getpid(), signal.SIGKILL)
    return [-item for item in items]


def failing(_shared: object, items: Sequence[int]) -> list[int]:
    raise LookupError(items[0])


@pytest.mark.parametrize(("jobs", "count"), [(1, 100), (2, 3), (2, 200), (3, 0)])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    with Workers(jobs) as workers:
        found = list(workers.start(squares, 1, range(count)).results())
    assert [item for item, _ in found] == list(range(count))
    assert [result[0] for _, result in found if result] == [
        number * number + 1 for number in range(count)
    ]
    processes = {result[1] for _, result in found if result}
    assert (os.getpid() in processes) == (count > 0 and (jobs == 1 or count < 24))


def test_one_pool_serves_one_work_after_another() -> None:
    with Workers(2) as workers:
        first = workers.start(squares, 0, range(60))
        second = workers.start(squares, 0, range(60))
        processes = {
            result[1] for work in (first, second) for _, result in work.results() if result
        }
    assert len(processes) <= 2


@pytest.mark.parametrize("deaths", [[0], [13, 14, 59]])
def test_an_item_that_kills_its_process_is_known_and_the_rest_is_done(deaths: list[int]) -> None:
    with Workers(2) as workers:
        found = dict(workers.start(deadly, deaths, range(60)).results())
    assert found == {item: None if item in deaths else -item for item in range(60)}


def test_after_a_death_there_are_workers_again() -> None:
    with Workers(2) as workers:
        list(workers.start(deadly, [5], range(40)).results())
        assert [result for _, result in workers.start(deadly, [], range(50)).results()] == [
            -n for n in range(50)
        ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_defect_is_no_death(jobs: int) -> None:
    with Workers(jobs) as workers, pytest.raises(LookupError):
        list(workers.start(failing, None, range(50)).results())


def test_another_executor_does_all_the_work() -> None:
    made: list[Executor] = []

    def make() -> Executor:
        made.append(ThreadPoolExecutor(2))
        return made[-1]

    with Workers(2, make) as workers:
        found = list(workers.start(squares, 0, range(5)).results())
    assert [result[0] for _, result in found if result] == [0, 1, 4, 9, 16]
    assert len(made) == 1
    with pytest.raises(RuntimeError):
        made[0].submit(int)  # it was shut down


def test_there_is_a_core() -> None:
    assert available_cores() >= 1
