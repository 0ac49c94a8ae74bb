# SPDX-License-Identifier: MIT
"""The record of a site's last build, from which the next build tells quickly what has changed.

`LastBuild.inputs` is a hash of everything a site depends on except the texts of its articles:
settings, code, templates, string catalogs, file names, categories, the day. While it stays the
same, only articles whose bytes differ can change the site.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Final

from kbgen.content.loader import is_category_file
from kbgen.content.markdown.rendering.fingerprint import body_fingerprint
from kbgen.content.source.theme_files import theme_files
from kbgen.content.source.walk import DATA_FOLDER, Walk
from kbgen.content.structure.language_folders import find_layout
from kbgen.content.structure.urls import is_markdown
from kbgen.model import Diagnostic, SitePlugins, SiteView
from kbgen.runtime.canonical import canonical
from kbgen.runtime.clock import build_day
from kbgen.runtime.folder_files import files_below
from kbgen.settings import SiteSettings
from kbgen.settings.resources import code_digest, theme_dir
from kbgen.site.caching.cache import Cache, digest
from kbgen.site.caching.codec import from_bytes, to_bytes

LAST_BUILD: Final = "memory"
_PACKAGES: Final = (
    "content",
    "feedback",
    "language",
    "model",
    "runtime",
    "search",
    "settings",
    "site",
)
_MACHINE_SETTINGS: Final = frozenset(
    {
        "root",
        "config_file",
        "docs_dir",
        "site_dir",
        "custom_dir",
        "digest",
        "texts_digest",
        "work_folder",
    }
)
"""Settings that depend on paths of this machine. They are not hashed, so that a cache may move."""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page that was published."""

    output: str
    key: str
    digest: str
    """SHA-256 of the HTML."""
    path: str
    """Path of the article whose body the page shows, or empty."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The output of the last build, and the inputs it was made from."""

    inputs: str
    """Hash of everything except the articles; see `digest_inputs`."""
    articles: dict[str, str]
    """Path of every article file → key of its row in the cache."""
    pages: tuple[PublishedPage, ...]
    views: dict[str, SiteView]
    """Language → what its pages share."""
    records: dict[str, dict[str, str]]
    """Language → URL → key of the search record."""
    translation_sources: tuple[str, ...]
    """Ids of articles with a translation that names the source revision. Their revision shows on
    another page."""
    assets: tuple[tuple[str, str], ...]
    """(path in the content folder, output path) of the authors' images and downloads."""
    others: dict[str, str]
    """Output path → SHA-256 of generated files that belong to neither pages nor search."""
    diagnostics: tuple[Diagnostic, ...]
    left_out: int
    """Number of articles that a problem keeps out of the site."""


def load_last_build(cache: Cache, kind: str) -> LastBuild | None:
    """Return the last build with pages of this kind; None if kbgen has none that it can read."""
    data = cache.get_many(LAST_BUILD, [kind]).get(kind)
    try:
        return from_bytes(LastBuild, data) if data else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def save_last_build(cache: Cache, kind: str, last_build: LastBuild) -> None:
    """Save a build for the next one to read."""
    cache.put_many(LAST_BUILD, {kind: to_bytes(last_build)})


def digest_inputs(
    settings: SiteSettings,
    plugins: SitePlugins | None,
    renderer: str,
    files: Walk,
    options: Any,
) -> str:
    """Hash everything a site depends on except the texts of its articles, as the module describes.

    The hash depends on neither the time of day nor the paths of this machine.
    """
    parts: list[bytes | str] = [
        settings.display_path("x"),
        renderer,
        body_fingerprint(settings.markdown_extensions, settings.own_url),
        build_day().isoformat(),
        to_bytes([options, files.files, files.problems]),
        to_bytes(list(theme_files(settings.custom_dir))),
        to_bytes([sorted(files.left_out.items()), sorted(files.pictures.items())]),
        *map(code_digest, _PACKAGES),
        *(
            canonical(getattr(settings, field.name))
            for field in fields(settings)
            if field.name not in _MACHINE_SETTINGS
        ),
        canonical([plugins.fingerprint, plugins.state] if plugins else None),
        to_bytes(sorted(_shared_digests(settings, files).items())),
    ]
    return digest(*parts)


def _shared_digests(settings: SiteSettings, files: Walk) -> dict[str, str]:
    """Map files that affect many pages (theme, data, category files) to their SHA-256."""
    theme = {f"theme/{name}": path for name, path in files_below(theme_dir())}
    data = {f"data/{name}": path for name, path in files_below(settings.docs_dir / DATA_FOLDER)}
    categories = {path: settings.docs_dir / path for path in files.files if is_category_file(path)}
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in (theme | data | categories).items()
    }


def article_locations(settings: SiteSettings, files: Walk) -> list[tuple[str, str]]:
    """Return (path, language) of every article file in a folder for articles."""
    layout = find_layout(
        settings.kbgen.languages, files.files, has_suffixes=settings.language_suffixes
    )
    located = ((path, layout.locate(path)) for path in files.files if is_markdown(path))
    return [(path, file.lang) for path, file in located if file]
