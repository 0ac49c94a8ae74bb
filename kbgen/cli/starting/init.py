# SPDX-License-Identifier: MIT
"""The `kbgen init` command."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from kbgen.cli.say import print_note
from kbgen.content.scaffold import Ci, Kept, fit_site, has_samples, write_files
from kbgen.content.source.file_names import printable

_HOST_INSTRUCTIONS = {
    Ci.GITHUB: "On GitHub: choose 'GitHub Actions' under Settings > Pages > Source. Then push.",
    Ci.GITLAB: "On GitLab: push. The site's address is under Deploy > Pages.",
    Ci.NONE: "",
}
_MISSING_FOLDER = """\
Missing argument 'FOLDER'.

kbgen init creates a help center in a folder: settings, sample articles, a guide for writers.

  kbgen init help              in a new folder named help
  kbgen init .                 in this folder, keeping existing files
  kbgen init help --dry-run    only list the files it would write

Nothing was written."""


def _require_folder(_context: click.Context, _param: click.Parameter, folder: Path | None) -> Path:
    if folder is None:
        raise click.UsageError(_MISSING_FOLDER)
    return folder


@click.command("init")
@click.argument(
    "folder",
    metavar="FOLDER",
    required=False,
    callback=_require_folder,
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option(
    "-l",
    "--lang",
    default="en",
    show_default=True,
    help="Languages, separated by commas, the default first.",
)
@click.option(
    "--ci",
    type=click.Choice([str(ci) for ci in Ci]),
    default=str(Ci.NONE),
    show_default=True,
    help="Add a workflow for this CI system that checks and publishes the site.",
)
@click.option("--dry-run", is_flag=True, help="List the files, but write nothing.")
def command(folder: Path, lang: str, ci: str, dry_run: bool) -> None:
    """Create a help center in FOLDER: settings, sample articles, a guide for writers, a workflow.

    The new site is ready to check, build and publish. Existing files are never overwritten: kbgen
    keeps them and tells you what to change. A folder that contains mkdocs.yml is rejected.
    """
    languages = [code.strip() for code in lang.split(",") if code.strip()]
    site = fit_site(folder, languages, Ci(ci))
    if not dry_run:
        write_files(folder, site.files)
    for path in site.files:
        click.echo(printable(str(folder / path)))
    for line in (
        *_about_kept(site.kept),
        *_about_languages(languages, site.files),
        *_about_ci(folder, Ci(ci)),
    ):
        print_note(line)
    if not dry_run:
        _say_what_is_next(folder, Ci(ci))


def _about_kept(kept: Sequence[Kept]) -> Iterator[str]:
    for item in kept:
        yield f"{item.path} was not changed: {item.advice}"


def _about_languages(languages: Sequence[str], written: Iterable[str]) -> Iterator[str]:
    """Yield a note for each language without samples; missing samples look like an error."""
    first, *others = languages
    if not any(path.startswith("content/") for path in written):
        return
    if not has_samples(first):
        yield (
            f"there are no samples in '{first}', so the articles in content/ are in English. "
            "Rewrite them in your language, or delete them. "
            "Search works in your language; the interface is in English."
        )
    for lang in others:
        if not has_samples(lang):
            home_only = f"content/{lang}/ has only a home page"
            yield f"there are no samples in '{lang}', so {home_only}. Add translations there."


def _about_ci(folder: Path, ci: Ci) -> Iterator[str]:
    """Yield a note if the workflow is not at the top of the repository, where it must be."""
    top = _repository_above(folder.resolve())
    if ci is not Ci.NONE and top:
        yield (
            f"the workflow will not run here: it must be at the top of the repository, {top}. "
            f"Run 'kbgen init . --ci {ci}' there, or put the help center into its own repository."
        )


def _repository_above(folder: Path) -> Path | None:
    if (folder / ".git").exists():
        return None
    return next((path for path in folder.parents if (path / ".git").exists()), None)


def _say_what_is_next(folder: Path, ci: Ci) -> None:
    enter = (
        "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(printable(str(folder)))} && "
    )
    click.echo(f"Next: {enter}kbgen serve", err=True)
    if _HOST_INSTRUCTIONS[ci]:
        click.echo(_HOST_INSTRUCTIONS[ci], err=True)
