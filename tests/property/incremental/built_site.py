# SPDX-License-Identifier: MIT
"""A site in a folder, built by the command in this process, and what was published."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.cli.main import main
from kbgen.site.caching.cache import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAID: Final = re.compile(r"^(?:\S.*:\d+:\d+: KB\d{3} |    hint: ).*$", re.MULTILINE)

Files = dict[str, bytes]
"""Path → content of every file of a folder."""


@dataclass(frozen=True, slots=True)
class Built:
    """What one build left."""

    code: int
    said: tuple[str, ...]
    """Diagnostics with their hints, in the order in which they were printed."""
    files: Files
    """What is published."""


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Run a command in a site's folder; its exit code and everything it printed."""
    printed = io.StringIO()
    code: object = 0
    with (
        contextlib.chdir(root),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code
    return int(str(code or 0)), printed.getvalue()


def build(root: Path, *options: str) -> Built:
    """Build a site in this process alone, with the files that earlier builds left."""
    code, printed = run(root, "build", "--jobs", "1", *options)
    assert code in (0, 1, 2), printed
    return Built(code, tuple(_SAID.findall(printed)), read(root / "site"))


def read(folder: Path) -> Files:
    """Every file below a folder; nothing when there is no folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def sources(root: Path) -> Files:
    """What people wrote: the site's folder without what builds made, which is `site/` and what begins with a dot."""
    made = ("site", ".")
    return {
        path: data
        for path, data in read(root).items()
        if not path.partition("/")[0].startswith(made)
    }


def write(root: Path, files: Files) -> None:
    """Write files below a folder."""
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


class CleanBuilds:
    """Builds of the same sources in a folder where nothing was ever built; each is made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Built] = {}

    def of(self, root: Path) -> Built:
        """What a clean build of the sources in `root` publishes."""
        files = sources(root)
        key = digest(*(part for path, data in files.items() for part in (path, data)))
        if key not in self._kept:
            aside = self._folder / key
            write(aside, files)
            self._kept[key] = build(aside)
            shutil.rmtree(aside)
        return self._kept[key]


def differences(one: Files, other: Files) -> list[str]:
    """The paths that two folders do not have alike; empty when they are the same, byte by byte."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def first_difference(one: Files, other: Files, paths: Iterable[str]) -> str:
    """Where the first of some paths differs, for the message of a test that fails."""
    for path in paths:
        mine, theirs = one.get(path, b"(no file)"), other.get(path, b"(no file)")
        place = next((at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), 0)
        window = slice(max(0, place - 80), place + 120)
        return f"{path} at byte {place}:\n  {mine[window]!r}\n  {theirs[window]!r}"
    return ""
