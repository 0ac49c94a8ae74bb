# SPDX-License-Identifier: MIT
"""Open an article with an empty cache and ask its search box, over HTTP/1.1 and HTTP/2."""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from ..search.faces import face_of
from ..search.places import OURS
from ..search.server import Host, Link, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVER: Final = Path(__file__).with_name("http2_server.mjs")
_QUIET: Final = 0.4
# Notes when the search box works: its script makes the input a combobox.
_READY: Final = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector("[data-kb=search-input][role=combobox]")) return
  globalThis.benchReady = performance.now()
  watcher.disconnect()
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] })
"""
_LOADED: Final = "() => performance.getEntriesByType('resource').length"
_TIMES: Final = """
() => [
  benchReady,
  Math.max(...performance.getEntriesByType("resource")
    .filter(each => each.name.endsWith(".js"))
    .map(each => each.responseEnd)),
]
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What something loads."""

    requests: int
    size: int
    """Bytes on the wire, heads included."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to an article."""

    ready: float
    """Milliseconds from navigation until the search box works."""
    complete: float
    """Milliseconds from navigation until the last script is here."""
    answer: float
    """Milliseconds from a question, asked when all is quiet, to its answer."""
    scripts: Load
    """Scripts of the page."""
    search: Load
    """Scripts that the question loads."""
    page: int
    """Bytes of the HTML, head included."""


def visit_http1(browser: Any, site: Path, page: str, query: str, round_trip: float) -> Visit:
    """Visit a page over HTTP/1.1, six connections at most."""
    with serving(site) as host:
        host.link = Link(round_trip)
        return _visit(browser, host.address, page, query, host)


def visit_http2(browser: Any, site: Path, page: str, query: str, round_trip: float) -> Visit:
    """Visit a page over HTTP/2: requests do not wait for one another."""
    with _http2(site, round_trip) as address:
        return _visit(browser, address, page, query, None)


def _visit(browser: Any, address: str, page: str, query: str, host: Host | None) -> Visit:
    context = browser.new_context(ignore_https_errors=True)
    context.add_init_script(_READY)
    tab = context.new_page()
    tab.goto(address + page, wait_until="load")
    tab.wait_for_function("globalThis.benchReady > 0")
    _settle(tab)
    ready, complete = tab.evaluate(_TIMES)
    own, html = _scripts(host), _html(host, page)
    if host:
        host.forget()
    tab.evaluate(face_of(OURS).script)
    answer = tab.evaluate("query => globalThis.benchAsk(query)", query)["ms"]
    _settle(tab)
    asked = _scripts(host)
    context.close()
    return Visit(ready, complete, answer, own, asked, html)


def _settle(tab: Any) -> None:
    """Wait until the page has loaded nothing for a while."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < _QUIET:
        count = tab.evaluate(_LOADED)
        if count != seen:
            seen, since = count, time.monotonic()
        time.sleep(0.02)


def _scripts(host: Host | None) -> Load:
    sizes = [each.size for each in host.answered if each.path.endswith(".js")] if host else []
    return Load(len(sizes), sum(sizes))


def _html(host: Host | None, page: str) -> int:
    return sum(each.size for each in host.answered if each.path == f"/{page}") if host else 0


@contextmanager
def _http2(site: Path, round_trip: float) -> Iterator[str]:
    """Serve a folder over HTTP/2 inside the block; the certificate is made for it."""
    with TemporaryDirectory() as folder:
        key, certificate = (str(Path(folder) / name) for name in ("key.pem", "certificate.pem"))
        subprocess.run(
            ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
             certificate, "-days", "2", "-subj", "/CN=127.0.0.1"),
            check=True, capture_output=True,
        )  # fmt: skip
        command = ("node", str(_SERVER), str(site), key, certificate, str(round_trip * 1000))
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin
        assert process.stdout
        try:
            yield f"https://127.0.0.1:{process.stdout.readline().strip()}/"
        finally:
            process.stdin.close()
            process.wait()
