# SPDX-License-Identifier: MIT
"""The table of what people do to a site between two builds: each edit is a function of the site's folder and a number.

The number chooses which article, file or variant; the same folder and number give the same edit. An edit that finds
nothing to do does nothing, so that any sequence of edits makes sense.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

Edit = Callable[[Path, int], None]

EDITS: Final[dict[str, Edit]] = {}
"""By name; the names are sentences that say what was edited."""


def edit(function: Edit) -> Edit:
    EDITS[function.__name__] = function
    return function


REFUSED: Final[set[str]] = set()
"""Names of edits after which kbgen refuses the settings, and builds nothing. After all others it builds."""


def refused_edit(function: Edit) -> Edit:
    REFUSED.add(function.__name__)
    return edit(function)


PLUGIN_EDITS: Final[dict[str, Edit]] = {}
"""Those that need a site with plugins."""


def plugin_edit(function: Edit) -> Edit:
    PLUGIN_EDITS[function.__name__] = function
    return function


def articles(root: Path) -> list[Path]:
    """The articles, sorted."""
    return sorted((root / "content").rglob("*.md"))


def some_article(root: Path, number: int) -> Path | None:
    found = articles(root)
    return found[number % len(found)] if found else None


def replace(path: Path | None, old: str, new: str) -> None:
    if path is not None and path.is_file():
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))


def append(path: Path | None, text: str) -> None:
    if path is not None and path.is_file():
        path.write_bytes(path.read_bytes() + text.encode())


def field(path: Path | None, line: str) -> None:
    """Give an article a front-matter field, in the place of the one it has."""
    if path is None or not path.is_file():
        return
    name = line.partition(":")[0] + ":"
    lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    kept = [lines[0], line, *(other for other in lines[1:] if not other.startswith(name))]
    path.write_bytes("\n".join(kept).encode("utf-8", "surrogateescape"))


def setting(root: Path, old: str, new: str) -> None:
    replace(root / "mkdocs.yml", old, new)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
