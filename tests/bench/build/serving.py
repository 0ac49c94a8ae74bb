# SPDX-License-Identifier: MIT
"""Measure how long a writer waits in `serve`.

Measured from the start of the server without any cache: the time to the home page, to an article's
page with its text, and to a complete preview (kbgen marks incomplete pages). MkDocs and Zensical
make no home page from folders alone, so any response counts. Measured from the save of an article:
the time to its page with the new text.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .output import article_page
from .process import session_cpu

if TYPE_CHECKING:
    from pathlib import Path

    from .programs import Program
    from .sites import Workplace

_POLL: Final = 0.005
_PATIENCE: Final = 120.0
_REST: Final = 1.5
"""Seconds between two saves, because servers combine saves in quick succession."""
_INCOMPLETE: Final = "kb-incomplete"
_MARK: Final = "startmark"


@dataclass(slots=True)
class Waits:
    """Seconds, one entry per start or save."""

    home: list[float] = field(default_factory=list)
    article: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Of all processes, from the start to the complete preview."""
    saves: list[float] = field(default_factory=list)


def measure_serve(program: Program, place: Workplace, starts: int, saves: int) -> Waits:
    """Start a development server from scratch several times; at the last start, save an article.

    Raises:
        TimeoutError: the server does not return a page.
    """
    waits = Waits()
    article = place.articles[len(place.articles) // 2]
    url = "/" + article_page(article).removesuffix("index.html")
    path = place.content / article
    before = path.read_bytes()
    try:
        path.write_bytes(before.rstrip() + f"\n\n{_MARK}\n".encode())
        for number in range(starts):
            program.clear(place)
            port = _free_port()
            started = time.monotonic()
            with _served(program, place, port) as process:
                _measure_start(waits, started, process, port, url)
                for save in range(saves if number == starts - 1 else 0):
                    waits.saves.append(_saved(path, before, port, url, save))
    finally:
        path.write_bytes(before)
    return waits


def _measure_start(
    waits: Waits, started: float, process: subprocess.Popen[bytes], port: int, url: str
) -> None:
    _wait_for(port, "/", "", statuses=(200, 404))
    waits.home.append(time.monotonic() - started)
    _wait_for(port, url, _MARK)
    waits.article.append(time.monotonic() - started)
    _wait_for(port, url, _MARK, without=_INCOMPLETE)
    waits.complete.append(time.monotonic() - started)
    waits.cpu.append(session_cpu(process.pid))


def _saved(path: Path, before: bytes, port: int, url: str, number: int) -> float:
    time.sleep(_REST)
    marker = f"savemark{number}x{int(time.time())}"
    started = time.monotonic()
    path.write_bytes(before.rstrip() + f"\n\n{marker}\n".encode())
    _wait_for(port, url, marker)
    return time.monotonic() - started


def _wait_for(
    port: int, url: str, text: str, without: str = "\0", statuses: Sequence[int] = (200,)
) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        page = _get(port, url, statuses)
        if page is not None and text in page and without not in page:
            return
        time.sleep(
            _POLL if without == "\0" else 20 * _POLL
        )  # a page that is made for each look costs
    raise TimeoutError(f"no page with {text!r} at {url}")


def _get(port: int, url: str, statuses: Sequence[int]) -> str | None:
    """Return the page, or None while it does not exist."""
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", port)) as host,
    ):
        host.request("GET", url)
        answer = host.getresponse()
        if answer.status in statuses:
            return answer.read().decode("utf-8", "replace")
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(program: Program, place: Workplace, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        program.serve(port),
        cwd=place.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
