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
from browser.rendering import serve, write_site

playwright = pytest.importorskip("playwright.sync_api")

# Generous: a test waits for a condition, and a busy machine may take its time.
PATIENCE = 15_000
playwright.expect.set_options(timeout=PATIENCE)

HERE = Path(__file__).parent
ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
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
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Chromium is not installed")
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
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

    def make(width: int = 1280, height: int = 844, scheme: str = "light", javascript: bool = True, **more: Any) -> Any:
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
