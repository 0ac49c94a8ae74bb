# SPDX-License-Identifier: MIT
"""Plan a new site in a folder that already has files.

Existing files are never overwritten. The owner's README, `.gitignore`, requirements, workflow and
articles are kept, each with advice. A folder that is already a MkDocs site is refused, because one
line in its settings adds kbgen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from kbgen.content.scaffold.plan import GITHUB_WORKFLOW, GITLAB_WORKFLOW, Ci, plan_site
from kbgen.content.scaffold.write import existing_files
from kbgen.errors import SettingsError

GUIDE = "HELP-CENTER.md"
"""The guide for writers, when README.md belongs to the owner."""
_IS_KBGEN = (
    "This folder is a kbgen site already: 'kbgen serve' shows it. "
    "For another site, choose a new folder."
)
_IS_MKDOCS = (
    "This folder is a MkDocs site already. To use kbgen for it, add '- kbgen' below 'plugins:' "
    "and see 'Move a MkDocs or Material site to kbgen' in the manual. For another site, choose a "
    "new folder."
)
_SETTINGS = ("mkdocs.yml", "mkdocs.yaml")
_README = re.compile(r"readme(\.(md|markdown|rst|txt|adoc))?", re.IGNORECASE)
_REQUIREMENT = re.compile(r"^\s*kbgen\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file or folder that is kept, with advice for the owner."""

    path: str
    advice: str


@dataclass(frozen=True, slots=True)
class FittedSite:
    """A new site adapted to a folder."""

    files: Mapping[str, str]
    """Texts of the new files, sorted by path relative to the folder. No file exists yet."""
    kept: tuple[Kept, ...]


def fit_site(folder: Path, languages: Sequence[str], ci: Ci) -> FittedSite:
    """Plan a new site around the existing files of a folder.

    Args:
        folder: The folder of the new site; need not exist.
        languages: Language codes, the default language first.
        ci: The CI system to write a workflow for.

    Raises:
        SettingsError: The folder is already a site, a file is in the way of a folder, or a language
            code is invalid.
    """
    _refuse_a_site(folder)
    kept = [*_kept_content(folder, ci)]
    files = plan_site(languages, ci, samples=not kept)
    kept += _kept_folders(folder, has_samples=not kept)
    taken = existing_files(folder, files)
    if _has_readme(folder) and "README.md" not in taken:
        taken.append("README.md")
    for path in taken:
        if path not in _ADVICE:
            _refuse(folder, path)
        text = files.pop(path)
        if path == "README.md" and not existing_files(folder, [GUIDE]):
            files[GUIDE] = text
        advice = _ADVICE[path](folder, text)
        if advice:
            kept.append(Kept(path, advice))
    return FittedSite(dict(sorted(files.items())), tuple(sorted(kept, key=lambda item: item.path)))


def _refuse(folder: Path, path: str) -> NoReturn:
    """Raise an error that names the obstacle to a file.

    That is an entry at its path, or a file where one of its folders should be.
    """
    target = folder / path
    above = (item for item in (folder, *target.parents) if item.exists() and not item.is_dir())
    raise SettingsError(
        f"{next(above, target)} is in the way: nothing was written",
        "Move or rename it, or choose another folder.",
    )


def _refuse_a_site(folder: Path) -> None:
    for name in _SETTINGS:
        if (folder / name).exists() or (folder / name).is_symlink():
            hint = _IS_KBGEN if "kbgen" in _read(folder / name) else _IS_MKDOCS
            raise SettingsError(f"{folder / name} already exists: nothing was written", hint)


def _kept_content(folder: Path, ci: Ci) -> list[Kept]:
    if not _has_files(folder / "content"):
        return []
    advice = (
        "it has files, so no sample was written. They become the site: "
        "'kbgen check' says what to change."
    )
    if ci is not Ci.NONE:
        advice += (
            " The workflow tests search promises: write some, or remove the step 'kbgen quality'."
        )
    return [Kept("content/", advice)]


def _kept_folders(folder: Path, *, has_samples: bool) -> list[Kept]:
    kept = []
    if has_samples and next((folder / "docs").rglob("*.md"), None):
        advice = (
            "the articles are in content/. To use docs/ instead, "
            "set 'docs_dir: docs' in mkdocs.yml."
        )
        kept.append(Kept("docs/", advice))
    if _has_files(folder / "site"):
        advice = (
            "kbgen does not publish into a folder with other files: "
            "change 'site_dir' in mkdocs.yml."
        )
        kept.append(Kept("site/", advice))
    return kept


def _has_files(folder: Path) -> bool:
    """Tell whether a folder has files other than hidden ones, such as a `.gitkeep`."""
    return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())


def _has_readme(folder: Path) -> bool:
    """Tell whether there is a README of any format: hosts would show a new README.md instead."""
    return folder.is_dir() and any(_README.fullmatch(path.name) for path in folder.iterdir())


def _readme(folder: Path, _: str) -> str:
    if existing_files(folder, [GUIDE]):
        return f"{GUIDE} also exists, so the guide for writers was not written."
    return f"the guide for writers is {GUIDE}. Mention it in your README."


def _gitignore(folder: Path, text: str) -> str:
    ignored = {line.strip().strip("/") for line in _read(folder / ".gitignore").splitlines()}
    made_by_kbgen = text.partition("\n\n")[0].splitlines()
    missing = [
        line
        for line in made_by_kbgen
        if not line.startswith("#") and line.strip("/") not in ignored
    ]
    return f"add these lines: {' '.join(missing)}" if missing else ""


def _gitattributes(folder: Path, text: str) -> str:
    line = text.strip()
    return "" if line in _read(folder / ".gitattributes") else f"add the line {line}"


def _requirements(folder: Path, text: str) -> str:
    if _REQUIREMENT.search(_read(folder / "requirements.txt")):
        return ""
    return f"add the line {text.splitlines()[-1]}"


def _workflow(ci: Ci) -> Callable[[Path, str], str]:
    return lambda _folder, _text: (
        "the jobs for the help center were not added. "
        f"Copy them from the file that 'kbgen init EXAMPLE --ci {ci}' writes."
    )


_ADVICE: Mapping[str, Callable[[Path, str], str]] = {
    "README.md": _readme,
    ".gitignore": _gitignore,
    ".gitattributes": _gitattributes,
    "requirements.txt": _requirements,
    GITHUB_WORKFLOW: _workflow(Ci.GITHUB),
    GITLAB_WORKFLOW: _workflow(Ci.GITLAB),
}
"""Files that an owner may have → function that returns advice.

It takes the folder and the text that was not written.
"""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
