# SPDX-License-Identifier: MIT
"""Find out what will be different when a MkDocs site uses kbgen, before anything is built.

In: the site's mkdocs.yml, with or without kbgen. Out: the lines to add to it, and what `check`
would report, sorted by what it means for the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kbgen.errors import SettingsError
from kbgen.model import CODES, Diagnostic, KnowledgeBase, Plugins, Severity
from kbgen.runtime.diagnostic_groups import DiagnosticGroup, group_diagnostics
from kbgen.runtime.progress import Progress
from kbgen.settings import (
    NOT_ENABLED,
    OTHER_THEME,
    SiteSettings,
)
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.planning.assemble import check_site
from kbgen.site.planning.page_files import external_origins
from kbgen.site.reading.articles import SiteReader
from kbgen.workflows.load_settings import read_settings

_TOPICS: Final = {
    "KB709": "Settings and templates without an effect",
    "KB710": "Files of every page",
    "KB706": "Plugins that do not run",
    "KB202": "Front-matter fields of other tools",
}
"""Code → title of the part of the report that lists its diagnostics."""
_LEFT_OUT: Final = "Articles that would be left out"
_NO_CONTACT: Final = "KB705"


@dataclass(frozen=True, slots=True)
class Topic:
    """One part of the report."""

    title: str
    groups: tuple[DiagnosticGroup, ...]


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a diagnostic of some kind was found in articles that stay."""

    code: str
    severity: Severity
    count: int
    files: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """What will be different."""

    articles: int
    left_out: int
    lines: tuple[str, ...]
    """Lines to add to mkdocs.yml; empty if it has all."""
    topics: tuple[Topic, ...]
    one_process: tuple[str, ...]
    """Plugins that need all pages at once."""
    others: tuple[CodeCount, ...]
    """The most frequent first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site that may not use kbgen yet."""

    settings: SiteSettings
    errors: tuple[Diagnostic, ...]
    """What has to be fixed in mkdocs.yml first."""
    has_kbgen: bool
    has_material: bool


def load_candidate(config_file: Path) -> Candidate:
    """Load the settings of a site that may not use kbgen yet.

    Raises:
        SettingsError: The file cannot be read at all.
    """
    loaded = read_settings(config_file)
    errors = [item for item in loaded.diagnostics if item.severity is Severity.ERROR]
    messages = {item.message for item in errors}
    return Candidate(
        loaded.settings,
        tuple(item for item in errors if item.message not in (NOT_ENABLED, OTHER_THEME)),
        has_kbgen=NOT_ENABLED not in messages,
        has_material=OTHER_THEME not in messages,
    )


def adopt(site: Candidate, plugins: Plugins, progress: Progress) -> Adoption:
    """Check a site in a temporary work folder, and sort what was found.

    Args:
        site: A site whose settings have no errors.
        plugins: The plugins that process articles.
        progress: Receives progress updates.

    Raises:
        SettingsError: The site has no articles.
    """
    with TemporaryDirectory() as folder:
        settings = replace(site.settings, work_folder=Path(folder))
        with open_cache(settings) as cache:
            reader = SiteReader(settings, cache, progress=progress, drafts=True, plugins=plugins)
            checked = check_site(reader)
    if not checked.kb.articles and not checked.kb.left_out:
        raise SettingsError(
            f"there are no articles in {settings.docs_dir}",
            "Set 'docs_dir' to the folder of your articles.",
        )
    return _sorted_by_meaning(site, checked.kb, checked.diagnostics)


def _sorted_by_meaning(
    site: Candidate, kb: KnowledgeBase, diagnostics: Iterable[Diagnostic]
) -> Adoption:
    settings = site.settings
    by_title: dict[str, list[Diagnostic]] = {title: [] for title in (_LEFT_OUT, *_TOPICS.values())}
    others: list[Diagnostic] = []
    left_out = {settings.display_path(item.path) for item in kb.left_out}
    for item in diagnostics:
        if item.path in left_out and item.severity is Severity.ERROR and item.code != "KB202":
            by_title[_LEFT_OUT].append(item)
        elif item.code in _TOPICS:
            by_title[_TOPICS[item.code]].append(item)
        elif item.code != _NO_CONTACT:
            others.append(item)
    return Adoption(
        articles=len(kb.articles),
        left_out=len(left_out),
        lines=tuple(_lines(site, by_title[_TOPICS["KB202"]])),
        topics=tuple(
            Topic(title, tuple(group_diagnostics(items, most=1)))
            for title, items in by_title.items()
            if items
        ),
        one_process=settings.whole_site_plugins,
        others=_counts(others),
    )


def _counts(diagnostics: Iterable[Diagnostic]) -> tuple[CodeCount, ...]:
    found = list(diagnostics)
    counts = Counter(item.code for item in found)
    places = {(item.code, item.path) for item in found}
    files = Counter(code for code, _ in places)
    return tuple(
        CodeCount(code, CODES[code].severity, count, files[code])
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _lines(site: Candidate, unknown_fields: list[Diagnostic]) -> Iterator[str]:
    """Yield the lines that mkdocs.yml lacks, in the form of the file."""
    if not site.has_material:
        yield from ("theme:", "  name: material")
    options = tuple(_options(site.settings, unknown_fields))
    if options or not site.has_kbgen:
        yield "plugins:"
        yield "  - kbgen:" if options else "  - kbgen"
        yield from (f"      {name}: {value}" for name, value in options)


def _options(settings: SiteSettings, unknown_fields: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    contact = settings.kbgen.contact
    if not (contact.email or contact.phone or contact.url):
        yield "contact", "{email: help@example.com}  # your address"
    if any(item.severity is Severity.ERROR for item in unknown_fields):
        yield "front_matter", "{unknown: warning}"
    origins = external_origins(file.path for file in settings.page_files)
    if missing := [origin for origin in origins if origin not in settings.kbgen.allow_external]:
        allowed = ", ".join((*settings.kbgen.allow_external, *missing))
        yield "allow_external", f"[{allowed}]"
