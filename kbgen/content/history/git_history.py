# SPDX-License-Identifier: MIT
"""Read files that the content folder no longer has from the Git repository of the site.

Without Git, without a repository, or in a clone without history, nothing is found.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Final

_TIMEOUT: Final = 30.0
_VERSIONS: Final = 20
"""How many versions of a file are read to find an old heading."""
_MAX_PATHS: Final = 1_000
_COMMITS: Final = 5_000
"""How many commits that delete files are read."""
_DELETED: Final = ("--name-only", "--no-renames", "--diff-filter=D", "--relative")
# No setting of a repository may start a program.
_SAFE: Final = (
    *("-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"),
    *("--no-pager", "--literal-pathspecs", "--no-replace-objects"),
)


def deletions(folder: Path, paths: Iterable[str] = (".",)) -> dict[str, str]:
    """Return the last revision of each file that a folder no longer has, by its path in it.

    Args:
        folder: The content folder.
        paths: Paths in it; by default, all. If there are many, all paths are searched.
    """
    wanted = sorted(paths)
    names = [f"./{name}" for name in wanted] if len(wanted) <= _MAX_PATHS else ["."]
    # First what is deleted in the working tree only, then the last commits that delete a file.
    committed = _names(_git(folder, ["ls-tree", "-r", "-z", "--name-only", "HEAD", *names]))
    revisions = {name: f"HEAD:./{name}" for name in committed if not (folder / name).exists()}
    command = ["log", f"-{_COMMITS}", "-z", "--format=%x01%H%x02", *_DELETED, "--", *names]
    log = _git(folder, command)
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
    keys = [f"{commit}:./{name}" for commit, name in product(log, names)]
    found = read_revisions(folder, dict(zip(keys, keys, strict=True)))
    return [found[key] for key in keys if key in found]


def read_revisions(folder: Path, revisions: Mapping[str, str]) -> dict[str, bytes]:
    """Return the content of each revision that exists, by its key."""
    # `cat-file` reads one revision per line.
    asked = [(key, revision) for key, revision in revisions.items() if "\n" not in revision]
    if not asked:
        return {}
    lines = "".join(f"{revision}\n" for _, revision in asked)
    given = lines.encode("utf-8", "surrogateescape")
    output = BytesIO(_git(folder, ["cat-file", "--batch"], given))
    contents: dict[str, bytes] = {}
    for key, _ in asked:
        fields = output.readline().rstrip(b"\n").rsplit(b" ", 2)
        if len(fields) == 3 and fields[1] == b"blob":
            contents[key] = output.read(int(fields[2]))
            output.read(1)  # the end of the line
    return contents


def _names(output: bytes) -> list[str]:
    names = output.decode("utf-8", "surrogateescape").split("\0")
    return [name.strip("\n") for name in names if name.strip("\n")]


def _git(folder: Path, arguments: list[str], given: bytes = b"") -> bytes:
    # Starting a program takes longer than looking for a repository.
    if not any((parent / ".git").exists() for parent in (folder, *folder.absolute().parents)):
        return b""
    command = ["git", *_SAFE, *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env=_environment(),
            input=given,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    # Git is missing or too slow: hints are shorter, but no command fails.
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _environment() -> dict[str, str]:
    """Return the environment without the repository of a Git hook, and without the network."""
    of_hooks = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    rest = {name: value for name, value in os.environ.items() if name not in of_hooks}
    return {**rest, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
