# SPDX-License-Identifier: MIT
"""`kbgen init`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from kbgen.cli.say import note
from kbgen.content.scaffold import Ci, Kept, fit_site, has_samples, write_files
from kbgen.content.source.file_names import printable

_AT_THE_HOST = {
    Ci.GITHUB: "On GitHub: in the repository's settings, under Pages, choose the source 'GitHub Actions'. Then push.",
    Ci.GITLAB: "On GitLab: push. The address of the site is under Deploy > Pages.",
    Ci.NONE: "",
}
_WITHOUT_FOLDER = """\
Missing argument 'FOLDER'.

kbgen init writes a new help center into a folder: settings, sample articles, a guide for writers.

  kbgen init help              into a new folder named help
  kbgen init .                 into this folder; files that are there stay as they are
  kbgen init help --dry-run    only say what would be written

Nothing was written."""


def _require_folder(_context: click.Context, _param: click.Parameter, folder: Path | None) -> Path:
    if folder is None:
        raise click.UsageError(_WITHOUT_FOLDER)
    return folder


@click.command("init")
@click.argument(
    "folder",
    metavar="FOLDER",
    required=False,
    callback=_require_folder,
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option("-l", "--lang", default="en", show_default=True, help="Languages, the default one first: en,ru,pl.")
@click.option(
    "--ci",
    type=click.Choice([str(ci) for ci in Ci]),
    default=str(Ci.NONE),
    show_default=True,
    help="Whose workflow checks and publishes the site.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(folder: Path, lang: str, ci: str, dry_run: bool) -> None:
    """Write a new help center into FOLDER: settings, sample articles, a guide for writers, a workflow.

    It can be checked, built and published as it is. No file is ever overwritten: what is there already is kept, and
    kbgen says what to do about it. In a folder with a mkdocs.yml, nothing is written.
    """
    languages = [code.strip() for code in lang.split(",") if code.strip()]
    site = fit_site(folder, languages, Ci(ci))
    if not dry_run:
        write_files(folder, site.files)
    for path in site.files:
        click.echo(printable(str(folder / path)))
    for line in (*_about_kept(site.kept), *_about_languages(languages, site.files), *_about_ci(folder, Ci(ci))):
        note(line)
    if not dry_run:
        _say_what_is_next(folder, Ci(ci))


def _about_kept(kept: Sequence[Kept]) -> Iterator[str]:
    for item in kept:
        yield f"{item.path} stays as it is: {item.advice}"


def _about_languages(languages: Sequence[str], written: Iterable[str]) -> Iterator[str]:
    """Say which languages have no samples; what their writers see would look like a mistake."""
    first, *others = languages
    if not any(path.startswith("content/") for path in written):
        return
    if not has_samples(first):
        yield (
            f"there are no samples in '{first}', so the articles in content/ are English. Rewrite them in your "
            "language, or delete them. Search works in your language; the words around the articles stay English."
        )
    for lang in others:
        if not has_samples(lang):
            yield f"there are no samples in '{lang}', so content/{lang}/ has a home page only. Add translations to it."


def _about_ci(folder: Path, ci: Ci) -> Iterator[str]:
    """Say when the host will not see the workflow."""
    top = _repository_above(folder.resolve())
    if ci is not Ci.NONE and top:
        yield (
            f"the workflow will not run: it has to be at the top of the repository, which is {top}. Run 'kbgen init . "
            f"--ci {ci}' there, or give the help center a repository of its own."
        )


def _repository_above(folder: Path) -> Path | None:
    if (folder / ".git").exists():
        return None
    return next((path for path in folder.parents if (path / ".git").exists()), None)


def _say_what_is_next(folder: Path, ci: Ci) -> None:
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(printable(str(folder)))} && "
    click.echo(f"Next: {enter}kbgen serve", err=True)
    if _AT_THE_HOST[ci]:
        click.echo(_AT_THE_HOST[ci], err=True)
