# SPDX-License-Identifier: MIT
"""How long a writer waits: measured over a stand-in for a development server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from bench.build import serving
from bench.build.corpora import Corpus
from bench.build.programs import Program
from bench.build.serving import save_to_served
from bench.build.sites import Workplace, prepare

_SERVER = """
import http.server, pathlib, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        assert self.path == "/a/", self.path
        data = pathlib.Path("content/a.md").read_bytes() if {fresh} else b"old"
        self.send_response(200); self.send_header("Content-Length", str(len(data))); self.end_headers()
        self.wfile.write(data)
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(serving, "_REST", 0.0)
    return prepare(Corpus("some", ("en",), lambda folder: (folder / "a.md").write_text("Text.\n")), tmp_path)


def _program(fresh: bool) -> Program:
    code = _SERVER.format(fresh=fresh)
    return Program("some", "kbgen", (), lambda port: (sys.executable, "-c", code, str(port)), "site", ())


def test_each_save_is_seen_and_the_article_gets_its_text_back(place: Workplace) -> None:
    first, saves = save_to_served(_program(fresh=True), place, 3)
    assert first > 0
    assert len(saves) == 3
    assert all(wait > 0 for wait in saves)
    assert (place.content / "a.md").read_text() == "Text.\n"


def test_a_server_that_never_shows_the_save_is_given_up(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = serving._saved

    def impatient(*arguments: Any) -> float:
        monkeypatch.setattr(serving, "_PATIENCE", 0.5)  # only now: a server may take its time to start
        return saved(*arguments)

    monkeypatch.setattr(serving, "_saved", impatient)
    with pytest.raises(TimeoutError, match="savemark0"):
        save_to_served(_program(fresh=False), place, 1)
    assert (place.content / "a.md").read_text() == "Text.\n"
