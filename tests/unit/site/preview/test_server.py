# SPDX-License-Identifier: MIT
"""The preview server serves files like a good host, and tells pages when to reload."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sessions import PATIENCE

from kbgen.site.preview.hosts import Hosts
from kbgen.site.preview.reloads import Reloads
from kbgen.site.preview.server import EVENTS_PATH, PreviewServer, preview_server

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' https://desk.example"


@pytest.fixture
def served(tmp_path: Path):
    (tmp_path / "index.html").write_text("<p>home")
    (tmp_path / "404.html").write_text("<p>not here")
    (tmp_path.parent / "secret.txt").write_text("secret")
    reloads = Reloads()
    reloads.finish_first_build()
    with _running(tmp_path, reloads) as (port, _):
        yield port, reloads


@contextmanager
def _running(folder: Path, reloads: Reloads) -> Iterator[tuple[int, PreviewServer]]:
    """Serve a folder; gives the port and the server."""
    server = preview_server(folder, reloads, "127.0.0.1", 0, POLICY)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1], server
    finally:
        reloads.close()
        server.shutdown()
        server.server_close()


def _wait_for_threads() -> None:
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)


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
    _wait_for_threads()
    assert capsys.readouterr().err == ""


def _raw(port: int, *lines: str) -> bytes:
    """Send the exact bytes of a request and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1.2.3:8000",
        "LOCALHOST:1",
        "localhost.",
        "my.localhost:80",
        "[::1]",
        "[::1]:9000",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_names_of_this_machine_are_answered(served, host: str, method: str) -> None:
    assert _raw(served[0], f"{method} / HTTP/1.1", f"Host: {host}").startswith(b"HTTP/1.0 200 ")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "192.0.2.1", "localhost@evil.example", "[", "[::2]",
     "localhost:80:80", "", "127.0.0.1.evil.example", "user@localhost"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_other_names_are_refused(served, host: str, method: str) -> None:
    """DNS rebinding gives a name of a stranger the address of this machine."""
    answer = _raw(served[0], f"{method} / HTTP/1.1", f"Host: {host}")
    assert answer.startswith(b"HTTP/1.0 403 ")
    assert b"home" not in answer
    assert (b"--allow-host" in answer) is (method != "HEAD")


def test_the_answer_to_a_foreign_name_says_what_to_do(served) -> None:
    answer = _raw(served[0], "GET /a HTTP/1.1", "Host: Docs.Example:8000")
    assert b"kbgen serve --allow-host docs.example\n" in answer
    assert b"Content-Type: text/plain" in answer
    assert b"<b>" not in _raw(served[0], "GET /a HTTP/1.1", "Host: <b>")


def test_a_target_with_a_host_is_held_to_it_too(served) -> None:
    assert _raw(served[0], "GET http://localhost/ HTTP/1.1", "Host: localhost").endswith(b"<p>home")
    assert _raw(served[0], "GET http://localhost//index.html HTTP/1.1", "Host: localhost").endswith(
        b"<p>home"
    )
    for target in ("http://evil.example/", "http://evil.example:80/index.html"):
        assert (
            b" 403 " in _raw(served[0], f"GET {target} HTTP/1.1", "Host: localhost").splitlines()[0]
        )
    assert (
        b" 400 "
        in _raw(served[0], "GET ftp://localhost/ HTTP/1.1", "Host: localhost").splitlines()[0]
    )


def test_one_host_is_named_or_none_by_old_programs(served) -> None:
    assert _raw(served[0], "GET / HTTP/1.0").startswith(b"HTTP/1.0 200 ")
    assert _raw(served[0], "GET / HTTP/1.1").startswith(b"HTTP/1.0 400 ")
    assert _raw(served[0], "GET / HTTP/1.1", "Host: localhost", "Host: localhost").startswith(
        b"HTTP/1.0 400 "
    )


@pytest.mark.parametrize(
    ("address", "allowed", "answered", "refused"),
    [
        (
            "0.0.0.0",
            (),
            ["192.0.2.1", "Box.", "box.local:80", "[2001:db8::1]", "0.0.0.0"],
            ["evil.example", "box.evil"],
        ),
        ("::", (), ["192.0.2.1", "box", "localhost"], ["evil.example"]),
        (
            "192.0.2.1",
            (),
            ["192.0.2.1:8000", "localhost", "[::ffff:127.0.0.1]"],
            ["192.0.2.2", "box"],
        ),
        ("Docs.Lan", (), ["docs.lan", "DOCS.LAN.:80"], ["lan"]),
        ("127.0.0.1", ("Docs.Example:80", "b"), ["docs.example", "b:1"], ["example", "c"]),
    ],
)
def test_hosts_follow_from_the_address(
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    allowed: tuple[str, ...],
    answered: list[str],
    refused: list[str],
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Box")
    hosts = Hosts(address, allowed)
    assert [host for host in answered if not hosts.allow(host)] == []
    assert [host for host in refused if hosts.allow(host)] == []


@pytest.mark.parametrize(
    "target",
    ["/%00", "/a%00b/", "/%0d%0aX: y", "/%ff", "/%ed%a0%80", "/%ed%b3%bf", "/%7f", "http://[/", "*", "a"],
)  # fmt: skip
def test_what_names_no_file_is_a_bad_request(served, capsys, target: str) -> None:
    """As an answer, without a traceback."""
    assert _raw(served[0], f"GET {target} HTTP/1.1", "Host: localhost").startswith(b"HTTP/1.0 400 ")
    _wait_for_threads()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (f"GET /{'a' * 300} HTTP/1.1", 404),
        (f"GET /{'a/' * 3000} HTTP/1.1", 404),
        (f"GET /{'a' * 70_000} HTTP/1.1", 414),
        ("GET /..%2f..%2fsecret.txt HTTP/1.1", 404),
        ("GET /..\\..\\secret.txt HTTP/1.1", 404),
        ("GET /%5c..%5csecret.txt HTTP/1.1", 404),
        ("GET /%zz HTTP/1.1", 404),
        ("GET / HTTP/x.y", 400),
        ("GET / and more HTTP/1.1", 400),
        ("GET", 400),
        ("BREW / HTTP/1.1", 501),
    ],
)
def test_strange_requests_get_an_answer_and_no_traceback(
    served, capsys, line: str, status: int
) -> None:
    answer = _raw(served[0], line, "Host: localhost")
    assert str(status).encode() in (
        answer.splitlines()[0] if answer.startswith(b"HTTP") else answer
    )
    _wait_for_threads()
    assert capsys.readouterr().err == ""


def test_a_strange_name_is_no_traceback_before_the_first_build_either(
    tmp_path: Path, capsys
) -> None:
    reloads = Reloads()
    with _running(tmp_path, reloads) as (port, _):
        answers: list[bytes] = []
        asking = threading.Thread(
            target=lambda: answers.append(_raw(port, f"GET /{'a' * 300} HTTP/1.0"))
        )
        asking.start()
        reloads.announce()
        reloads.finish_first_build()
        asking.join(10)
    assert b" 404 " in answers[0][:20]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: local",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
@pytest.mark.parametrize("reset", [True, False])
def test_a_client_that_leaves_in_the_middle_is_no_news(
    served, capsys, sent: bytes, reset: bool
) -> None:
    with socket.create_connection(("127.0.0.1", served[0])) as connection:
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(sent)
    assert get(served[0], "/")[0] == 200
    _wait_for_threads()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Origin: http://evil.example", 403),
        ("Origin: null", 403),
        ("Origin: http://localhost:3000", 403),
        ("Sec-Fetch-Site: cross-site", 403),
        ("Sec-Fetch-Site: same-site", 403),
        ("Sec-Fetch-Site: same-origin", 200),
        ("Origin: http://LOCALHOST:8000", 200),
        ("X: y", 200),
    ],
)
def test_only_pages_of_the_preview_may_listen_for_its_changes(
    served, header: str, status: int
) -> None:
    with socket.create_connection(("127.0.0.1", served[0]), timeout=10) as connection:
        lines = [f"GET {EVENTS_PATH} HTTP/1.1", "Host: localhost:8000", header, "", ""]
        connection.sendall("\r\n".join(lines).encode())
        assert f" {status} ".encode() in connection.recv(100)


def test_an_address_of_ipv6_can_be_listened_on(tmp_path: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        server = preview_server(tmp_path, Reloads(), "::1", 0, POLICY)
    except OSError:
        pytest.skip("this machine has no IPv6 loopback address")
    server.server_close()
    assert server.server_name == "::1"


def test_a_defect_of_the_server_is_news(tmp_path: Path, capsys) -> None:
    with preview_server(tmp_path, Reloads(), "127.0.0.1", 0, POLICY) as server:
        try:
            int("odd")
        except ValueError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert "odd" in capsys.readouterr().err


def test_waiting_ends_with_a_newer_build_or_with_the_server() -> None:
    reloads = Reloads()
    assert reloads.wait_for_newer_build(0, 0) == 0
    reloads.announce()
    assert reloads.wait_for_newer_build(0, PATIENCE) == 1
    assert not reloads.closed
    reloads.close()
    assert reloads.wait_for_newer_build(1, PATIENCE) == 1
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


def test_a_page_that_is_published_before_the_first_build_has_ended_is_shown_then(
    tmp_path: Path,
) -> None:
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
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    port = server.server_address[1]
    answers: list[tuple[int, bytes]] = []
    waiting = threading.Thread(target=lambda: answers.append(get(port, "/new.html")[:2]))
    try:
        waiting.start()
        assert get(port, "/old.html")[:2] == (200, b"<p>old")
        assert answers == []
        (tmp_path / "aside").write_text("<p>new")
        (tmp_path / "aside").rename(tmp_path / "new.html")  # as a generation appears: whole
        reloads.finish_first_build()
        waiting.join(PATIENCE)
        assert answers == [(200, b"<p>new")]
        assert get(port, "/gone.html")[0] == 404
    finally:
        reloads.close()
        server.shutdown()
        server.server_close()


class _Early:
    """Pages and files made while the first build runs; some only that build can make."""

    def __init__(self, contents: dict[str, bytes | Path | None]) -> None:
        self._contents = contents

    def has(self, output: str) -> bool:
        return output in self._contents

    def content(self, output: str) -> bytes | Path | None:
        return self._contents.get(output)


def test_early_pages_come_before_the_files_of_the_last_preview(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("<p>old")
    (tmp_path / "style.txt").write_text("style")
    reloads = Reloads()
    with _running(tmp_path, reloads) as (port, server):
        server.early = _Early({"a/index.html": b"<p>early", "s.css": tmp_path / "style.txt"})  # type: ignore[assignment]
        status, page, headers = get(port, "/a/?x")
        assert (status, page, headers["Content-Type"]) == (200, b"<p>early", "text/html")
        assert headers["Content-Security-Policy"] == POLICY
        status, style, headers = get(port, "/s.css")
        assert (status, style, headers["Content-Type"]) == (200, b"style", "text/css")
        assert get(port, "/a")[2]["Location"] == "/a/"
        assert _raw(port, "HEAD /a/ HTTP/1.0").endswith(b"\r\n\r\n")
        server.early = None
        assert get(port, "/a/")[1] == b"<p>old"


def test_a_page_that_cannot_be_made_early_waits_for_the_first_build(tmp_path: Path) -> None:
    reloads = Reloads()
    with _running(tmp_path, reloads) as (port, server):
        server.early = _Early({"a.html": None})  # type: ignore[assignment]
        answers: list[bytes] = []
        waiting = threading.Thread(target=lambda: answers.append(get(port, "/a.html")[1]))
        waiting.start()
        (tmp_path / "aside").write_text("<p>built")
        assert answers == []
        (tmp_path / "aside").rename(tmp_path / "a.html")
        server.early = None
        reloads.finish_first_build()
        waiting.join(10)
        assert answers == [b"<p>built"]


def test_requests_that_wait_for_search_end_with_the_server() -> None:
    reloads = Reloads()
    waiting = threading.Thread(target=reloads.wait_for_search)
    waiting.start()
    reloads.close()
    waiting.join(10)
    assert not waiting.is_alive()


def test_search_is_waited_for_only_while_it_is_old() -> None:
    reloads = Reloads()
    reloads.finish_search_update()
    reloads.wait_for_search()
    assert not reloads.search_wanted
    reloads.mark_search_outdated()
    waiting = threading.Thread(target=reloads.wait_for_search)
    waiting.start()
    while not reloads.search_wanted:
        time.sleep(0.01)
    reloads.finish_search_update()
    waiting.join(10)
    assert (waiting.is_alive(), reloads.search_wanted) == (False, False)
