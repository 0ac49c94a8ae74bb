# SPDX-License-Identifier: MIT
"""The server of `kbgen serve`: files of the preview folder, and a stream of events that tells pages to reload.

For the writer's own machine: it listens on the loopback address unless told otherwise.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EVENTS_PATH = "/_kbgen/events"
_HEARTBEAT = 15.0


class Reloads:
    """Counts the builds that are ready to be seen; threads wait for the next one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._generation = 0
        self._closed = False
        self._tried = False

    @property
    def generation(self) -> int:
        """The number of builds so far."""
        return self._generation

    @property
    def closed(self) -> bool:
        """True when the server is going away."""
        return self._closed

    def announce(self) -> None:
        """A new build is there."""
        with self._condition:
            self._generation += 1
            self._condition.notify_all()

    def settle(self) -> None:
        """The first build has ended, well or not."""
        with self._condition:
            self._tried = True
            self._condition.notify_all()

    def wait_for_first(self, there: Callable[[], bool]) -> None:
        """Return when what is asked for is there, or the first build has ended."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._tried or there())

    def close(self) -> None:
        """Let every waiting thread go."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait_beyond(self, generation: int, timeout: float) -> int:
        """The current generation, at the latest after `timeout` seconds, earlier when there is a newer one."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._generation > generation, timeout)
            return self._generation


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview with the headers that a good host would set."""

    protocol_version = "HTTP/1.0"
    server: PreviewServer

    def __init__(self, *args: object, reloads: Reloads, directory: str) -> None:
        self._reloads = reloads
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if urlsplit(self.path).path == EVENTS_PATH:
            self._stream_events()
            return
        # A page of the last preview, or the home page, is shown until the first build is there.
        self._reloads.wait_for_first(Path(self.translate_path(self.path)).exists)
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = self._own_error_page() if code == HTTPStatus.NOT_FOUND else b""
        if not body:
            return super().send_error(code, message, explain)
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def list_directory(self, path: str | os.PathLike[str]) -> BytesIO | None:
        """A folder without a page is not there, as on any host."""
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _own_error_page(self) -> bytes:
        try:
            return (Path(self.directory) / "404.html").read_bytes()
        except OSError:  # nothing is built yet, or the folder is just being exchanged
            return b""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal belongs to the writer's problems."""

    def _stream_events(self) -> None:
        seen = self._reloads.generation  # before the answer begins: who has it has missed nothing
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while not self._reloads.closed:
                now = self._reloads.wait_beyond(seen, _HEARTBEAT)
                self.wfile.write(b"event: reload\ndata: \n\n" if now > seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            return  # the page was closed


class PreviewServer(ThreadingHTTPServer):
    """Serves one folder, each connection in a thread."""

    daemon_threads = True
    policy = ""
    """The content security policy of every answer; a change of the settings may change it while the server runs."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def preview_server(folder: Path, reloads: Reloads, address: str, port: int, policy: str) -> PreviewServer:
    """A server of `folder`, bound but not yet running.

    Args:
        folder: the preview's site folder; it may be exchanged while the server runs.
        reloads: announces new builds.
        address: to listen on.
        port: 0 lets the kernel choose.
        policy: the content security policy.

    Raises:
        OSError: the port is taken.
    """
    server = PreviewServer((address, port), partial(_Handler, reloads=reloads, directory=str(folder)))
    server.policy = policy
    return server
