# SPDX-License-Identifier: MIT
"""The preview server serves files like a good host, and tells pages when to reload."""

from __future__ import annotations

import http.client
import threading
from pathlib import Path

import pytest

from kbgen.site.preview import EVENTS_PATH, Reloads, preview_server


@pytest.fixture
def served(tmp_path: Path):
    (tmp_path / "index.html").write_text("<p>home")
    (tmp_path / "404.html").write_text("<p>not here")
    (tmp_path.parent / "secret.txt").write_text("secret")
    reloads = Reloads()
    server = preview_server(tmp_path, reloads, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], reloads
    reloads.close()
    server.shutdown()
    server.server_close()


def get(port: int, path: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    answer = response.status, response.read(), response.headers
    connection.close()
    return answer


def test_files_come_with_the_policy_of_the_theme(served) -> None:
    status, body, headers = get(served[0], "/")
    assert (status, body) == (200, b"<p>home")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_a_missing_page_is_the_sites_own(served) -> None:
    assert get(served[0], "/nowhere/")[:2] == (404, b"<p>not here")


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"])
def test_nothing_above_the_folder_is_served(served, path: str) -> None:
    assert get(served[0], path)[0] == 404


def test_an_open_page_hears_of_the_next_build(served) -> None:
    port, reloads = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", EVENTS_PATH)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    reloads.announce()
    assert response.readline() == b"event: reload\n"
    connection.close()
