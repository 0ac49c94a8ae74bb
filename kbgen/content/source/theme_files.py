# SPDX-License-Identifier: MIT
"""List the files of the theme's `custom_dir` that MkDocs publishes: all but templates and code."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from kbgen.content.source.file_names import name_problem

# As in MkDocs: templates, Python, and notes about the folder.
_NOT_PUBLISHED: Final = ("*.html", "*.htm", "*.py", "*.pyc", "*readme*", "mkdocs_theme.yml")
_MARKDOWN: Final = ("*.md", "*.markdown", "*.mdown", "*.mkdn", "*.mkd")


def theme_files(custom_dir: Path | None) -> dict[str, Path]:
    """Map output paths to the files of a theme's folder, sorted.

    Hidden files and symbolic links are not published.
    """
    if custom_dir is None:
        return {}
    files: dict[str, Path] = {}
    for folder, folders, names in os.walk(custom_dir):
        folders[:] = [name for name in folders if _is_published(name)]
        for name in filter(_is_published, names):
            path = Path(folder, name)
            if not path.is_symlink() and path.is_file():
                files[path.relative_to(custom_dir).as_posix()] = path
    return {name: files[name] for name in sorted(files) if not name_problem(name)}


def _is_published(name: str) -> bool:
    excluded = (*_NOT_PUBLISHED, *_MARKDOWN)
    return not name.startswith((".", "__pycache__")) and not any(
        fnmatch(name.lower(), pattern) for pattern in excluded
    )
