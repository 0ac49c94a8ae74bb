# SPDX-License-Identifier: MIT
"""Who works for a build: this process, processes of this machine, or a Dask cluster. All are `concurrent.futures`.

A worker of a cluster does its batches in one process of its own beside it, so that the limits of a text (which need the
main thread of a process) hold there too, and a text that ends a process ends none of the cluster's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import lru_cache
from typing import Any

from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.site.processes.pool import Workers, available_cores
from kbgen.site.processes.worker_processes import WorkerProcesses

LOCAL, PROCESSES, DASK = "local", "processes", "dask:"


def workers_of(executor: str, jobs: int | None = None) -> Workers:
    """The workers that a command line names.

    Args:
        executor: `local`, `processes` or `dask:ADDRESS`.
        jobs: processes; without it, one for each core.

    Raises:
        SettingsError: there is no such executor.
        EnvironmentFailure: Dask is not installed, or nobody answers.
    """
    if executor == LOCAL:
        return Workers(1)
    if executor == PROCESSES:
        return Workers(jobs or available_cores())
    address = executor.removeprefix(DASK)
    if not executor.startswith(DASK) or not address:
        raise SettingsError(f"there is no executor '{executor}'", "Name local, processes or dask:tcp://HOST:PORT.")
    connected = [_Cluster(address)]
    return Workers(connected[0].size, lambda: connected.pop() if connected else _Cluster(address))


class _Cluster(Executor):
    """A Dask cluster; a batch that keeps ending its workers counts as broken, as in a pool."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise EnvironmentFailure("Dask is not installed", "Run: pip install 'kbgen[dask]'") from error
        try:
            self._client: Any = _untyped(distributed.Client)(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EnvironmentFailure(
                f"no Dask scheduler answers at {address}", "Start one with 'dask scheduler', or mend the address."
            ) from error
        self.size = max(1, len(self._client.scheduler_info()["workers"]))

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker of the cluster call the function."""
        future: Future[Any] = Future()
        asked = self._client.submit(in_own_process, function, *args, **kwargs, pure=False)
        asked.add_done_callback(lambda done: _settle(future, done))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on."""
        del wait, cancel_futures
        self._client.close()


def _untyped(value: Any) -> Any:
    """Distributed types only a part of itself."""
    return value


def _settle(future: Future[Any], done: Any) -> None:
    if done.status == "finished":
        future.set_result(done.result())
        return
    error = done.exception()
    if type(error).__name__ == "KilledWorker":
        error = BrokenExecutor(str(error))
    future.set_exception(error or BrokenExecutor("the cluster gave the work up"))


def in_own_process(function: Callable[..., Any], shared: Any, batch: Sequence[Any]) -> Any:
    """Call a function in the process that belongs to this worker of a cluster."""
    try:
        return _own_process().submit(function, shared, batch).result()
    except BrokenExecutor:
        _own_process.cache_clear()
        raise


@lru_cache(maxsize=1)
def _own_process() -> Executor:
    return WorkerProcesses(1)
