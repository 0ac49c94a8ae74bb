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
_MAX_PATHS: Final = 1_000
_COMMITS: Final = 5_000
"""How many commits that delete files are read."""
_NAMES: Final = ("--name-only", "--no-renames", "--diff-filter=D", "--relative")


def deletions(folder: Path, paths: Iterable[str] = (".",)) -> dict[str, str]:
    """Return the last revision of each file that a folder no longer has, by its path in it.

    Args:
        folder: The content folder.
        paths: Paths in it; by default, all. Many are the same as all.
    """
    wanted = sorted(paths)
    names = ["--", *(wanted if len(wanted) <= _MAX_PATHS else ["."])]
    # First what is deleted in the working tree only, then the last commits that delete a file.
    uncommitted = _git(folder, ["diff", "-z", *_NAMES, "HEAD", *names])
    revisions = {name: f"HEAD:./{name}" for name in _names(uncommitted)}
    log = _git(folder, ["log", f"-{_COMMITS}", "-z", "--format=%x01%H%x02", *_NAMES, *names])
    for block in log.split(b"\x01")[1:]:
        commit, _, files = block.partition(b"\x02")
        for name in _names(files):
            revisions.setdefault(name, f"{commit.decode()}^:./{name}")
    return revisions


def deleted_files(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the last committed contents of deleted files of a folder, for those that Git knows."""
    wanted = set(paths)
    revisions = deletions(folder, wanted)
    return read_revisions(folder, {name: revisions[name] for name in wanted & revisions.keys()})


def earlier_versions(folder: Path, paths: Iterable[str]) -> list[bytes]:
    """Return the committed versions of a file that may have had several paths, newest first."""
    names = list(paths)
    log = _git(folder, ["log", f"-{_VERSIONS}", "--format=%H", "--", *names]).decode().split()
    keys = [f"{commit}:./{name}" for commit in log for name in names]
    found = read_revisions(folder, dict(zip(keys, keys, strict=True)))
    return [found[key] for key in keys if key in found]


def read_revisions(folder: Path, revisions: Mapping[str, str]) -> dict[str, bytes]:
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


def _names(output: bytes) -> list[str]:
    names = output.decode("utf-8", "surrogateescape").split("\0")
    return [name.strip("\n") for name in names if name.strip("\n")]


def _git(folder: Path, arguments: list[str], given: bytes = b"") -> bytes:
    command = ["git", "-c", "core.quotePath=false", "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, input=given, capture_output=True, check=False, timeout=_TIMEOUT
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""
