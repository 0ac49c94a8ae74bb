# SPDX-License-Identifier: MIT
"""What is remembered of the last build of a site, so that the next one can tell at once what has changed.

`origin` is a hash of everything a site depends on but the texts of its articles: settings, code, templates, catalogues,
names of files, shelves, the day. While it is the same, whatever differs is an article whose bytes differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kbgen.content.loader import is_category_file
from kbgen.content.markdown.fingerprint import body_fingerprint
from kbgen.content.markdown.snippet_files import SnippetFiles
from kbgen.content.source.walk import DATA_FOLDER, Walk
from kbgen.content.structure.language_folders import find_layout
from kbgen.content.structure.urls import is_markdown
from kbgen.model import Diagnostic, SitePlugins, SiteView
from kbgen.runtime.canonical import canonical
from kbgen.runtime.clock import build_day
from kbgen.settings import SiteSettings
from kbgen.settings.resources import code_digest, theme_dir
from kbgen.site.caching.cache import Cache, digest
from kbgen.site.caching.codec import from_bytes, to_bytes

MEMORY: Final = "memory"
_PACKAGES: Final = ("content", "feedback", "language", "model", "runtime", "search", "settings", "site")
_PLACES: Final = ("root", "config_file", "docs_dir", "site_dir", "custom_dir", "digest", "texts_digest", "work_folder")
"""Settings that say where something is on this machine: a cache may be moved."""


@dataclass(frozen=True, slots=True)
class RememberedPage:
    """A page that was published."""

    output: str
    key: str
    digest: str
    """SHA-256 of the HTML."""
    path: str
    """Of the article whose body it shows, or empty."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The last build."""

    origin: str
    articles: dict[str, str]
    """Path of every article file → key of its row in the cache."""
    pages: tuple[RememberedPage, ...]
    views: dict[str, SiteView]
    """By language: what its pages share."""
    records: dict[str, dict[str, str]]
    """By language: URL → key of the search record."""
    watched: tuple[str, ...]
    """Ids of articles whose revision is shown by others: their translations say what they were made from."""
    assets: tuple[tuple[str, str], ...]
    """(path in the content folder, output path) of the writers' files."""
    others: dict[str, str]
    """Output path → SHA-256 of files that are neither pages nor search nor copied."""
    diagnostics: tuple[Diagnostic, ...]


def recall(cache: Cache, kind: str) -> Memory | None:
    """The last build whose pages are of this kind; None when it is not known, or by another version of kbgen."""
    data = cache.get_many(MEMORY, [kind]).get(kind)
    try:
        return from_bytes(Memory, data) if data else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def remember(cache: Cache, kind: str, memory: Memory) -> None:
    """Keep what is to be known at the next build."""
    cache.put_many(MEMORY, {kind: to_bytes(memory)})


def origin_of(
    settings: SiteSettings,
    plugins: SitePlugins | None,
    renderer: str,
    found: Walk,
    engine_files: Iterable[str],
    options: Any,
) -> str:
    """See above; nothing in it depends on a clock, a path of this machine or the texts of articles."""
    parts: list[bytes | str] = [
        settings.display_path("x"),
        renderer,
        body_fingerprint(settings.markdown_extensions),
        SnippetFiles(settings).state,
        build_day().isoformat(),
        to_bytes([sorted(engine_files), options, found.files, found.problems]),
        *map(code_digest, _PACKAGES),
        *(canonical(getattr(settings, field.name)) for field in fields(settings) if field.name not in _PLACES),
        canonical([plugins.fingerprint, plugins.state] if plugins else None),
        to_bytes(sorted(_digests(settings, found).items())),
    ]
    return digest(*parts)


def _digests(settings: SiteSettings, found: Walk) -> dict[str, str]:
    """Of the files that belong to the site as a whole: the theme's, those of shelves, data."""
    own = {f"theme/{name}": path for name, path in _tree(theme_dir())}
    data = {f"data/{name}": path for name, path in _tree(settings.docs_dir / DATA_FOLDER)}
    shelves = {path: settings.docs_dir / path for path in found.files if is_category_file(path)}
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in (own | data | shelves).items()}


def _tree(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def places_of(settings: SiteSettings, found: Walk) -> list[tuple[str, str]]:
    """(path, language) of the article files that lie where articles belong."""
    layout = find_layout(settings.kbgen.languages, found.files)
    placed = ((path, layout.locate(path)) for path in found.files if is_markdown(path))
    return [(path, place.lang) for path, place in placed if place]
