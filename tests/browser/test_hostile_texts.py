# SPDX-License-Identifier: MIT
"""Attacks in every place that a text can reach, in a real browser: nothing runs, loads, or navigates.

The browser is watched from outside: whatever script it compiles and is not one of the theme's, every request, every
dialog, navigation and window. The pages are served without the policy that would stop an attack, and again with it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser.conftest import PATIENCE
from browser.hostile_site import OWN, shared_vectors, write_hostile_site
from browser.rendering import policy, serve
from conftest import run
from page_safety import FORMULAS, Wall
from sessions import wait_for

MECHANICAL = "html_payloadbox"
SAMPLE = 12
"""One in so many of the vectors that a machine made of each other; KBGEN_XSS=all takes every one."""
QUERIES = [
    "alert",
    "script onerror",
    "img src",
    "javascript",
    "svg onload",
    "iframe srcdoc",
    "kbfieldsend",
]


def chosen_vectors() -> list[str]:
    """Ours, and those of the shared data where it is there."""
    folder = os.environ.get("KBGEN_DATA")
    if not folder:
        return OWN
    if os.environ.get("KBGEN_XSS") == "all":
        return [*OWN, *shared_vectors(Path(folder))]
    crafted = shared_vectors(Path(folder), without=MECHANICAL)
    mechanical = shared_vectors(Path(folder), only=MECHANICAL)
    return [*OWN, *crafted, *random.Random(5).sample(mechanical, len(mechanical) // SAMPLE)]


@dataclass(frozen=True)
class HostileSite:
    """The built site and what was put into it."""

    folder: Path
    words: dict[str, str]
    pages: list[str]
    vectors: list[str]


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    """Built by the command; the build reports the problems of the texts and publishes every page."""
    folder = tmp_path_factory.mktemp("hostile-texts")
    vectors = chosen_vectors()
    words = write_hostile_site(folder, vectors)
    built = run(folder, "kbgen", "build")
    assert built.code == 1, built.stderr[-2000:]
    site = folder / "site"
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return HostileSite(folder, words, pages, vectors)


@dataclass
class Watch:
    """What a browser context did that no page of ours does."""

    address: str
    seen: list[str] = field(default_factory=list)

    def context(self, context: Any) -> None:
        """Watch every page of a context."""
        context.on("request", lambda request: self._address("request", request.url))
        context.on(
            "dialog",
            lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()),
        )

    def page(self, page: Any) -> Any:
        """Watch one page, the scripts that it compiles included."""
        session = page.context.new_cdp_session(page)
        session.on("Debugger.scriptParsed", lambda event: self._script(page, event))
        session.send("Debugger.enable")
        page.on("popup", lambda popup: self.seen.append(f"window {popup.url}"))
        page.on("frameattached", lambda frame: self.seen.append(f"frame {frame.url}"))
        page.on("pageerror", lambda error: self.seen.append(f"exception {error}"))
        return session

    def saw(self, what: str, page: Any) -> bool:
        """Return whether something of a kind was seen, after letting the browser report what it did."""
        page.wait_for_timeout(10)
        return any(line.startswith(what) for line in self.seen)

    def _address(self, what: str, url: str) -> None:
        if not url.startswith((self.address, "data:image/svg+xml", "blob:" + self.address)):
            self.seen.append(f"{what} {url[:200]}")

    def _script(self, page: Any, event: Any) -> None:
        if event["executionContextAuxData"]["type"] != "default":
            return  # scripts that drive the browser run in another context
        url = event["url"]
        if "/assets/kb-" not in url or not url.startswith(self.address):
            self.seen.append(f"script {url[:200]} on {page.url[:200]} line {event['startLine']}")


@pytest.fixture(params=["without the policy", "with the policy"])
def opened(
    request: pytest.FixtureRequest, hostile_site: HostileSite, chromium: Any
) -> Iterator[Callable[[str], Any]]:
    """Open a page of the site; at the end nothing may have happened that the theme did not do."""
    header = policy() if request.param == "with the policy" else ""
    with serve(hostile_site.folder / "site", header=header) as address:
        context = chromium.new_context()
        context.set_default_timeout(PATIENCE)
        watch = Watch(address)
        watch.context(context)
        page = context.new_page()
        session = watch.page(page)

        def open_page(path: str) -> Any:
            page.goto(address + path)
            assert page.url == address + path, "the page moved"
            return session

        open_page.page = page  # type: ignore[attr-defined]
        yield open_page
        context.close()
        assert watch.seen == []


CONTROLS = {
    "script": "<script>1</script>",
    "script  on": "<script>eval('1')</script>",
    "dialog": "<img src=x onerror=alert(1)>",
    "request": "<img src=http://localhost:1/x.png>",
    "window": "<script>window.open('about:blank')</script>",
    "frame": "<iframe></iframe>",
    "exception": "<script>throw 1</script>",
}


@pytest.mark.parametrize("what", CONTROLS)
def test_the_watch_sees_an_attack_that_succeeds(what: str, chromium: Any, tmp_path: Path) -> None:
    """Else it would have nothing to say of those that fail."""
    (tmp_path / "index.html").write_text(f"<!doctype html><p>x</p>{CONTROLS[what]}", "utf-8")
    with serve(tmp_path, header="") as address:
        context = chromium.new_context()
        context.set_default_timeout(PATIENCE)
        watch = Watch(address)
        watch.context(context)
        page = context.new_page()
        watch.page(page)
        page.goto(address)
        wait_for(lambda: watch.saw(what, page), f"{what} among {watch.seen}")
        context.close()


def document_of(session: Any) -> str:
    """The page as the browser holds it, read without running a script in it."""
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    html: str = session.send("DOM.getOuterHTML", {"nodeId": root})["outerHTML"]
    return html


ACTIVE_MATH = ("maction", "semantics", "annotation", "annotation-xml", "mglyph", "malignmark")


class Page(Wall):
    """A whole page: what the theme adds to an article is no breach, a handler or a foreign address is."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or name in ("style", "srcdoc", "srcset", "formaction"):
                self.breaches.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action") and text.startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                self.breaches.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base", "applet", "frame", "marquee", *ACTIVE_MATH):
            self.breaches.append(tag)
        if tag in FORMULAS and {"href", "xlink:href"} & {name for name, _ in attrs}:
            self.breaches.append(f"{tag} href")

    def handle_comment(self, data: str) -> None:
        """Ours say nothing, and do nothing."""


def test_no_page_runs_asks_or_moves(
    hostile_site: HostileSite, opened: Callable[[str], Any]
) -> None:
    """Every page that was built: 0 scripts but the theme's, 0 dialogs, 0 requests to elsewhere, 0 navigations."""
    for path in hostile_site.pages:
        document = document_of(opened(quote(path)))
        page = Page()
        page.feed(document)
        assert page.breaches == [], path
        assert document.count('id="kb-data"') == 1, path
        assert document.count('id="kb-search-input"') == 1, path


def test_every_attack_was_on_a_page(hostile_site: HostileSite) -> None:
    """None was merely swallowed by another: the word behind each is there."""
    text = {
        path: (hostile_site.folder / "site" / path).read_text("utf-8")
        for path in hostile_site.pages
    }
    whole = "\n".join(text.values())
    missing = [
        word for words in hostile_site.words.values() for word in words.split() if word not in whole
    ]
    assert missing == []


def test_search_shows_attacks_as_text(hostile_site: HostileSite, opened: Any) -> None:
    """As the question, in results and in suggestions."""
    rng = random.Random(7)
    hostile = rng.sample(hostile_site.vectors, 10)
    page: Any = opened.page
    for query in [*QUERIES, *OWN[:8], *hostile]:
        opened(f"search/?q={quote(query.replace(chr(0), ''))}")
        page.locator("[data-kb=search-status]").first.wait_for(state="attached")
    opened("")
    for query in QUERIES:
        box = page.locator("[data-kb=search-input]").first
        box.fill(query)
        page.locator("[role=listbox] :is([role=option], p)").first.wait_for(state="attached")
