# SPDX-License-Identifier: MIT
"""The site of `kbgen init` in a real browser: accessible in all three languages, and found by its own error codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run

from kbgen.content.scaffold.plan import SAMPLED

LANGUAGES = ",".join(SAMPLED)


@pytest.fixture(scope="session")
def new_site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder of a new site in all languages with samples."""
    folder = tmp_path_factory.mktemp("new-site")
    for command in (["init", ".", "--lang", LANGUAGES], ["build", "--strict"]):
        done = run(folder, "kbgen", *command)
        assert done.code == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def new_site(new_site_folder: Path) -> Iterator[str]:
    """Its address, ends with `/`."""
    with serve(new_site_folder) as address:
        yield address


def prefix(lang: str) -> str:
    return "" if LANGUAGES.startswith(lang) else f"{lang}/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("lang", SAMPLED)
def test_axe_finds_nothing_on_any_page(
    new_site: str, new_site_folder: Path, new_page, lang: str, width: int, scheme: str
) -> None:
    """Every page of the language, home to error page."""
    root = new_site_folder / prefix(lang)
    others = tuple(f"{other}/" for other in SAMPLED if not prefix(lang))
    names = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*.html"))]
    names = [name for name in names if not name.startswith(others)]
    assert len(names) == 16
    page, found = new_page(width=width, scheme=scheme), []
    for name in names:
        page.goto(new_site + prefix(lang) + name)
        found += [f"{name}: {line}" for line in violations(page)]
    assert found == []


@pytest.mark.parametrize("lang", SAMPLED)
def test_the_error_code_that_the_home_page_suggests_is_found(
    new_site: str, new_page, lang: str
) -> None:
    page = new_page()
    page.goto(new_site + prefix(lang))
    page.locator('[data-kb="search-input"]').first.press_sequentially("PAY-204", delay=20)
    page.locator('[data-kb="search-result"]').first.wait_for()
    assert (
        "billing/payment-declined/" in page.locator('[data-kb="search-results"]').first.inner_html()
    )
