# SPDX-License-Identifier: MIT
"""The host that the browser benchmark asks, and what it writes down."""

from __future__ import annotations

import gzip
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench.search.server import Answered, Link, longest_chain, serving

_TEXT = "words and words " * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "page").mkdir(parents=True)
    (site / "page" / "index.html").write_text("<p>Page</p>", "utf-8")
    (site / "entry.json").write_text(_TEXT, "utf-8")
    (site / "words.pf_index").write_bytes(gzip.compress(_TEXT.encode()))
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return site


def _get(connection: HTTPConnection, path: str) -> tuple[int, str | None, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Encoding"], answer.read()


def test_texts_are_compressed_and_binary_files_are_sent_as_they_are(folder: Path):
    with serving(folder) as host:
        connection = HTTPConnection(urlsplit(host.address).netloc)
        status, encoding, body = _get(connection, "/entry.json")
        assert (status, encoding, gzip.decompress(body).decode()) == (200, "gzip", _TEXT)
        assert _get(connection, "/words.pf_index")[1:] == (
            None,
            (folder / "words.pf_index").read_bytes(),
        )
        connection.close()


def test_a_folder_is_answered_by_its_page_and_nothing_outside_is_served(folder: Path):
    with serving(folder) as host:
        connection = HTTPConnection(urlsplit(host.address).netloc)
        assert gzip.decompress(_get(connection, "/page/")[2]) == b"<p>Page</p>"
        assert _get(connection, "/../secret.txt")[0] == 404
        assert _get(connection, "/%2e%2e/secret.txt")[0] == 404
        connection.close()


def test_every_answer_is_written_down_with_head_and_body(folder: Path):
    with serving(folder) as host:
        connection = HTTPConnection(urlsplit(host.address).netloc)
        body = _get(connection, "/entry.json")[2]
        _get(connection, "/none")
        connection.close()
        assert [each.path for each in host.answered] == ["/entry.json", "/none"]
        assert len(body) + 100 < host.answered[0].size < len(body) + 400
        host.forget()
        assert host.answered == []


def test_a_slow_link_makes_each_request_wait_and_shares_its_capacity(folder: Path):
    with serving(folder) as host:
        host.link = Link(round_trip=0.05, capacity=200.0)
        connection = HTTPConnection(urlsplit(host.address).netloc)
        size = len(_get(connection, "/entry.json")[2])
        connection.close()
        (answer,) = host.answered
        assert answer.end - answer.start >= 0.05 + size / 200.0


def test_the_longest_chain_counts_requests_that_waited_for_one_another():
    worker, entry = Answered("worker", 0.0, 1.0, 9), Answered("entry", 1.1, 2.0, 9)
    shards = [Answered("one", 2.1, 3.0, 9), Answered("two", 2.1, 3.4, 9)]
    assert longest_chain([worker, entry, *shards]) == 3
    assert longest_chain(shards) == 1
    assert longest_chain([]) == 0
