# SPDX-License-Identifier: MIT
"""Choose the executor of a build: this process, local processes or a Dask cluster.

All of them are `concurrent.futures` executors. A cluster worker runs its batches in a child
process. There the time and memory limits of a text work, which need the main thread of a process,
and a text that crashes its process does not crash the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import lru_cache
from typing import Any

from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.runtime.install_command import install_command
from kbgen.site.processes.pool import Workers, available_cores

LOCAL, PROCESSES, DASK = "local", "processes", "dask:"


def make_workers(executor: str, jobs: int | None = None) -> Workers:
    """Return the workers that the command line names.

    Args:
        executor: `local`, `processes` or `dask:ADDRESS`.
        jobs: Number of processes; by default, one for each core.

    Raises:
        SettingsError: The executor does not exist.
        EnvironmentFailure: Dask is not installed, or no scheduler answers.
    """
    if executor == LOCAL:
        return Workers(1)
    if executor == PROCESSES:
        return Workers(jobs or available_cores())
    address = executor.removeprefix(DASK)
    if not executor.startswith(DASK) or not address:
        raise SettingsError(
            f"unknown executor '{executor}'", "Choose local, processes, or dask:tcp://HOST:PORT."
        )
    # Connect now, so that a wrong address fails at once. The first executor uses this connection.
    connected = [_Cluster(address)]
    return Workers(connected[0].size, lambda: connected.pop() if connected else _Cluster(address))


class _Cluster(Executor):
    """A Dask cluster. A batch that kills its workers raises BrokenExecutor, as in a pool."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise EnvironmentFailure(
                "Dask is not installed", f"Run: {install_command('kbgen[dask]')}"
            ) from error
        try:
            self._client: Any = _untyped(distributed.Client)(
                address, timeout=10, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise EnvironmentFailure(
                f"no Dask scheduler answers at {address}",
                "Start a scheduler with 'dask scheduler', or correct the address.",
            ) from error
        self.size = max(1, len(self._client.scheduler_info()["workers"]))

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function in a worker of the cluster."""
        future: Future[Any] = Future()
        remote = self._client.submit(in_own_process, function, *args, **kwargs, pure=False)
        remote.add_done_callback(lambda done: _copy_outcome(done, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Disconnect from the cluster, which keeps running."""
        del wait, cancel_futures
        self._client.close()


def _untyped(value: Any) -> Any:
    """Hide a value from the type checker: `distributed` is only partly typed."""
    return value


def _copy_outcome(done: Any, future: Future[Any]) -> None:
    if done.status == "finished":
        future.set_result(done.result())
        return
    error = done.exception()
    if type(error).__name__ == "KilledWorker":
        error = BrokenExecutor(str(error))
    future.set_exception(error or BrokenExecutor("the cluster canceled the work"))


def in_own_process(function: Callable[..., Any], shared: Any, batch: Sequence[Any]) -> Any:
    """Call a function in the child process of this cluster worker."""
    try:
        return _own_process().submit(function, shared, batch).result()
    except BrokenExecutor:
        _own_process.cache_clear()
        raise


@lru_cache(maxsize=1)
def _own_process() -> Executor:
    from kbgen.site.processes.worker_processes import WorkerProcesses

    return WorkerProcesses(1)
