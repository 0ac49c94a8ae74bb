# SPDX-License-Identifier: MIT
"""What Windows, macOS and Linux must do alike: paths, line ends, a saved file. Part of `tests/every_system.txt`."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from conftest import MKDOCS_YML, run

FILES = {
    "index.md": "---\ntitle: Welcome\n---\nHello.\n\n- one\n- two\n",
    "billing/_category.yml": "title: Money\norder: 1\n",
    "billing/get a refund.md": (
        "---\ntitle: Get a refund\nquestions:\n  - How do I get my money back?\ntags: [money]\n---\n"
        "See [your account](../счёт/пароль.md#new-password).\n\n```python\nprint(1)\n```\n"
    ),
    "счёт/пароль.md": "---\ntitle: Password\n---\n## New password\n\nAsk for one.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "_data/synonyms.en.yml": "- [refund, payback]\n",
}
BROKEN = "---\ntitle: Broken\n---\nText.\n\nSee [gone](../nowhere/gone.md).\n"


def write(root: Path, newline: str) -> Path:
    """Write the site with these line ends, into a folder whose name needs quotes."""
    root.mkdir()
    for path, text in {
        "mkdocs.yml": MKDOCS_YML,
        **{f"content/{path}": text for path, text in FILES.items()},
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.replace("\n", newline).encode())
    return root


def pages(root: Path) -> dict[str, str]:
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }


def test_line_ends_change_no_page(tmp_path: Path) -> None:
    """An article saved on Windows is the article saved elsewhere."""
    sites = [
        write(tmp_path / f"my site {name}", newline)
        for name, newline in (("lf", "\n"), ("crlf", "\r\n"))
    ]
    for root in sites:
        built = run(root, "kbgen", "build", "--strict")
        assert built.code == 0, built.stderr
    unix, windows = map(pages, sites)
    assert windows == unix
    assert "See <a" in unix["billing/get a refund/index.html"]


def test_a_diagnostic_names_a_file_alike_everywhere(tmp_path: Path) -> None:
    """With slashes, from the folder of mkdocs.yml, line and column: editors and CI follow it."""
    root = write(tmp_path / "help center", "\r\n")
    (root / "content/billing/broken page.md").write_bytes(BROKEN.replace("\n", "\r\n").encode())
    checked = run(root, "kbgen", "check")
    assert checked.code == 1
    assert "content/billing/broken page.md:6:12: KB401" in checked.stdout


def test_a_second_build_finds_its_work_and_search_answers(tmp_path: Path) -> None:
    """Locks, the cache and the exchange of generations work on this system."""
    root = write(tmp_path / "site", "\n")
    assert run(root, "kbgen", "build").code == 0
    again = run(root, "kbgen", "build", "--json")
    assert (again.code, again.json["rendered"]) == (0, 0)
    assert [
        hit["id"] for hit in run(root, "kbgen", "search", "payback", "--json").json["hits"]
    ] == ["billing-get-a-refund"]


def test_a_saved_article_is_shown(tmp_path: Path) -> None:
    """`serve` hears of the save from the system."""
    root = write(tmp_path / "site", "\n")
    with served(root) as address:
        wait_for(address, "Hello.")
        home = root / "content/index.md"
        home.write_bytes(home.read_bytes().replace(b"Hello.", b"Good evening."))
        wait_for(address, "Good evening.")


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a site; gives its address."""
    command = [sys.executable, "-W", "ignore", "-u", "-m", "kbgen", "serve", "--port", "0"]
    log = root / "serve.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=root, stdout=stream, stderr=subprocess.STDOUT)
    try:
        yield address_in(log, process)
    finally:
        process.terminate()
        process.wait(60)


def address_in(log: Path, process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        if found := re.search(r"http://\S+/", log.read_text("utf-8", "replace")):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8", "replace"))


def wait_for(address: str, text: str) -> None:
    """Ask for the home page until it says so; the limit of CI ends a test that waits in vain."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                if text in answer.read().decode("utf-8", "replace"):
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.05)
    raise AssertionError(f"{address} never says {text!r}")
