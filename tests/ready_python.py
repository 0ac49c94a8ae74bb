# SPDX-License-Identifier: MIT
"""Keep a Python that has imported kbgen and MkDocs, and fork it for each command of a test.

The imports take most of the time of a command on a small site. A fork is still a separate process:
it has its own folder, environment, streams and exit code, it sees nothing of other commands, and it
ends like any Python process.
"""

from __future__ import annotations

import atexit
import gc
import os
import runpy
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

_COMMANDS: Final = (
    "publishing.build",
    "publishing.check",
    "publishing.verify",
    "searching.quality",
    "searching.search",
    "starting.adopt",
    "starting.init",
    "writing.explain",
    "writing.new",
    "writing.tickets",
)
_IMPORTED: Final = (
    *(f"kbgen.cli.{name}" for name in _COMMANDS),
    *(
        f"kbgen.mkdocs_plugin.{name}"
        for name in ("one_process", "plugin", "renderer.template_renderer")
    ),
    *(
        "kbgen.content.markdown.body",
        "kbgen.language.forms",
        "kbgen.search.incremental.patching",
        "mkdocs.commands.build",
    ),
    *("pygments.formatters.html", "pymdownx.superfences", "simplemma", "whoosh.searching"),
)
_READ_AT_THE_START: Final = ("PYTHON", "LC_", "LANG", "TZ")
"""Prefixes of variables that Python reads only when it starts."""


@dataclass(frozen=True, slots=True)
class Command:
    """The command that a fork runs: `python -m module arguments`."""

    folder: str
    module: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    umask: int
    streams: tuple[str, str]
    """Files for stdout and stderr."""


class ReadyPython:
    """The Python that forks, for one command at a time."""

    def __init__(self) -> None:
        self._environment = dict(os.environ)
        self._connection, there = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__, str(there.fileno())],
            env={**self._environment, "NO_MKDOCS_2_WARNING": "1"},
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        there.close()

    def suits(self, environment: dict[str, str]) -> bool:
        """Tell whether a Python started with this environment would behave like this one."""
        return all(
            self._environment.get(name) == environment.get(name)
            for name in {**self._environment, **environment}
            if name.startswith(_READ_AT_THE_START)
        )

    def run(
        self,
        folder: Path,
        module: str,
        arguments: tuple[str, ...],
        environment: dict[str, str],
        timeout: float,
    ) -> tuple[int, str, str]:
        """Run a command to its end; return exit code, stdout and stderr."""
        with TemporaryDirectory() as aside:
            stdout, stderr = Path(aside, "stdout"), Path(aside, "stderr")
            streams = (str(stdout), str(stderr))
            self._connection.send(
                Command(str(folder), module, arguments, environment, _umask(), streams)
            )
            if not self._connection.poll(timeout):
                self.end()
                raise subprocess.TimeoutExpired(arguments, timeout)
            code: int = self._connection.recv()
            return code, stdout.read_text("utf-8"), stderr.read_text("utf-8")

    def end(self) -> None:
        """End it, and the command that it runs."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._connection.close()
        ready_python.cache_clear()


@cache
def ready_python() -> ReadyPython | None:
    """Return the one of this process, or None where forks are not safe."""
    if sys.platform != "linux":
        return None
    started = ReadyPython()
    atexit.register(started.end)
    return started


def _umask() -> int:
    """Return the umask, which can only be read by setting it."""
    found = os.umask(0)
    os.umask(found)
    return found


def _fork_for_each_command(connection: Connection) -> None:
    """Fork for each command until the tests end; in a fork, become the command and return."""
    while True:
        try:
            command: Any = connection.recv()
        except EOFError:
            return
        child = os.fork()
        if not child:
            connection.close()
            _be(command)
            return
        connection.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _be(command: Command) -> None:
    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.environment)
    os.umask(command.umask)
    for number, path in enumerate(command.streams, 1):
        stream = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(stream, number)
        os.close(stream)
    sys.path[0] = command.folder
    sys.argv = ["", *command.arguments]
    runpy.run_module(command.module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for _name in _IMPORTED:
        import_module(_name)
    gc.freeze()
    _fork_for_each_command(Connection(int(sys.argv[1])))
