# SPDX-License-Identifier: MIT
"""How long a writer waits in `serve`: from the save of an article to the moment the server gives its new page."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from .output import article_page

if TYPE_CHECKING:
    from pathlib import Path

    from .programs import Program
    from .sites import Workplace

_POLL: Final = 0.005
_PATIENCE: Final = 60.0
_REST: Final = 1.5
"""Seconds between two saves: servers gather what is saved at once."""


def save_to_served(program: Program, place: Workplace, saves: int) -> tuple[float, list[float]]:
    """Start a program's development server and save an article again and again.

    Returns:
        Wall seconds from the start of the server to the first page, and from each save to its page.

    Raises:
        TimeoutError: the server does not give the page.
    """
    article = place.articles[len(place.articles) // 2]
    url = "/" + article_page(article).removesuffix("index.html")
    path, port = place.content / article, _free_port()
    before = path.read_bytes()
    started = time.monotonic()
    try:
        with _served(program, place, port):
            _wait_for(port, url, "")
            first = time.monotonic() - started
            return first, [_saved(path, before, port, url, number) for number in range(saves)]
    finally:
        path.write_bytes(before)


def _saved(path: Path, before: bytes, port: int, url: str, number: int) -> float:
    time.sleep(_REST)
    marker = f"savemark{number}x{int(time.time())}"
    started = time.monotonic()
    path.write_bytes(before.rstrip() + f"\n\n{marker}\n".encode())
    _wait_for(port, url, marker)
    return time.monotonic() - started


def _wait_for(port: int, url: str, text: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        page = _get(port, url)
        if page is not None and text in page:
            return
        time.sleep(_POLL)
    raise TimeoutError(f"no page with {text!r} at {url}")


def _get(port: int, url: str) -> str | None:
    """The page; None while there is none."""
    with suppress(OSError, http.client.HTTPException), closing(http.client.HTTPConnection("127.0.0.1", port)) as host:
        host.request("GET", url)
        answer = host.getresponse()
        if answer.status == 200:
            return answer.read().decode("utf-8", "replace")
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(program: Program, place: Workplace, port: int) -> Iterator[None]:
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
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
