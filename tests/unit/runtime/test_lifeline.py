# SPDX-License-Identifier: MIT
"""A process ends when the pipe of the one that started it closes."""

from __future__ import annotations

import subprocess
import sys

from sessions import PATIENCE

_BUSY = """
import os
from kbgen.runtime.lifeline import end_when_closed
end_when_closed(lambda: os.read(0, 1))
print("busy", flush=True)
while True:
    pass
"""


def test_a_busy_process_ends_when_the_pipe_closes() -> None:
    command = [sys.executable, "-c", _BUSY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"busy\n"
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(PATIENCE) == 1
