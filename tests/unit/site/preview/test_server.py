# SPDX-License-Identifier: MIT
"""The preview server serves files like a good host, and tells pages when to reload."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from pathlib import Path

import pytest
from sessions import PATIENCE

from kbgen.site.preview.server import EVENTS_PATH, Reloads, preview_server

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' https://desk.example"


@pytest.fixture
def served(tmp_path: Path):
    (tmp_path / "index.html").write_text("<p>home")
    (tmp_path / "404.html").write_text("<p>not here")
    (tmp_path.parent / "secret.txt").write_text("secret")
    reloads = Reloads()
    reloads.settle()
    server = preview_server(tmp_path, reloads, "127.0.0.1", 0, POLICY)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], reloads
    reloads.close()
    server.shutdown()
    server.server_close()


def get(port: int, path: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    answer = response.status, response.read(), response.headers
    connection.close()
    return answer


def test_files_come_with_the_policy_of_the_theme(served) -> None:
    status, body, headers = get(served[0], "/")
    assert (status, body) == (200, b"<p>home")
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Cache-Control"] == "no-store"


def test_a_missing_page_is_the_sites_own(served) -> None:
    assert get(served[0], "/nowhere/")[:2] == (404, b"<p>not here")


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"])
def test_nothing_above_the_folder_is_served(served, path: str) -> None:
    assert get(served[0], path)[0] == 404


def test_a_folder_without_a_page_is_not_there(served, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    assert get(served[0], "/assets/")[:2] == (404, b"<p>not here")


def test_without_an_error_page_the_error_is_plain(served, tmp_path: Path) -> None:
    (tmp_path / "404.html").unlink()
    status, body, _ = get(served[0], "/nowhere/")
    assert (status, b"not here" in body) == (404, False)


def test_a_browser_that_hangs_up_is_no_news(served, tmp_path: Path, capsys) -> None:
    """The server reads on; stderr belongs to the writer's problems."""
    (tmp_path / "large.bin").write_bytes(bytes(20_000_000))
    with socket.create_connection(("127.0.0.1", served[0])) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        connection.recv(10)
    assert get(served[0], "/")[0] == 200
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)
    assert capsys.readouterr().err == ""


def test_a_defect_of_the_server_is_news(tmp_path: Path, capsys) -> None:
    with preview_server(tmp_path, Reloads(), "127.0.0.1", 0, POLICY) as server:
        try:
            int("odd")
        except ValueError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert "odd" in capsys.readouterr().err


def test_waiting_ends_with_a_newer_build_or_with_the_server() -> None:
    reloads = Reloads()
    assert reloads.wait_beyond(0, 0) == 0
    reloads.announce()
    assert reloads.wait_beyond(0, PATIENCE) == 1
    assert not reloads.closed
    reloads.close()
    assert reloads.wait_beyond(1, PATIENCE) == 1
    assert reloads.closed


def test_an_open_page_hears_of_the_next_build(served) -> None:
    port, reloads = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", EVENTS_PATH)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    reloads.announce()
    assert response.readline() == b"event: reload\n"
    connection.close()


def test_a_page_that_is_published_before_the_first_build_has_ended_is_shown_then(tmp_path: Path) -> None:
    reloads = Reloads()
    there = threading.Event()
    waiting = threading.Thread(target=reloads.wait_for_first, args=(there.is_set,))
    waiting.start()
    there.set()
    reloads.announce()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()


def test_before_the_first_build_old_pages_are_shown_and_others_waited_for(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("<p>old")
    reloads = Reloads()
    server = preview_server(tmp_path, reloads, "127.0.0.1", 0, POLICY)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    answers: list[tuple[int, bytes]] = []
    waiting = threading.Thread(target=lambda: answers.append(get(port, "/new.html")[:2]))
    try:
        waiting.start()
        assert get(port, "/old.html")[:2] == (200, b"<p>old")
        assert answers == []
        (tmp_path / "aside").write_text("<p>new")
        (tmp_path / "aside").rename(tmp_path / "new.html")  # as a generation appears: whole
        reloads.settle()
        waiting.join(PATIENCE)
        assert answers == [(200, b"<p>new")]
        assert get(port, "/gone.html")[0] == 404
    finally:
        reloads.close()
        server.shutdown()
        server.server_close()
