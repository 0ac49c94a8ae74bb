# SPDX-License-Identifier: MIT
"""How long a writer waits: measured over a stand-in for a development server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench.build import serving
from bench.build.corpora import Corpus
from bench.build.programs import Program
from bench.build.serving import measure_serve
from bench.build.sites import Workplace, prepare

_SERVER = """
import http.server, pathlib, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        assert self.path in ("/", "/a/"), self.path
        data = pathlib.Path("content/a.md").read_bytes() if {fresh} else b"old"
        self.send_response(200); self.send_header("Content-Length", str(len(data))); self.end_headers()
        self.wfile.write(data)
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(serving, "_REST", 0.0)
    return prepare(
        Corpus("some", ("en",), lambda folder: (folder / "a.md").write_text("Text.\n")), tmp_path
    )


def _program(fresh: bool) -> Program:
    code = _SERVER.format(fresh=fresh)
    return Program(
        "some", "kbgen", (), lambda port: (sys.executable, "-c", code, str(port)), "site", ()
    )


def test_each_save_is_seen_and_the_article_gets_its_text_back(place: Workplace) -> None:
    waits = measure_serve(_program(fresh=True), place, 2, 3)
    assert [len(values) for values in (waits.home, waits.article, waits.complete, waits.cpu)] == [
        2,
        2,
        2,
        2,
    ]
    rows = zip(waits.home, waits.article, waits.complete, strict=True)
    assert all(0 < home < article < whole for home, article, whole in rows)
    assert len(waits.saves) == 3
    assert all(wait > 0 for wait in waits.saves)
    assert (place.content / "a.md").read_text() == "Text.\n"


def test_a_server_that_never_shows_the_text_is_given_up(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PATIENCE", 2.0)
    with pytest.raises(TimeoutError, match="startmark"):
        measure_serve(_program(fresh=False), place, 1, 1)
    assert (place.content / "a.md").read_text() == "Text.\n"
