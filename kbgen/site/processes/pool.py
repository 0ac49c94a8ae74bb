# SPDX-License-Identifier: MIT
"""Work in batches on any `concurrent.futures.Executor`: in this process, in a pool of processes, on other machines.

In: a function, what all its calls share, items. Out: results, in the order of the items, whoever made them. A batch
whose process died is tried again alone, then its halves: the item that kills is known, and the rest is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from kbgen.site.processes.worker_processes import WorkerProcesses

Item = TypeVar("Item")
Result = TypeVar("Result")
Function = Callable[[Any, Sequence[Item]], Sequence[Result]]
"""(what all calls share, items) → a result for each; importable by name."""

_SMALL = 24
"""Items for which starting processes costs more than they save."""
_BATCH = 32


def available_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class InProcess(Executor):
    """Does the work when it is submitted."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function; whatever it raises is in the future."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Workers:
    """Whoever does the work. Use as a context manager: processes end with it."""

    def __init__(self, jobs: int = 1, make_executor: Callable[[], Executor] | None = None) -> None:
        """Prepare; no process is started before there is enough to do.

        Args:
            jobs: processes; 1 works in this one.
            make_executor: whom to ask instead.
        """
        self.jobs = jobs
        self._make = make_executor or (lambda: WorkerProcesses(jobs))
        self._always = make_executor is not None
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close(abandon=kind is not None)

    def start(self, function: Function[Item, Result], shared: Any, items: Sequence[Item]) -> Work[Item, Result]:
        """Begin with the items; see `Work.results`."""
        if not self._always and (self.jobs < 2 or len(items) < _SMALL):
            return Work(self, function, shared, [items] if items else [], here=True)
        size = max(1, min(_BATCH, -(-len(items) // (self.jobs * 4))))
        batches = [items[start : start + size] for start in range(0, len(items), size)]
        return Work(self, function, shared, batches, here=False)

    def executor(self) -> Executor:
        """The one that works now."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor

    def renew(self) -> None:
        """Give up an executor that is broken."""
        self._close()

    def _close(self, *, abandon: bool = False) -> None:
        """End the executor.

        Args:
            abandon: do not wait for work under way: nobody takes its results.
        """
        executor, self._executor = self._executor, None
        if abandon and isinstance(executor, WorkerProcesses):
            executor.abandon()
        elif executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)


class Work(Generic[Item, Result]):
    """Batches under way."""

    def __init__(
        self,
        workers: Workers,
        function: Function[Item, Result],
        shared: Any,
        batches: list[Sequence[Item]],
        *,
        here: bool,
    ) -> None:
        self._workers = workers
        self._function = function
        self._shared = shared
        self._batches = batches
        self._here = here
        self._futures = [] if here else self._submit(batches)

    def results(self) -> Iterator[tuple[Item, Result | None]]:
        """Each item with its result; None when its process died of it."""
        if self._here:
            for batch in self._batches:
                for item in batch:  # one by one, so that progress can be told
                    yield item, self._function(self._shared, [item])[0]
            return
        place = 0
        while place < len(self._batches):
            batch = self._batches[place]
            try:
                found = self._futures[place].result()
            except BrokenExecutor:
                place += yield from self._recover(place)
                continue
            self._futures[place] = _DONE
            place += 1
            yield from zip(batch, found, strict=True)

    def _submit(self, batches: list[Sequence[Item]]) -> list[Future[Any]]:
        executor = self._workers.executor()
        try:
            return [executor.submit(self._function, self._shared, batch) for batch in batches]
        except BrokenExecutor as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return [broken] * len(batches)

    def _recover(self, place: int) -> Generator[tuple[Item, Result | None], None, int]:
        """Do those that may have been under way alone, and hand the rest to a new executor; how many were done."""
        self._workers.renew()
        suspects = self._batches[place : place + 2 * self._workers.jobs + 1]
        with Workers(1, lambda: WorkerProcesses(1)) as alone:
            for batch in suspects:
                yield from zip(batch, self._alone(batch, alone), strict=True)
        rest = self._batches[place + len(suspects) :]
        self._futures[place + len(suspects) :] = self._submit(rest) if rest else []
        return len(suspects)

    def _alone(self, batch: Sequence[Item], alone: Workers) -> list[Result | None]:
        """A batch in a process of its own, and if that dies, in halves, until the item is found that kills it."""
        try:
            return list(alone.executor().submit(self._function, self._shared, batch).result())
        except BrokenExecutor:
            alone.renew()
        if len(batch) == 1:
            return [None]
        half = len(batch) // 2
        return [*self._alone(batch[:half], alone), *self._alone(batch[half:], alone)]


_DONE: Future[Any] = Future()
"""Stands for a future whose result has been taken, so that it can be freed."""
