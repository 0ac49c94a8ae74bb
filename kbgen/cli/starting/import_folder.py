# SPDX-License-Identifier: MIT
"""The `kbgen import` command: convert the folder of another generator once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kbgen.cli.common import all_option, json_option, plural
from kbgen.cli.say import exit_if, print_json, print_labeled
from kbgen.content.source.file_names import printable

if TYPE_CHECKING:
    from kbgen.importing.findings import Finding, FindingKind
    from kbgen.importing.run import ImportReport

FORMS = ("docfx", "docusaurus", "jekyll", "markdown")
_MAX_SHOWN = 6
_MAX_LENGTH = 60


def _checked(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Return the name of a converter; say which one reads other generators."""
    if name in FORMS:
        return name
    others = "Hugo, GitBook, VitePress, mdBook, Hexo, a wiki, or any other folder"
    raise click.BadParameter(
        f"{name!r} is not one of {', '.join(FORMS)}. 'kbgen import markdown' reads {others}."
    )


@click.command("import")
@click.argument("form", metavar="GENERATOR", callback=_checked)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default="content",
    help="Folder for the articles.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Show what would happen, and write nothing.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option(
    "--strict", is_flag=True, help="Return exit code 1 if anything could not be converted."
)
@all_option
@json_option
def command(
    form: str,
    folder: Path,
    to: Path,
    dry_run: bool,
    force: bool,
    strict: bool,
    show_all: bool,
    as_json: bool,
) -> None:
    """Convert the articles of another generator, once.

    GENERATOR is docfx, docusaurus, jekyll, or markdown, which reads Hugo, GitBook, VitePress,
    mdBook, Hexo, wikis, and any other folder. Writes articles and the files that they use: all, or
    none if one already exists. Lists what could not be converted, by kind.
    """
    from kbgen.importing.run import import_folder

    report = import_folder(form, folder, to, force=force, dry_run=dry_run)
    if as_json:
        print_json(_document(report, dry_run=dry_run))
    else:
        for kind, findings in report.findings.by_kind():
            _print_kind(kind, findings, folder, show_all=show_all)
        click.echo("\n".join(map(printable, _summary(report, to, dry_run=dry_run))))
    exit_if(strict and bool(report.findings.items))


def _print_kind(
    kind: FindingKind, findings: Sequence[Finding], folder: Path, *, show_all: bool
) -> None:
    """Print one kind: how often it occurs, the most frequent texts, an example, and the hint."""
    print_labeled("warning", f"{kind.title}: {len(findings):,}", err=True)
    if show_all:
        for item in findings:
            place = f"{(folder / item.file).as_posix()}:{item.line}"
            click.echo(printable(f"    {place}: {item.text}"), err=True)
    else:
        counts = Counter(item.text for item in findings)
        texts = [_counted(text, count) for text, count in counts.most_common(_MAX_SHOWN)]
        if len(counts) > _MAX_SHOWN:
            texts.append(f"and {len(counts) - _MAX_SHOWN:,} more")
        click.echo(printable(f"    {', '.join(texts)}"), err=True)
        first = findings[0]
        place = f"{(folder / first.file).as_posix()}:{first.line}"
        click.echo(printable(f"    for example {place}: {_shortened(first.text)}"), err=True)
    click.echo(f"    hint: {kind.hint}", err=True)


def _counted(text: str, count: int) -> str:
    return _shortened(text) + (f" ({count:,})" if count > 1 else "")


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1]}…"


def _summary(report: ImportReport, to: Path, *, dry_run: bool) -> Iterator[str]:
    files = report.files
    verb = "would be written" if dry_run else "written"
    counts = [
        plural(files.articles, "article"),
        plural(len(files.copies), "used file"),
        plural(files.redirects, "redirect"),
    ]
    yield f"{', '.join(counts)} {verb} to {to}"
    if dry_run and report.replaced:
        there = plural(len(report.replaced), "file")
        yield f"{there} already there: only --force replaces them"
    lines = list(_settings(report, to))
    if lines:
        yield from ("", "Add to mkdocs.yml:", "")
        yield from (f"    {line}" for line in lines)
    yield from ("", "Next: run 'kbgen check' and 'kbgen serve'.")


def _settings(report: ImportReport, to: Path) -> Iterator[str]:
    """Yield the lines that mkdocs.yml needs for the imported articles."""
    if report.files.navigation:
        yield f"INHERIT: {(to / report.files.navigation).as_posix()}  # the order of the old site"
    if any(path.startswith("templates/") for path in report.files.texts):
        yield from ("exclude_docs: |", "  !/templates/")  # MkDocs does not publish this folder
    if report.files.languages:
        yield from ("plugins:", "  - kbgen:")
        yield f"      languages: [{', '.join(map(_quoted, report.files.languages))}]"
    if report.files.extensions:
        yield "markdown_extensions:"
        for name in report.files.extensions:
            yield f"  - {name}:"
            if name == "pymdownx.tabbed":
                yield "      alternate_style: true"


def _quoted(language: str) -> str:
    return "'no'" if language == "no" else language


def _document(report: ImportReport, *, dry_run: bool) -> dict[str, Any]:
    files = report.files
    findings = chain.from_iterable(items for _, items in report.findings.by_kind())
    return {
        "schema": 1,
        "written": not dry_run,
        "articles": files.articles,
        "files": len(files.copies),
        "redirects": files.redirects,
        "languages": list(files.languages),
        "extensions": list(files.extensions),
        "navigation": files.navigation,
        "replaced": list(report.replaced),
        "findings": [
            {"kind": item.kind.name, "file": item.file, "line": item.line, "text": item.text}
            for item in findings
        ],
    }
