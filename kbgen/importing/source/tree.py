# SPDX-License-Identifier: MIT
"""Read the folder that is imported, without ever leaving it.

In: a folder. Out: paths of its files, and their texts. Files that cannot be read are findings.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kbgen.content.source.decoding import decode
from kbgen.content.source.left_out import TOOL_FOLDERS
from kbgen.importing.findings import CONTROL_CHARACTERS, UNREADABLE, Findings
from kbgen.runtime.problems import Problems

MAX_TEXT_BYTES: Final = 1_000_000
"""As `limits.source_bytes` of kbgen."""
MAX_FILE_BYTES: Final = 100_000_000
_MAX_FILES: Final = 200_000
_SKIPPED: Final = TOOL_FOLDERS | {"node_modules", "_site", "bower_components"}
_SKIPPED_AT_TOP: Final = _SKIPPED | {"vendor"}
_HIDDEN_CONTENT: Final = frozenset({".gitbook", ".vuepress", ".vitepress"})
"""Hidden folders in which generators keep images and settings."""
_HIDDEN_SETTINGS: Final = frozenset(
    {".openpublishing.publish.config.json", ".openpublishing.redirection.json"}
)
"""Hidden files in which Microsoft Learn keeps settings."""
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class SourceTree:
    """The files of an imported folder."""

    root: Path
    files: tuple[str, ...]
    """Paths relative to the folder, with `/`, sorted."""
    findings: Findings
    _texts: dict[str, str | None] = field(default_factory=dict)
    _names: frozenset[str] = frozenset()
    _lower_names: dict[str, str] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        return path in self._names

    def find(self, path: str) -> str | None:
        """Return a file; its name may differ in case, because Windows does not care."""
        if path in self._names:
            return path
        if not self._lower_names:
            self._lower_names = {name.lower(): name for name in reversed(self.files)}
        return self._lower_names.get(path.lower())

    def below(self, folder: str, *suffixes: str) -> tuple[str, ...]:
        """Return the files in a folder (empty: all) whose names end in one of the suffixes."""
        prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
        return tuple(
            path
            for path in self.files
            if path.startswith(prefix) and (not suffixes or path.lower().endswith(suffixes))
        )

    def text(self, path: str) -> str | None:
        r"""Return the text of a file with `\n` line endings.

        None if there is no such file, or if it cannot be read; the reason is a finding.
        """
        if path not in self._texts:
            self._texts[path] = self._read_text(path) if path in self._names else None
        return self._texts[path]

    def data(self, path: str, limit: int = MAX_FILE_BYTES) -> bytes | None:
        """Return the bytes of a file; None if it cannot be read, which becomes a finding."""
        try:
            return _read_inside(self.root, path, limit)
        except OSError as error:
            self.findings.add(UNREADABLE, path, error.strerror or str(error))
            return None

    def _read_text(self, path: str) -> str | None:
        data = self.data(path, MAX_TEXT_BYTES)
        if data is None:
            return None
        problems = Problems(path)
        text = decode(data, problems)
        if text is not None:
            return text
        cleaned = decode(_CONTROL.sub(b"", data), Problems(path))
        kind = UNREADABLE if cleaned is None else CONTROL_CHARACTERS
        for item in problems.diagnostics:
            self.findings.add(kind, path, item.message, item.line)
        return cleaned


def read_tree(root: Path, findings: Findings) -> SourceTree:
    """List the files of a folder.

    Hidden files, folders of tools and links that lead out of the folder are skipped; such a link
    becomes a finding.
    """
    real_root = Path(os.path.realpath(root))
    files = tuple(sorted(_walk(real_root, findings)))
    return SourceTree(real_root, files, findings, _names=frozenset(files))


def _walk(root: Path, findings: Findings) -> list[str]:
    found: list[str] = []
    for folder, folders, names in os.walk(root):  # does not follow links to folders
        here = Path(folder).relative_to(root)
        skipped = _SKIPPED_AT_TOP if here == Path() else _SKIPPED
        wanted = [name for name in sorted(folders) if _is_content(name, skipped)]
        folders[:] = [name for name in wanted if not Path(folder, name).is_symlink()]
        for name in set(wanted) - set(folders):
            findings.add(UNREADABLE, _shown(here / name), "a symbolic link to a folder")
        for name in names:
            path = (here / name).as_posix()
            if (name.startswith(".") and name not in _HIDDEN_SETTINGS) or not _is_readable(
                root, path, findings
            ):
                continue
            found.append(path)
        if len(found) > _MAX_FILES:
            findings.add(UNREADABLE, here.as_posix(), f"more than {_MAX_FILES:,} files")
            break
    return found


def _shown(path: Path) -> str:
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _is_content(name: str, skipped: frozenset[str]) -> bool:
    if name.startswith(".") and name not in _HIDDEN_CONTENT:
        return False
    return name.lower() not in skipped


def _is_readable(root: Path, path: str, findings: Findings) -> bool:
    try:
        path.encode()
        file = root / path
        if not Path(os.path.realpath(file)).is_relative_to(root):
            findings.add(UNREADABLE, path, "the symbolic link leads out of the folder")
            return False
        if not stat.S_ISREG(file.stat().st_mode):
            findings.add(UNREADABLE, path, "not a regular file")
            return False
    except UnicodeEncodeError:
        findings.add(UNREADABLE, _shown(Path(path)), "the name is not UTF-8")
        return False
    except OSError as error:
        findings.add(UNREADABLE, path, error.strerror or "cannot be read")
        return False
    return True


def _read_inside(root: Path, path: str, limit: int) -> bytes:
    file = root / path
    if not Path(os.path.realpath(file)).is_relative_to(root):
        raise OSError(None, "the symbolic link leads out of the folder", str(file))
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "not a regular file", str(file))
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise OSError(None, f"larger than {limit:,} bytes", str(file))
    return data
