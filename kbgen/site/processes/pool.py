# SPDX-License-Identifier: MIT
"""Run work in batches on any `concurrent.futures.Executor`: here, in processes, on other machines.

In: a function, an argument that all calls share, items. Out: results in the order of the items. A
batch whose process died runs again alone, then in halves, until the item that kills the process is
found. All other items get their results.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from kbgen.site.processes.worker_processes import WorkerProcesses

Item = TypeVar("Item")
Result = TypeVar("Result")
BatchFunction = Callable[[Any, Sequence[Item]], Sequence[Result]]
"""(shared argument, items) → a result for each item; must be importable by name."""

_MIN_SHARED_ITEMS = 24
"""With fewer items than this, starting processes costs more time than it saves."""
_BATCH = 32


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Workers:
    """The processes that do the work. Use it as a context manager, which ends them."""

    def __init__(self, jobs: int = 1, make_executor: Callable[[], Executor] | None = None) -> None:
        """Prepare to work. Processes start only when there is enough work.

        Args:
            jobs: Number of processes; with 1, this process does the work.
            make_executor: Makes another executor, which then does all of the work.
        """
        self.jobs = jobs
        self._make = make_executor or (lambda: _processes(jobs))
        self._always = make_executor is not None
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(abandon=kind is not None)

    def start(
        self, function: BatchFunction[Item, Result], shared: Any, items: Sequence[Item]
    ) -> Work[Item, Result]:
        """Start working on the items; `Work.results` yields the results."""
        if not self._always and (self.jobs < 2 or len(items) < _MIN_SHARED_ITEMS):
            return Work(self, function, shared, [items] if items else [], here=True)
        # At least four batches for each process, so that all of them finish at about the same time.
        size = max(1, min(_BATCH, -(-len(items) // (self.jobs * 4))))
        batches = [items[start : start + size] for start in range(0, len(items), size)]
        return Work(self, function, shared, batches, here=False)

    def executor(self) -> Executor:
        """Return the current executor; make one if there is none."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor

    def renew(self) -> None:
        """Discard a broken executor; the next call of `executor` makes another."""
        self._close()

    def _close(self, *, abandon: bool = False) -> None:
        """End the executor.

        Args:
            abandon: Do not wait for running work, whose results are not needed.
        """
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if abandon and hasattr(executor, "abandon"):
            executor.abandon()
        else:
            executor.shutdown(wait=True, cancel_futures=True)


def _processes(jobs: int) -> WorkerProcesses:
    # Slow to import, and a rebuild starts no process.
    from kbgen.site.processes.worker_processes import WorkerProcesses

    return WorkerProcesses(jobs)


class Work(Generic[Item, Result]):
    """Batches in progress."""

    def __init__(
        self,
        workers: Workers,
        function: BatchFunction[Item, Result],
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
        """Yield each item with its result, which is None if the item killed its process."""
        if self._here:
            for batch in self._batches:
                for item in batch:  # one by one, so that progress shows every item
                    yield item, self._function(self._shared, [item])[0]
            return
        index = 0
        while index < len(self._batches):
            batch = self._batches[index]
            try:
                results = self._futures[index].result()
            except BrokenExecutor:
                index += yield from self._recover(index)
                continue
            self._futures[index] = _DONE
            index += 1
            yield from zip(batch, results, strict=True)

    def _submit(self, batches: list[Sequence[Item]]) -> list[Future[Any]]:
        executor = self._workers.executor()
        try:
            return [executor.submit(self._function, self._shared, batch) for batch in batches]
        except BrokenExecutor as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return [broken] * len(batches)

    def _recover(self, index: int) -> Generator[tuple[Item, Result | None], None, int]:
        """Run alone the batches that may have been running, and submit the rest to a new executor.

        Returns:
            The number of batches that ran alone.
        """
        self._workers.renew()
        # A pool of n processes holds at most n running batches and n + 1 queued ones.
        suspects = self._batches[index : index + 2 * self._workers.jobs + 1]
        with Workers(1, lambda: _processes(1)) as alone:
            for batch in suspects:
                yield from zip(batch, self._alone(batch, alone), strict=True)
        rest = self._batches[index + len(suspects) :]
        self._futures[index + len(suspects) :] = self._submit(rest) if rest else []
        return len(suspects)

    def _alone(self, batch: Sequence[Item], alone: Workers) -> list[Result | None]:
        """Run a batch in its own process; if that dies, run its halves, down to single items."""
        try:
            return list(alone.executor().submit(self._function, self._shared, batch).result())
        except BrokenExecutor:
            alone.renew()
        if len(batch) == 1:
            return [None]
        half = len(batch) // 2
        return [*self._alone(batch[:half], alone), *self._alone(batch[half:], alone)]


_DONE: Future[Any] = Future()
"""Replaces a future whose result has been taken, so that the result can be freed."""
