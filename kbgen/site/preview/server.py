# SPDX-License-Identifier: MIT
"""The server of `kbgen serve`: serves the preview folder, and sends events that reload pages.

It is for the author's own machine: by default, it listens on the loopback address, and it answers
only to known hosts.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from socketserver import TCPServer
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from kbgen.content.structure.urls import url_to_output
from kbgen.model import FileContent
from kbgen.site.preview.early_pages import EarlyPages
from kbgen.site.preview.failure import panel_page, with_panel
from kbgen.site.preview.hosts import Hosts
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.requests import (
    BROKEN,
    FOREIGN,
    Refusal,
    is_foreign,
    origin_form,
    path_of,
    refusal_of,
)

EVENTS_PATH = "/_kbgen/events"
_HEARTBEAT = 15.0


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview with the security headers of a well-configured host."""

    protocol_version = "HTTP/1.0"
    server: PreviewServer

    def __init__(self, *args: object, reloads: Reloads, directory: str) -> None:
        self._reloads = reloads
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Parse a request; refuse it if it names an unknown host or an invalid path."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if refusal:
            self._refuse(refusal)
        return refusal is None

    def _refusal(self) -> Refusal | None:
        target = origin_form(self.path)
        if target is None:
            return BROKEN
        self.path, named = target
        if refusal := refusal_of(named, self.headers, self.request_version, self.server.hosts):
            return refusal
        return BROKEN if path_of(self.path) is None else None

    def _refuse(self, refusal: Refusal) -> None:
        body = f"{refusal.message}\n".encode()
        self.send_response(refusal.status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self) -> None:
        if urlsplit(self.path).path == EVENTS_PATH:
            if is_foreign(self.headers):
                self._refuse(FOREIGN)
            else:
                self._stream_events()
            return
        super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers of a page or file, as soon as it exists."""
        output = url_to_output(urlsplit(self.path).path.lstrip("/"))
        exists = partial(os.path.exists, self.translate_path(self.path))
        if _is_search_file(output):
            self._reloads.wait_for_search()
        # During the first build, pages are rendered on request, or are those of the last preview.
        self._reloads.wait_for_first(lambda: exists() or self._early_for(output) is not None)
        early = self._early_for(output)
        if early is None:
            page = self._page_with_panel(output)
            return super().send_head() if page is None else self._send_content(output, page)
        if not early.has(output):
            self._redirect_to_folder()
            return None
        content = early.content(output)
        if content is not None:
            return self._send_content(output, content)
        self._reloads.wait_for_first(exists)
        return super().send_head()

    def _page_with_panel(self, output: str) -> bytes | None:
        """Return a page with the panel about the failed build, if there are both."""
        if not self.server.panel or not output.endswith(".html"):
            return None
        try:
            page = Path(self.translate_path(f"/{quote(output)}")).read_bytes()
        except OSError:  # there is no such page
            return None
        return with_panel(page, self.server.panel)

    def _early_for(self, output: str) -> EarlyPages | None:
        """Return the early pages, if they have this page or that of this folder."""
        early = self.server.early
        return (
            early
            if early is not None and (early.has(output) or early.has(f"{output}/index.html"))
            else None
        )

    def _send_content(self, output: str, content: FileContent) -> BytesIO | BinaryIO:
        file: BytesIO | BinaryIO = (
            BytesIO(content) if isinstance(content, bytes) else content.open("rb")
        )
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(output))
        self.send_header("Content-Length", str(size))
        self.end_headers()
        return file

    def _redirect_to_folder(self) -> None:
        parts = urlsplit(self.path)
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", parts._replace(path=f"{parts.path}/").geturl())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = self._error_page() if code == HTTPStatus.NOT_FOUND else b""
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
        """Answer 404 for a folder without a page, as hosts do."""
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _error_page(self) -> bytes:
        try:
            page = (Path(self.directory) / "404.html").read_bytes()
        except OSError:  # no build yet, or the folder is being exchanged
            return panel_page(self.server.panel) if self.server.panel else b""
        return with_panel(page, self.server.panel)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing: the terminal shows the problems of the content."""

    def _stream_events(self) -> None:
        seen = self._reloads.builds  # before the answer, so that the page misses no build
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while not self._reloads.closed:
                builds = self._reloads.wait_for_newer_build(seen, _HEARTBEAT)
                self.wfile.write(
                    b"event: reload\ndata: \n\n" if builds > seen else b": still here\n\n"
                )
                self.wfile.flush()
                seen = builds
        except OSError:
            return  # the page was closed


class PreviewServer(ThreadingHTTPServer):
    """Serves one folder, each connection in a thread."""

    daemon_threads = True
    hosts: Hosts
    early: EarlyPages | None = None
    """Renders pages while the first build runs."""
    panel = b""
    """HTML to show on every page because the last build failed; empty if it did not."""
    policy = ""
    """The content security policy of every response. A change of the settings may change it."""

    def server_bind(self) -> None:
        """Bind without a reverse DNS lookup of the address, which may be slow."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = (
            str(self.server_address[0]),
            int(self.server_address[1]),
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print errors, except that a browser closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _is_search_file(output: str) -> bool:
    """Tell whether this is a file of the search index; the search page is not."""
    return output.startswith("search/") and not output.endswith(".html")


class _PreviewServer6(PreviewServer):
    """Serves on an IPv6 address."""

    address_family = socket.AF_INET6


def preview_server(
    folder: Path,
    reloads: Reloads,
    address: str,
    port: int,
    policy: str,
    allowed: Sequence[str] = (),
) -> PreviewServer:
    """Return a server of `folder` that is bound but not yet running.

    Args:
        folder: The site folder of the preview; a build may exchange it while the server runs.
        reloads: Announces new builds.
        address: The address to listen on.
        port: The port; with 0, the operating system chooses one.
        policy: The content security policy.
        allowed: Further host names to answer to.

    Raises:
        OSError: The port is in use.
    """
    server = _server_class(address)(
        (address, port), partial(_Handler, reloads=reloads, directory=str(folder))
    )
    server.hosts = Hosts(address, allowed)
    server.policy = policy
    return server


def _server_class(address: str) -> type[PreviewServer]:
    return _PreviewServer6 if ":" in address else PreviewServer
