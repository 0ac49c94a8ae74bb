# SPDX-License-Identifier: MIT
"""A plugin with scripts of its own works in a real browser, under the policy that the manual recommends."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser.rendering import serve
from conftest import MKDOCS_YML, run
from optional_packages import needs, required

playwright = required("playwright.sync_api")
pytestmark = needs("mkdocs-glightbox")


def png(side: int) -> bytes:
    """A red square."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = (b"\0" + b"\xff\0\0" * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_picture_opens_large_and_closes(
    tmp_path: Path, new_page: Callable[..., Any], complaints: list[str]
) -> None:
    """Also for people who want no motion: its box goes away when an animation ends."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/card.png").write_bytes(png(64))
    (tmp_path / "content/a.md").write_text(
        "---\ntitle: A\n---\nLook:\n\n![A red card](card.png)\n", "utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(
        MKDOCS_YML + "  - glightbox: {auto_caption: true}\n", "utf-8"
    )
    built = run(tmp_path, "kbgen", "build")
    assert built.code == 0, built.stderr
    with serve(tmp_path / "site") as address:
        page = new_page()
        page.goto(f"{address}a/")
        page.get_by_role("img", name="A red card").click()
        large = page.locator(".glightbox-container .gslide-image img")
        playwright.expect(large).to_be_visible()
        playwright.expect(page.locator(".glightbox-container .gslide-title")).to_have_text(
            "A red card"
        )
        page.keyboard.press("Escape")
        playwright.expect(page.locator(".glightbox-container")).to_have_count(0)
        page.close()  # what it has to say is said by then
    # It writes style attributes, which the policy keeps from them: captions are wide, as the manual says.
    assert all("Applying inline style" in line for line in complaints), complaints
    complaints.clear()
