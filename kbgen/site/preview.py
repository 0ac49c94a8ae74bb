# SPDX-License-Identifier: MIT
"""The server of `kbgen serve`: files of the preview folder, and a stream of events that tells pages to reload.

For the writer's own machine: it listens on the loopback address unless told otherwise.
"""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

EVENTS_PATH = "/_kbgen/events"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
_HEARTBEAT = 15.0


class Reloads:
    """Counts the builds that are ready to be seen; threads wait for the next one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._generation = 0
        self._closed = False

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

    def __init__(self, *args: object, reloads: Reloads, directory: str) -> None:
        self._reloads = reloads
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if urlsplit(self.path).path == EVENTS_PATH:
            self._stream_events()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal belongs to the writer's problems."""

    def _stream_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = self._reloads.generation
        try:
            while not self._reloads.closed:
                now = self._reloads.wait_beyond(seen, _HEARTBEAT)
                self.wfile.write(b"event: reload\ndata: \n\n" if now > seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            return  # the page was closed


def preview_server(folder: Path, reloads: Reloads, address: str, port: int) -> ThreadingHTTPServer:
    """A server of `folder`, bound but not yet running.

    Args:
        folder: the preview's site folder; it may be exchanged while the server runs.
        reloads: announces new builds.
        address: to listen on.
        port: 0 lets the kernel choose.

    Raises:
        OSError: the port is taken.
    """
    server = ThreadingHTTPServer((address, port), partial(_Handler, reloads=reloads, directory=str(folder)))
    server.daemon_threads = True
    return server
