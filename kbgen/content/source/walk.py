# SPDX-License-Identifier: MIT
"""Walk the content folder in sorted order, never leaving it and skipping anything but content.

In: a folder. Out: paths of its files (POSIX, relative), and diagnostics KB104, KB105, KB106 for
files that cannot be used.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.content.source.file_names import name_problem, printable
from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kbgen.model import Diagnostic
    from kbgen.settings.types import SiteSettings

DATA_FOLDER = "_data"
_SAME_DIR = re.compile(r"\.(?:md|markdown|js|css)$|^CNAME$", re.IGNORECASE)


@dataclass(slots=True)
class Walk:
    """The files of a content folder, and the problems found while walking it."""

    files: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def walk_site(settings: SiteSettings) -> Walk:
    """List the files of a site's content folder.

    With the plugin `same-dir`, the content folder is that of mkdocs.yml: the output is not content,
    and beside mkdocs.yml only articles, scripts, stylesheets and `CNAME` are, as the plugin says.
    """
    if not settings.docs_beside_settings:
        return walk(settings.docs_dir, settings.display_path, settings.navigation_files)
    output = os.path.relpath(settings.site_dir, settings.docs_dir).replace(os.sep, "/")
    found = walk(settings.docs_dir, settings.display_path, settings.navigation_files, {output})
    found.files = [path for path in found.files if "/" in path or _SAME_DIR.search(path)]
    return found


def walk(
    root: Path,
    display: Callable[[str], str],
    without: Collection[str] = (),
    folders: Collection[str] = (),
) -> Walk:
    """List the files under `root`, sorted by path.

    Hidden files, hidden folders and the top-level `_data/` are not content. A symbolic link is
    followed if it ends inside the folder.

    Args:
        root: The content folder.
        display: Converts a path of the content folder to what the user would type.
        without: Names of other files that are not content.
        folders: Paths of folders that are not content.
    """
    skipped = frozenset({DATA_FOLDER, *folders})
    walker = _Walker(Path(os.path.realpath(root)), display, frozenset(without), skipped, Walk())
    walker.folder(root, "", frozenset())
    walker.result.files.sort()
    return walker.result


@dataclass(frozen=True, slots=True)
class _Walker:
    root: Path
    """Real path of the content folder."""
    display: Callable[[str], str]
    without: frozenset[str]
    skipped: frozenset[str]
    result: Walk

    def folder(self, path: Path, prefix: str, ancestors: frozenset[str]) -> None:
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError as error:
            self._report("KB105", prefix.rstrip("/"), f"folder cannot be read: {error.strerror}")
            return
        for entry in entries:
            if not self._is_hidden(entry.name) and f"{prefix}{entry.name}" not in self.skipped:
                self._entry(entry, f"{prefix}{entry.name}", ancestors)

    def _is_hidden(self, name: str) -> bool:
        return name.startswith(".") or name in self.without

    def _entry(self, entry: os.DirEntry[str], path: str, ancestors: frozenset[str]) -> None:
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
