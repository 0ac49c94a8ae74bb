# SPDX-License-Identifier: MIT
"""Load the troubleshooters of a site.

In: the content folder, and a knowledge base without troubleshooters. Out: `Troubleshooter`s,
and diagnostics with line and column. A troubleshooter with an error is left out.
"""

from __future__ import annotations

from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kbgen.content.front_matter.field_parsers import FRONT_MATTER, identifier
from kbgen.content.source.article_source import read_limited
from kbgen.content.source.data_files import MAX_BYTES
from kbgen.content.source.decoding import decode
from kbgen.content.source.walk import DATA_FOLDER
from kbgen.content.structure.address_conflicts import address_key, owner_of, parents_of
from kbgen.content.structure.urls import url_to_output
from kbgen.content.troubleshooters.graph import prove
from kbgen.content.troubleshooters.languages import FOLDER, in_languages
from kbgen.content.troubleshooters.read_file import read_file
from kbgen.runtime.located_fields import FieldReport
from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kbgen.model import (
        Article,
        Category,
        Diagnostic,
        KnowledgeBase,
        ListedPage,
        Section,
        Troubleshooter,
    )
    from kbgen.settings.types import SiteSettings

_ENDINGS = (".yml", ".yaml")


def load_troubleshooters(
    settings: SiteSettings, kb: KnowledgeBase
) -> tuple[tuple[Troubleshooter, ...], list[Diagnostic]]:
    """Read the troubleshooters of a site, ordered by language, then id; report invalid ones.

    Args:
        settings: The site's settings.
        kb: Everything else that has an address.
    """
    loaded: list[Troubleshooter] = []
    diagnostics: list[Diagnostic] = []
    owners: dict[str, str] | None = None
    for path in _paths(settings):
        problems = Problems(settings.display_path(path))
        trees = _read(path, settings, problems)
        if owners is None:
            owners = {address_key(output): owner for owner, output in _addresses(kb)}
        _report_conflict(trees, owners, settings, problems)
        loaded += () if problems.fatal else trees
        diagnostics += problems.diagnostics
    order = {lang: rank for rank, lang in enumerate(settings.kbgen.languages)}
    return tuple(sorted(loaded, key=lambda tree: (order[tree.lang], tree.id))), diagnostics


def _addresses(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield (path, output path) of everything that has an address."""
    pages: tuple[Article | ListedPage, ...] = (*kb.articles, *kb.gone, *kb.pages)
    yield from ((page.path, url_to_output(page.url)) for page in pages)
    for category in chain.from_iterable(kb.categories.values()):
        folders: tuple[Category | Section, ...] = (category, *category.sections)
        yield from ((folder.path, url_to_output(folder.url)) for folder in folders)
    yield from kb.assets


def _paths(settings: SiteSettings) -> list[str]:
    """Return the paths of the files in the content folder."""
    folder = settings.docs_dir / DATA_FOLDER / FOLDER
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []
    return [f"{DATA_FOLDER}/{FOLDER}/{name}" for name in names if name.endswith(_ENDINGS)]


def _read(path: str, settings: SiteSettings, problems: Problems) -> list[Troubleshooter]:
    name = PurePosixPath(path).stem
    report = FieldReport(problems, FRONT_MATTER)
    if identifier(Located(name, 1, 1), "the file name", report) is None:
        return []
    data = read_limited(settings.docs_dir, path, MAX_BYTES, problems)
    text = None if data is None else decode(data, problems)
    tree = None if text is None else read_file(text, problems)
    if tree is None:
        return []
    prove(tree, problems)
    return [] if problems.fatal else in_languages(tree, name, path, settings, problems)


def _report_conflict(
    trees: Iterable[Troubleshooter],
    owners: Mapping[str, str],
    settings: SiteSettings,
    problems: Problems,
) -> None:
    """Report an article or file that has the address of a step."""
    folders = {folder: owner for key, owner in owners.items() for folder in parents_of(key)}
    for tree in trees:
        for step in tree.steps:
            output = url_to_output(step.url)
            if owner := owner_of(address_key(output), owners, folders):
                line, column = step.location
                message = f"{settings.display_path(owner)} has the same address, {output}"
                hint = "Rename the article, or this file or step."
                problems.add("KB302", message, line=line, column=column, hint=hint)
