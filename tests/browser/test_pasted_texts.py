# SPDX-License-Identifier: MIT
"""A log that a customer pastes into a site that kbgen has built; and the same site opened as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
import yaml
from browser.rendering import serve
from conftest import run
from optional_packages import required

from kbgen.settings.resources import theme_dir

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = required("playwright.sync_api").expect

ARTICLES = {
    "index.md": "# Help\n\nWelcome.\n",
    "disk.md": "---\ntitle: The disk is full\nsymptoms: ['cannot write /tmp/a.bin: No space left on device']\n---\n"
    "Delete files.\n",
    "reset.md": "---\ntitle: Connection problems\nerror_codes: [ERR_CONNECTION_RESET]\n---\nRestart the router.\n",
    "other.md": "# Servers and workers\n\nINFO: the request of a worker took long. ERROR is written to a log.\n",
}
SECRET = "customer-4711"
LINE = (
    f"2026-03-04T05:06:{{:02}}.123Z INFO [worker-{{}}] GET /api/orders/{{}}?id={SECRET} took 12 ms"
)
LOG = [LINE.format(number % 60, number % 8, number) for number in range(200)]
LOG[150] = (
    "2026-03-04T05:08:30.009Z ERROR cannot write D:\\data\\b 2.bin: no space left on device (28)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, in three languages."""
    root = tmp_path_factory.mktemp("pasted")
    settings = {
        "site_name": "Help",
        "site_url": "https://help.example.com/",
        "docs_dir": "content",
        "theme": {"name": "material", "font": False},
        "plugins": [{"kbgen": {"languages": ["en", "ru", "pl"]}}],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    files = ARTICLES | {f"{lang}/other.md": f"# {lang}\n\n{lang}\n" for lang in ("ru", "pl")}
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, "utf-8")
    built = run(root, "kbgen", "build")
    assert built.code == 0, built.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as served:
        yield served


def paste(page: Page, text: str) -> Any:
    """Paste a text into the search box, as a browser's own event; return the box."""
    box = page.locator("[data-kb=search-input]").first
    box.focus()
    box.evaluate(
        """(input, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    return box


def test_a_log_of_two_hundred_lines_is_answered_on_the_device(
    new_page: Callable[..., Any], address: str
) -> None:
    """The answer of its longest message comes first, and no request has a word of the log."""
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url) + str(request.post_data)))
    page.goto(address)
    text = "\n".join(LOG[130:])[:10_000]
    box = paste(page, text)
    assert box.input_value() == " ".join(text.split("\n"))
    results = page.locator("[data-kb=search-result]")
    expect(results.first).to_contain_text("The disk is full")
    box.press("Enter")
    page.wait_for_url("**/search/#q=*")
    expect(page.locator("[data-js=search-list] [data-kb=search-result]").first).to_contain_text(
        "Delete files."
    )
    assert page.locator("[data-kb=search-input]").input_value() == " ".join(text.split("\n"))
    page.reload()
    expect(page.locator("[data-js=search-list] [data-kb=search-result]").first).to_contain_text(
        "The disk is full"
    )
    assert [url for url in asked if SECRET in url or "no space" in url] == []


def test_a_log_is_cut_at_the_length_of_the_box(new_page: Callable[..., Any], address: str) -> None:
    page = new_page()
    page.goto(f"{address}search/")
    box = paste(page, "\n".join(LOG))
    assert len(box.input_value()) == 10_000


def test_a_pasted_code_is_answered(new_page: Callable[..., Any], address: str) -> None:
    page = new_page()
    page.goto(address)
    paste(page, "Uncaught (in promise)\n  at app.js:12:7\r\nnet::ERR_CONNECTION_RESET")
    expect(page.locator("[data-kb=search-result]").first).to_contain_text("Connection problems")


@pytest.mark.parametrize("lang", ["en", "ru", "pl"])
def test_pages_opened_as_files_say_that_search_needs_a_server(
    new_page: Callable[..., Any], site: Path, forgive: Callable[..., None], lang: str
) -> None:
    forgive("request to elsewhere: file:", "CORS policy", "net::ERR_FAILED")
    strings = yaml.safe_load((theme_dir() / "strings" / f"{lang}.yml").read_text("utf-8"))
    page = new_page()
    folder = site / ("" if lang == "en" else lang)
    page.goto((folder / "other/index.html").as_uri())
    message = page.locator("[data-js=search-message]")
    expect(message).to_be_hidden()
    expect(_focused(page, message)).to_have_text(strings["js.ui.file"])
    expect(page.locator("[data-kb=search-status]")).to_have_text(strings["js.ui.file"])
    page.goto((folder / "search/index.html").as_uri())
    expect(page.locator("[data-js=search-list]")).to_have_text(strings["js.ui.file"])


def _focused(page: Page, message: Any) -> Any:
    """Return the message below the search box, with the box in focus."""
    page.wait_for_load_state("load")
    page.locator("[data-kb=search-input]").first.focus()
    expect(message).to_be_visible()
    return message


def test_served_pages_do_not_say_so(new_page: Callable[..., Any], address: str) -> None:
    page = new_page()
    page.goto(f"{address}other/")
    page.locator("[data-kb=search-input]").first.fill("disk")
    expect(page.locator("[data-kb=search-result]").first).to_be_visible()
    expect(page.locator("[data-js=search-message]")).to_be_hidden()
