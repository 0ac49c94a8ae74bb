# SPDX-License-Identifier: MIT
"""File system operations of publishing: new files, hard links, removal.

No existing file is ever opened for writing, because generations of a site share files by hard
links.
"""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

from kbgen.model import FileContent
from kbgen.site.publishing.snapshot import digest_of


def write_new(content: FileContent, target: Path) -> str:
    """Create a file that does not exist yet.

    Returns:
        The SHA-256 of its content. A copied file may have changed since it was hashed before.
    """
    try:
        if isinstance(content, bytes):
            with target.open("xb") as stream:
                stream.write(content)
            return sha256(content).hexdigest()
        with content.open("rb") as source, target.open("xb") as stream:
            shutil.copyfileobj(source, stream)
    except OSError as error:  # a full disk gives an error without a file name
        error.filename = error.filename or str(target)
        raise
    return digest_of(target)


def share(existing: Path | str, target: Path | str) -> None:
    """Create a hard link to a file, or a copy if the file system has no hard links."""
    try:
        os.link(existing, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(existing, target, follow_symlinks=False)


def mirror_hidden(source: Path, target: Path, hidden_names: frozenset[str]) -> None:
    """Mirror the hidden top-level entries of `source` in `target` by hard links.

    Args:
        source: The live site, with entries such as `.git` of a deploy branch or `.nojekyll`.
        target: The generation that will replace it.
        hidden_names: Names that belong to the site itself; they are left alone.
    """
    for folder in (target, source):
        for path in sorted(folder.glob(".*")) if folder.is_dir() else ():
            if path.name not in hidden_names:
                _mirror(source / path.name, target / path.name)


def _mirror(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        if target.is_symlink() or not target.is_dir():
            remove(target)
            target.mkdir()
        for name in sorted({path.name for path in (*source.iterdir(), *target.iterdir())}):
            _mirror(source / name, target / name)
    elif not os.path.lexists(source):
        remove(target)
    elif not _is_same(source, target):
        remove(target)
        share(source, target)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False


def remove(path: Path) -> None:
    """Remove a file, a link or a folder tree, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
