# SPDX-License-Identifier: MIT
"""`kbgen serve` as a writer meets it: a real process, a real port, a real save."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import IO, Any

import pytest
from bench.build.process import session_members
from conftest import MKDOCS_YML
from sessions import PATIENCE, Handler, kill, start, wait_for, wait_until_gone

from kbgen.runtime.lock import build_lock
from kbgen.site.preview.server import EVENTS_PATH

TREE = """
content/index.md
    | ---
    | title: Welcome
    | ---
    | Text.
content/draft.md
    | ---
    | title: Not yet
    | status: draft
    | ---
    | Draft text.
content/broken.md
    | ---
    | title: Broken link
    | ---
    | [nowhere](gone.md)
"""
HELD = """\
import time
from pathlib import Path

from markdown import Extension
from markdown.preprocessors import Preprocessor


class Hold(Preprocessor):
    def run(self, lines):
        while "Held." in lines and not Path("go").exists():
            time.sleep(0.01)
        return lines


class Held(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Hold(md), "held", 1000)


def makeExtension(**options):
    return Held(**options)
"""
"""A Markdown extension that holds the texts with the word, and so the build, until the file `go` is there."""


class Lines:
    """What a process writes to one of its streams, line by line; reading waits, but not for ever."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._lines: Queue[str] = Queue()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        for line in self._stream:
            self._lines.put(line)
        self._lines.put("")

    def next(self) -> str:
        """Return the next line; empty at the end."""
        return self._lines.get(timeout=PATIENCE)

    def close(self) -> None:
        """Close the stream when its other end is closed; closing it earlier would wait for that without a limit."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "a process that is still running holds the other end"
        self._stream.close()


class Preview:
    """A running `kbgen serve`, with all its processes in a session of their own."""

    def __init__(
        self, folder: Path, *arguments: str, interrupt: Handler = signal.default_int_handler
    ) -> None:
        command = [
            sys.executable,
            "-u",
            "-W",
            "ignore",
            "-m",
            "kbgen",
            "serve",
            "--port",
            "0",
            *arguments,
        ]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
        self.process = start(
            command, interrupt, cwd=folder, env=environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.messages = ""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self._stdout, self._stderr = Lines(self.process.stdout), Lines(self.process.stderr)

    def port(self, *, ready: bool = True) -> int:
        """The port of the address it prints, once the first build is there."""
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", self._stdout.next())
        assert address is not None
        port = int(address[1])
        if ready:
            get(port, "/nothing-yet/")
        return port

    def says(self, words: str) -> None:
        """Wait until stderr holds these words."""
        while words not in self.messages:
            line = self._stderr.next()
            assert line, f"it ended without saying {words!r}: {self.messages}"
            self.messages += line

    def end(self) -> None:
        """Stop the process if it runs, and close its streams."""
        kill(self.process)
        self._stdout.close()
        self._stderr.close()

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send it a signal, Ctrl-C by default; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def preview_of() -> Iterator[Callable[..., Preview]]:
    """Starts a preview of a folder; it ends with the test."""
    running: list[Preview] = []

    def start_preview(folder: Path, *arguments: str, **options: Any) -> Preview:
        running.append(Preview(folder, *arguments, **options))
        return running[-1]

    yield start_preview
    for preview in running:
        preview.end()


@pytest.fixture
def preview(site: Callable[..., Path], preview_of: Callable[..., Preview]) -> Preview:
    return preview_of(site(TREE))


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


class Events:
    """An open page: hears when it should reload."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", EVENTS_PATH)
        self._response = self._connection.getresponse()

    def wait_for_reload(self) -> None:
        line = b"?"
        while line and line != b"event: reload\n":
            line = self._response.readline()
        assert line, "the stream ended"

    def close(self) -> None:
        self._response.close()
        self._connection.close()


def held_site(site: Callable[..., Path]) -> Path:
    """Write a site whose build waits for the file `go`, in several processes."""
    folder = site(TREE, MKDOCS_YML + "markdown_extensions: [held]\n")
    (folder / "held.py").write_text(HELD, "utf-8")
    for number in range(40):
        (folder / f"content/held-{number}.md").write_text(
            f"---\ntitle: Held {number}\n---\nHeld.\n", "utf-8"
        )
    return folder


def replace_as_editors_do(file: Path, text: str) -> None:
    """Write aside and rename: the file is another one afterwards."""
    aside = file.with_name(f"{file.name}.tmp")
    aside.write_text(text, "utf-8")
    aside.replace(file)


def test_any_page_is_there_from_the_start_and_complete_later(preview: Preview) -> None:
    """What is shown in between: `test_early_pages.py`."""
    port = preview.port(ready=False)
    for path, text in (("/", "Welcome"), ("/draft/", "Draft text."), ("/broken/", "Broken link")):
        status, page = get(port, path)
        assert (status, text in page) == (200, True)
    assert get(port, "/nowhere/")[0] == 404  # it waits for the first build
    assert "kb-incomplete" not in get(port, "/")[1]
    assert get(port, "/search/en/entry.json")[0] == 200


def test_a_name_is_answered_if_it_is_allowed(
    site: Callable[..., Path], preview_of: Callable[..., Preview]
) -> None:
    port = preview_of(site(TREE), "--allow-host", "docs.example").port()
    answers = []
    for host in ("docs.example", "evil.example"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/", headers={"Host": host})
        answers.append(connection.getresponse().status)
        connection.close()
    assert answers == [200, 403]


INTERRUPTED = """
from kbgen.cli.publishing.serve import _forget_interrupt
try:
    exec("raise KeyboardInterrupt")
except KeyboardInterrupt:
    {}
"""


@pytest.mark.parametrize(
    ("handled_by", "code"), [("_forget_interrupt()", 0), ("pass", -signal.SIGINT)]
)
def test_an_interrupt_in_a_string_is_forgotten(handled_by: str, code: int) -> None:
    """Dataclasses execute strings; the second case shows what Python does without our handler."""
    script = INTERRUPTED.format(handled_by)
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_the_middle_of_a_build(
    site: Callable[..., Path], preview_of: Callable[..., Preview], number: signal.Signals
) -> None:
    """With all its processes, and the next build can begin."""
    folder = held_site(site)
    preview = preview_of(folder)
    get(preview.port(ready=False), "/")
    wait_for(
        lambda: len(session_members(preview.process.pid)) >= 4,
        "workers, their fork server and the tracker",
    )
    assert preview.stop(number) == 0
    wait_until_gone(preview.process.pid)
    preview.says("Stopped.")
    assert "Traceback" not in preview.messages
    with build_lock(folder / ".kbgen"):
        pass


def test_a_service_manager_ends_it_where_ctrl_c_is_ignored(
    site: Callable[..., Path], preview_of: Callable[..., Preview]
) -> None:
    """A script that starts it in the background has SIGINT ignored."""
    preview = preview_of(site(TREE), interrupt=signal.SIG_IGN)
    preview.port()
    assert preview.stop(signal.SIGTERM) == 0
    wait_until_gone(preview.process.pid)
    preview.says("Stopped.")
    assert "Traceback" not in preview.messages


def test_drafts_and_problems_are_shown_and_ctrl_c_ends_it(preview: Preview) -> None:
    port = preview.port()
    status, draft = get(port, "/draft/")
    assert (status, "Draft text." in draft) == (200, True)
    assert '<p class="kb-draft">' in draft
    _, page = get(port, "/broken/")
    assert "KB401" in page
    assert "gone.md" in page
    assert "KB401" not in get(port, "/")[1]
    assert get(port, "/nowhere/")[0] == 404
    preview.says("KB401")
    assert preview.stop() == 0
    preview.says("Stopped.")
    assert "Traceback" not in preview.messages


def test_saves_are_served_when_the_page_is_told_to_reload(preview: Preview, tmp_path: Path) -> None:
    port = preview.port()
    for words in ("First edit.", "Second edit."):
        events = Events(port)
        replace_as_editors_do(tmp_path / "content/draft.md", f"---\ntitle: Now\n---\n{words}\n")
        events.wait_for_reload()
        assert words in get(port, "/draft/")[1]
        events.close()


def test_broken_settings_and_templates_wait_for_the_next_save(
    preview: Preview, tmp_path: Path
) -> None:
    port = preview.port()
    config = tmp_path / "mkdocs.yml"
    good = config.read_text()
    events = Events(port)
    replace_as_editors_do(config, good.replace("contact:", "kontakt:"))
    preview.says("KB702")
    events.wait_for_reload()
    events.close()
    for path, expected in (("/", 200), ("/draft/", 200), ("/nowhere/", 404)):
        status, page = get(port, path)
        assert (status, "unknown setting &#x27;kontakt&#x27;" in page) == (expected, True), path
        assert "The preview could not be updated" in page
    events = Events(port)
    replace_as_editors_do(config, good.replace("Acme help", "Acme knows"))
    events.wait_for_reload()
    page = get(port, "/")[1]
    assert ("Acme knows" in page, "could not be updated" in page) == (True, False)
    events.close()
    replace_as_editors_do(
        config, good.replace("site_url: https://help.example.com/", "site_url: [x")
    )
    preview.says("KB701")
    assert preview.process.poll() is None
    assert preview.stop() == 0


def test_an_article_that_cannot_be_read_shows_its_problem_at_its_own_address(
    preview: Preview, tmp_path: Path
) -> None:
    port = preview.port()
    article = tmp_path / "content/draft.md"
    good = article.read_text()
    events = Events(port)
    replace_as_editors_do(article, good.replace("title: Not yet", "title: Not: yet"))
    events.wait_for_reload()
    events.close()
    status, page = get(port, "/draft/")
    assert status == 200
    assert "This article cannot be shown" in page
    assert "content/draft.md:2:11" in page
    assert "KB201" in page
    assert "Draft text." not in page
    assert "KB201" in get(port, "/")[1]
    preview.says("1 article left out")
    events = Events(port)
    replace_as_editors_do(article, good)
    events.wait_for_reload()
    events.close()
    assert "Draft text." in get(port, "/draft/")[1]
    assert "KB201" not in get(port, "/")[1]


def test_pages_may_send_to_the_help_desk_that_the_settings_name(
    preview: Preview, tmp_path: Path
) -> None:
    port = preview.port()
    events = Events(port)
    config = tmp_path / "mkdocs.yml"
    feedback = "      feedback: {adapter: zendesk, account: acme}\n"
    replace_as_editors_do(config, config.read_text().rstrip("\n") + "\n" + feedback)
    events.wait_for_reload()
    events.close()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/")
    policy = connection.getresponse().headers["Content-Security-Policy"]
    connection.close()
    assert "connect-src 'self' https://acme.zendesk.com;" in policy
    assert "form-action 'self' https://acme.zendesk.com" in policy


def test_a_port_that_is_taken_is_said(preview: Preview, kbgen) -> None:
    port = preview.port()
    run = kbgen("serve", "--port", str(port))
    assert run.code == 3
    assert f"port {port} of 127.0.0.1 cannot be used" in run.stderr


def test_settings_that_are_broken_from_the_start_end_with_two(site, kbgen) -> None:
    site(TREE, "site_name: x\nplugins: [kbgen]\n")
    assert kbgen("serve", "--port", "0").code == 2
