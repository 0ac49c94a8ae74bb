# SPDX-License-Identifier: MIT
"""Import a folder: read it, convert it, and write the result."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from kbgen.errors import SettingsError
from kbgen.importing.conversion import Converter
from kbgen.importing.findings import Findings
from kbgen.importing.source.tree import read_tree
from kbgen.importing.writing.assembly import Assembled, assemble
from kbgen.importing.writing.files import check_place, existing, write_import

CONVERTERS: Final = {
    "docfx": "kbgen.importing.converters.docfx",
    "docusaurus": "kbgen.importing.converters.docusaurus",
    "jekyll": "kbgen.importing.converters.jekyll",
    "markdown": "kbgen.importing.converters.markdown",
}
"""Name of a generator → the package whose `convert` is its `Converter`."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    files: Assembled
    findings: Findings
    replaced: tuple[str, ...]
    """Files that existed before."""


def converter(name: str) -> Converter:
    """Return the converter of a generator."""
    convert: Converter = import_module(CONVERTERS[name]).convert
    return convert


def import_folder(
    form: str,
    folder: Path,
    to: Path,
    *,
    force: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Convert a folder, and write the articles and the files that they use.

    Args:
        form: A key of `CONVERTERS`.
        folder: The folder of the other generator.
        to: The content folder.
        force: Replace files that exist.
        dry_run: Write nothing.

    Raises:
        SettingsError: The folder has no articles, the folders overlap, or files exist.
        EnvironmentFailure: Something cannot be written.
    """
    _check_folders(folder, to)
    findings = Findings()
    tree = read_tree(folder, findings)
    files = assemble(tree, converter(form)(tree, findings), findings)
    if not files.articles:
        raise SettingsError(
            f"there are no articles in {folder}", "Name the folder that has the Markdown files."
        )
    paths = [*files.texts, *files.copies]
    check_place(to, paths)
    there = existing(to, paths)
    if there and not force and not dry_run:
        others = len(there) - 1
        more = f" and {others:,} other {'file' if others == 1 else 'files'}" if others else ""
        raise SettingsError(
            f"{to / there[0]}{more} already {'exist' if others else 'exists'}; nothing was written",
            "Choose an empty folder with --to, or replace the files with --force.",
        )
    if not dry_run:
        write_import(tree, files, to)
    return ImportReport(files, findings, tuple(there))


def _check_folders(folder: Path, to: Path) -> None:
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}", "Name the folder to import.")
    if folder.resolve().is_relative_to(to.resolve()):
        raise SettingsError(
            f"{to} contains the imported folder", "Choose another folder with --to."
        )
