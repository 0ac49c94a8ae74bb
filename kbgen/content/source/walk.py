# SPDX-License-Identifier: MIT
"""Walk the content folder in sorted order, never leaving it and skipping anything but content.

In: a folder. Out: paths of its files (POSIX, relative), the files that are left out with the reason
for each, and diagnostics KB104, KB105, KB106 for files that cannot be used.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.content.source.certificates import is_public
from kbgen.content.source.file_names import name_problem, printable
from kbgen.content.source.left_out import TOOL_FOLDERS, Reason, is_secret
from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kbgen.content.source.left_out import LeftOutRules
    from kbgen.model import Diagnostic

DATA_FOLDER = "_data"


@dataclass(slots=True)
class Walk:
    """The files of a content folder, and the problems found while walking it."""

    files: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    left_out: dict[str, Reason] = field(default_factory=dict)
    """Path of each file that is not published → the reason."""
    pictures: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Path of a picture → its width and height in pixels."""
    drawings: dict[str, bytes] = field(default_factory=dict)
    """Path of an SVG file that is published without its active parts → its new content."""


def walk(
    root: Path,
    display: Callable[[str], str],
    without: Collection[str] = (),
    rules: LeftOutRules | None = None,
    folders: Collection[str] = (),
) -> Walk:
    """List the files under `root`, sorted by path.

    Hidden files, hidden folders and the top-level `_data/` are not content. A symbolic link is
    followed if it ends inside the folder.

    Args:
        root: The content folder.
        display: Converts a path of the content folder to what the user would type.
        without: Names of other files that are not content.
        rules: Decides which files are left out; by default, none are.
        folders: Paths of folders that are not content.
    """
    skipped = frozenset({DATA_FOLDER, *folders})
    real_root = Path(os.path.realpath(root))
    walker = _Walker(real_root, display, frozenset(without), rules, skipped, Walk())
    walker.folder(root, "", frozenset())
    walker.result.files.sort()
    return walker.result


@dataclass(frozen=True, slots=True)
class _Walker:
    root: Path
    """Real path of the content folder."""
    display: Callable[[str], str]
    without: frozenset[str]
    rules: LeftOutRules | None
    skipped: frozenset[str]
    """Paths of folders that are not content."""
    result: Walk

    def folder(self, path: Path, prefix: str, ancestors: frozenset[str]) -> None:
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError as error:
            self._report("KB105", prefix.rstrip("/"), f"folder cannot be read: {error.strerror}")
            return
        for entry in entries:
            path_here = f"{prefix}{entry.name}"
            if path_here not in self.skipped and not self._is_hidden(entry, path_here):
                self._entry(entry, path_here, ancestors)

    def _is_hidden(self, entry: os.DirEntry[str], path: str) -> bool:
        """Tell whether an entry is not content, and record hidden keys as left out."""
        name = entry.name
        if name in self.without:
            return True
        if not name.startswith("."):
            return False
        if self.rules is None:
            return True
        if is_secret(name):
            self.result.left_out[path] = Reason.KEY
            return True
        return not self.rules.shows_hidden(f"{path}/" if _is_folder(entry) else path)

    def _is_left_out(self, entry: os.DirEntry[str], path: str) -> bool:
        """Tell whether an entry is left out, and record the reason."""
        if self.rules is None:
            return False
        if not _is_folder(entry):
            reason = self.rules.reason(path)
            if reason is Reason.KEY and is_public(entry.path, str(self.root)):
                reason = None
        else:
            reason = Reason.LEFTOVER if entry.name.lower() in TOOL_FOLDERS else None
        if reason:
            self.result.left_out[path] = reason
        return reason is not None

    def _entry(self, entry: os.DirEntry[str], path: str, ancestors: frozenset[str]) -> None:
        if self._is_left_out(entry, path):
            return
        if problem := name_problem(path):
            hint = "Rename the file or folder."
            self._report("KB104", path, f"the name {printable(path)[-120:]!r} {problem}", hint)
            return
        if entry.is_symlink() and not self._stays_inside(entry.path, path):
            return
        try:
            is_file, is_folder = entry.is_file(), entry.is_dir()
            if not is_file and not is_folder:
                entry.stat()  # raises the reason when a link is broken
        except OSError as error:  # including a link to itself
            self._report("KB105", path, f"file cannot be read: {error.strerror}")
            return
        if is_folder:
            self._subfolder(entry, path, ancestors)
        elif is_file:
            self.result.files.append(path)
        else:
            self._report("KB105", path, "not a regular file", "Remove it from the content folder.")

    def _subfolder(self, entry: os.DirEntry[str], path: str, ancestors: frozenset[str]) -> None:
        real = os.path.realpath(entry.path)
        if real in ancestors or Path(real) == self.root:
            self._report(
                "KB106", path, "the link points to a folder that contains it", "Remove the link."
            )
        else:
            self.folder(Path(entry.path), f"{path}/", ancestors | {real})

    def _stays_inside(self, source: str, path: str) -> bool:
        target = Path(os.path.realpath(source))
        hidden = any(part.startswith(".") for part in target.parts[len(self.root.parts) :])
        if target.is_relative_to(self.root) and not hidden:
            return True
        hint = "Copy the file into the content folder."
        self._report("KB106", path, "the symbolic link points outside the content folder", hint)
        return False

    def _report(self, code: str, path: str, message: str, hint: str = "") -> None:
        self.result.problems.append(
            diagnostic(code, printable(self.display(path)).rstrip("/"), message, hint=hint)
        )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
