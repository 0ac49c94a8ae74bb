# SPDX-License-Identifier: MIT
"""A real Chromium for the tests of this folder, one a session, and pages in it that must stay without complaint."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import acme
from browser.feedback_site import ADAPTERS, CONFIG, STARTED, TREE
from browser.help_desk import HelpDesk, help_desk
from browser.rendering import serve, write_site
from conftest import run, write_tree
from optional_packages import IN_CI, required

# Milliseconds. A test waits for a condition, and a busy machine may take its time.
PATIENCE = 120_000

HERE = Path(__file__).parent
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here that asks for a page drives Chromium."""
    for item in items:
        if HERE in item.path.parents and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium, headless. Missing: skip here, fail where CI promises one."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        (pytest.fail if IN_CI else pytest.skip)("Chromium is not installed")
    playwright = required("playwright.sync_api")
    playwright.expect.set_options(timeout=PATIENCE)
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, *sandbox], timeout=PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def acme_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site folder of the Acme help center."""
    folder = tmp_path_factory.mktemp("acme")
    write_site(folder, acme.pages())
    acme.write_extras(folder, HERE / "fake_worker.js")
    return folder


@pytest.fixture(scope="session")
def acme_site(acme_folder: Path) -> Iterator[str]:
    """The address of the served Acme help center, ends with `/`."""
    with serve(acme_folder) as address:
        yield address


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test complained about: console, exceptions, requests to elsewhere; empty at its end."""
    return []


@pytest.fixture
def new_page(chromium: Any, complaints: list[str]) -> Iterator[Callable[..., Any]]:
    """Make a page: `new_page(width=390, scheme="dark", javascript=False)`; other names go to the browser context."""
    contexts = []

    def make(
        width: int = 1280,
        height: int = 844,
        scheme: str = "light",
        javascript: bool = True,
        **more: Any,
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: _note_console(message, complaints))
        page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        page.on("request", lambda request: _note_request(request, complaints))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _note_console(message: Any, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(f"{message.type}: {message.text}")


def _note_request(request: Any, complaints: list[str]) -> None:
    if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        complaints.append(f"request to elsewhere: {request.url}")


@pytest.fixture(scope="session")
def running_desk() -> Iterator[HelpDesk]:
    with help_desk() as desk:
        yield desk


@pytest.fixture
def desk(running_desk: HelpDesk) -> HelpDesk:
    """The help desk, in good mood and with nothing received."""
    running_desk.reset()
    return running_desk


@pytest.fixture(scope="session")
def feedback_site(
    running_desk: HelpDesk, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Builds and serves the site of an adapter on first use: name → address."""
    servers: list[Any] = []
    addresses: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in addresses:
            folder = tmp_path_factory.mktemp(name)
            feedback = ADAPTERS[name].format(origin=running_desk.origin)
            (folder / "mkdocs.yml").write_text(CONFIG.format(feedback=feedback), "utf-8")
            built = run(write_tree(folder, TREE), "kbgen", "build", "--strict")
            assert built.code == 0, built.stdout + built.stderr
            servers.append(serve(folder / "site", running_desk.origin))
            addresses[name] = servers[-1].__enter__()
        return addresses[name]

    yield address
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture
def forgive(complaints: list[str]) -> Iterator[Callable[..., None]]:
    """Drop what the browser says of answers that a test asked for; anything else stays a complaint."""
    expected: list[str] = []
    yield lambda *texts: expected.extend(texts)
    complaints[:] = [line for line in complaints if not any(text in line for text in expected)]


@pytest.fixture
def visit(
    new_page: Callable[..., Any], feedback_site: Callable[[str], str], forgive: Any
) -> Callable[..., Any]:
    """Open a page of an adapter's site: `visit("zendesk", "contact/", width=390)`."""

    def open_page(adapter: str, path: str = "contact/", **options: Any) -> Any:
        page = new_page(**options)
        page.goto(feedback_site(adapter) + path)
        if options.get("javascript", True):
            page.wait_for_function(STARTED)
        return page

    return open_page
