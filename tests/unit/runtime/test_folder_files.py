# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

from kbgen.runtime.folder_files import files_below


def test_files_come_sorted_with_their_paths_in_the_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/.hidden", "empty/.keep"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty/.keep").unlink()
    names = ["a/.hidden", "a/c.txt", "b.txt"]
    assert list(files_below(tmp_path)) == [(name, tmp_path / name) for name in names]
    assert list(files_below(tmp_path / "none")) == []
