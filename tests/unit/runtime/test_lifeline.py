# SPDX-License-Identifier: MIT
"""A process ends when the pipe of the one that started it closes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sessions import PATIENCE

_BUSY = """
import os, sys
from pathlib import Path
from kbgen.runtime.lifeline import end_when_closed
unfinished = Path(sys.argv[1])
unfinished.write_text("half")
end_when_closed(lambda: os.read(0, 1), unfinished.unlink)
print("busy", flush=True)
while True:
    pass
"""


def test_a_busy_process_ends_and_cleans_up_when_the_pipe_closes(tmp_path: Path) -> None:
    unfinished = tmp_path / "unfinished"
    command = [sys.executable, "-c", _BUSY, str(unfinished)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"busy\n"
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(PATIENCE) == 1
    assert not unfinished.exists()
