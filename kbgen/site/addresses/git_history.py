# SPDX-License-Identifier: MIT
"""Read files that the content folder no longer has from the Git repository of the site.

Without Git, without a repository, or in a clone without history, nothing is found.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

_TIMEOUT: Final = 30.0
_VERSIONS: Final = 20
"""How many versions of a file are read to find an old heading."""
_MAX_PATHS: Final = 5_000


def deleted_files(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the last committed contents of files of a folder, for those that Git knows.

    Args:
        folder: The content folder.
        paths: Paths in it.
    """
    wanted = sorted(paths)[:_MAX_PATHS]
    committed = _read(folder, {path: f"HEAD:./{path}" for path in wanted})
    missing = [path for path in wanted if path not in committed]
    return committed | _read(folder, _deletions(folder, missing))


def earlier_versions(folder: Path, path: str) -> list[bytes]:
    """Return the committed versions of a file, newest first."""
    log = _git(folder, ["log", f"-{_VERSIONS}", "--format=%H", "--", path]).decode().split()
    found = _read(folder, {commit: f"{commit}:./{path}" for commit in log})
    return [found[commit] for commit in log if commit in found]


def _deletions(folder: Path, paths: list[str]) -> dict[str, str]:
    """Return the revision of each deleted file: the one before its last deletion."""
    if not paths:
        return {}
    command = ["log", "-z", "--format=%x01%H%x02", "--name-only", "--no-renames"]
    command += ["--diff-filter=D", "--relative", "--", *paths]
    log = _git(folder, command).decode("utf-8", "surrogateescape")
    revisions: dict[str, str] = {}
    for block in log.split("\x01")[1:]:
        commit, _, names = block.partition("\x02")
        for name in filter(None, (part.strip("\n") for part in names.split("\0"))):
            revisions.setdefault(name, f"{commit}^:./{name}")
    return revisions


def _read(folder: Path, revisions: Mapping[str, str]) -> dict[str, bytes]:
    """Return the content of each revision that exists, by its key."""
    asked = [(key, revision) for key, revision in revisions.items() if "\n" not in revision]
    if not asked:
        return {}
    lines = "".join(f"{revision}\n" for _, revision in asked)
    output = _git(folder, ["cat-file", "--batch"], lines.encode("utf-8", "surrogateescape"))
    contents: dict[str, bytes] = {}
    for key, _ in asked:
        head, _, output = output.partition(b"\n")
        fields = head.rsplit(b" ", 2)
        if len(fields) == 3 and fields[1] == b"blob":
            size = int(fields[2])
            contents[key], output = output[:size], output[size + 1 :]
    return contents


def _git(folder: Path, arguments: list[str], given: bytes = b"") -> bytes:
    command = ["git", "-c", "core.quotePath=false", "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, input=given, capture_output=True, check=False, timeout=_TIMEOUT
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""
