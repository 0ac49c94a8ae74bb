# SPDX-License-Identifier: MIT
"""Serve a folder like a static host: HTTP/1.1, keep-alive, gzip, an hour of browser caching.

The server records every response with its bytes on the wire, head and body. It also emulates a slow
link, which a page, its workers and all connections share: each request waits one round trip, and
all responses share the capacity.
"""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "text/xml",
}
_GZIP_LEVEL: Final = 6
_CHUNK: Final = 8192


@dataclass(frozen=True, slots=True)
class Link:
    """The link between browser and host."""

    round_trip: float = 0.0
    """Seconds."""
    capacity: float = 0.0
    """Bytes per second to the browser; 0 is unlimited."""


SLOW_4G: Final = Link(0.4, 1_600_000 / 8)
FAST: Final = Link()


@dataclass(frozen=True, slots=True)
class Answered:
    """One answered request."""

    path: str
    start: float
    """Unix time when the request was read, on the browser's clock."""
    end: float
    """Unix time just before the last part was written."""
    size: int
    """Bytes on the wire, head and body."""


@dataclass(slots=True)
class Host:
    """A folder that is being served."""

    folder: Path
    link: Link = FAST
    address: str = ""
    """Ends with `/`."""
    answered: list[Answered] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _free_at: float = 0.0

    def forget(self) -> None:
        """Clear the list of responses."""
        self.answered = []

    def until_free(self, size: int) -> None:
        """Wait until the link has carried this many more bytes."""
        if not self.link.capacity:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size / self.link.capacity
            end = self._free_at
        time.sleep(max(0.0, end - time.monotonic()))


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """Serve a folder on a free port inside the block."""
    host = Host(folder)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"host": host}))
    server.daemon_threads = True
    host.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


def longest_chain(answered: list[Answered]) -> int:
    """Return how many requests waited for one another: the most in a row without overlap."""
    chain, free_at = 0, float("-inf")
    for each in sorted(answered, key=lambda one: one.end):
        if each.start >= free_at:
            chain, free_at = chain + 1, each.end
    return chain


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that close a connection early."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    host: Host

    def do_GET(self) -> None:
        """Answer a request for a file."""
        start = time.time()
        path = unquote(urlsplit(self.path).path)
        code, kind, body, compressed = _answer(self.host.folder, path)
        head = self._head(code, kind, len(body), compressed)
        if self.host.link.round_trip:
            time.sleep(self.host.link.round_trip)
        self.wfile.write(head)
        for at in range(0, len(body), _CHUNK):
            part = body[at : at + _CHUNK]
            self.host.until_free(len(part))
            if at + _CHUNK >= len(
                body
            ):  # written down before the browser can have all of it and ask for more
                self.host.answered.append(Answered(path, start, time.time(), len(head) + len(body)))
            self.wfile.write(part)
        self.wfile.flush()

    def _head(self, code: int, kind: str, length: int, compressed: bool) -> bytes:
        lines = [
            f"HTTP/1.1 {code} {'OK' if code == 200 else 'Not Found'}",
            f"Content-Type: {kind}",
            f"Content-Length: {length}",
            "Cache-Control: max-age=3600",
            "Vary: Accept-Encoding",
            # The browser measures the memory of a page and its workers only where both are set.
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Embedder-Policy: require-corp",
        ]
        if compressed:
            lines.append("Content-Encoding: gzip")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@cache
def _answer(folder: Path, path: str) -> tuple[int, str, bytes, bool]:
    """Return the status, type and body as sent, and whether it is compressed."""
    file = folder / path.lstrip("/")
    if file.is_dir():
        file /= "index.html"
    if ".." in Path(path).parts or not file.is_file():
        return 404, "text/plain", b"not found", False
    kind = _TYPES.get(file.suffix, "application/octet-stream")
    body = file.read_bytes()
    if file.suffix not in _TYPES:
        return 200, kind, body, False
    return 200, kind, gzip.compress(body, _GZIP_LEVEL, mtime=0), True
