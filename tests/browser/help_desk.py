# SPDX-License-Identifier: MIT
"""A help desk on this machine that answers as the documentation of each service says, errors included.

`/webhook` is the contract of our own manual, `/f/…` is Formspree, `/api/v2/requests.json` is Zendesk. What it received
is in `HelpDesk.received`; `HelpDesk.mood` decides how it answers.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

PATIENCE = 120.0
"""Seconds that a test waits for a message; a busy machine may take its time."""
FIRST_NUMBER = 1001


@dataclass
class HelpDesk:
    """What the server of a test received, and how it shall answer."""

    origin: str = ""
    mood: str = "good"
    """`good`, `refuses` (a field), `busy` (too many requests), `forbids`, `down`."""
    received: list[dict[str, Any]] = field(default_factory=list)
    """Accepted messages, in order; the same id once where the service knows ids."""
    attempts: list[str] = field(default_factory=list)
    """Paths of all requests that were no preflight."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def reset(self) -> None:
        """Forget everything."""
        self.mood = "good"
        self.received.clear()
        self.attempts.clear()

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        """What was received, as soon as there are `count` messages."""
        return self._wait(self.received, count)

    def wait_for_attempts(self, count: int) -> list[str]:
        """All requests, as soon as there are `count`."""
        return self._wait(self.attempts, count)

    def _wait(self, found: list[Any], count: int) -> list[Any]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(found) >= count, PATIENCE), (
                f"{found}, not {count}"
            )
            return list(found)


Answer = tuple[int, dict[str, Any], dict[str, str]]
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}


def webhook(desk: HelpDesk, data: dict[str, Any]) -> Answer:
    """As `content/build/feedback.md` asks for: CORS on every answer, an id counts once."""
    if desk.mood == "refuses":
        return 422, {"errors": {"email": "no such domain"}}, _OPEN
    if desk.mood == "busy":
        return 429, {}, {**_OPEN, "Retry-After": "1"}
    if desk.mood == "forbids":
        return 403, {}, _OPEN
    ids = [each.get("id") for each in desk.received]
    if data.get("id") not in ids or not data.get("id"):
        desk.received.append(data)
        return 201, {"number": f"A-{FIRST_NUMBER + len(ids)}"}, _OPEN
    return 200, {"number": f"A-{FIRST_NUMBER + ids.index(data['id'])}"}, _OPEN


def formspree(desk: HelpDesk, data: dict[str, Any]) -> Answer:
    """Refused fields as 422 with a list; no ids, so everything counts."""
    if desk.mood == "refuses":
        errors = [{"code": "TYPE_EMAIL", "field": "email", "message": "should be an email"}]
        return 422, {"error": "Validation errors", "errors": errors}, _OPEN
    if desk.mood == "busy":
        return 429, {"error": "Too many requests"}, _OPEN
    desk.received.append(data)
    return 200, {"next": "/thanks", "ok": True}, _OPEN


def zendesk(desk: HelpDesk, data: dict[str, Any]) -> Answer:
    """CORS headers on 200, 201, 204 and 404 only: any other answer is no answer for a page."""
    if desk.mood == "refuses":
        details = {"requester": [{"description": "Requester: Email: is not properly formatted"}]}
        return 422, {"error": "RecordInvalid", "details": details}, {}
    if desk.mood in ("busy", "forbids"):
        return (429 if desk.mood == "busy" else 403), {}, {}
    desk.received.append(data)
    return 201, {"request": {"id": 35436, "status": "new"}}, _OPEN


_SERVICES = {"/webhook": webhook, "/f/abc123": formspree, "/api/v2/requests.json": zendesk}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_OPTIONS(self) -> None:
        headers = {
            "Access-Control-Allow-Headers": "content-type",
            "Access-Control-Allow-Methods": "POST",
        }
        self._answer(204, b"", {**_OPEN, **headers})

    def do_GET(self) -> None:
        """A browser asks for the icon of the page that thanks."""
        self._answer(204, b"", {})

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        desk = self.server.desk
        with desk.changed:
            status, answer, headers = self._judge(desk, text)
            desk.attempts.append(self.path)
            desk.changed.notify_all()
        if "text/html" in self.headers.get("Accept", ""):
            self._answer(
                status,
                b"<!doctype html><title>Thanks</title><h1>Thanks!</h1>",
                {"Content-Type": "text/html"},
            )
        else:
            self._answer(
                status, json.dumps(answer).encode(), {**headers, "Content-Type": "application/json"}
            )

    def _judge(self, desk: HelpDesk, text: str) -> Answer:
        if desk.mood == "down":
            return 503, {}, _OPEN
        is_json = self.headers["Content-Type"] == "application/json"
        data = (
            json.loads(text)
            if is_json
            else dict(parse_qsl(text, strict_parsing=True, keep_blank_values=True))
        )
        return _SERVICES[self.path](desk, data)

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    desk: HelpDesk


@contextmanager
def help_desk() -> Iterator[HelpDesk]:
    """Run one; `HelpDesk.origin` is its address, without a slash at the end."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.desk = HelpDesk(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.desk
    finally:
        server.shutdown()
        server.server_close()
