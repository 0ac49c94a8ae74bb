# SPDX-License-Identifier: MIT
"""The assets of a site: files of the theme, images and downloads.

The theme's assets are published in a folder named by the hash of them all, so that browsers can
cache them forever and scripts can import each other by relative paths. The theme's modules are
joined into a few scripts (`scripts.py`). Stylesheets in its folder `parts` are loaded only by the
pages that need them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kbgen.content.source.theme_files import theme_files
from kbgen.content.structure.urls import encode
from kbgen.model import FileContent, KnowledgeBase, PageScript
from kbgen.runtime.folder_files import files_below
from kbgen.settings import SiteSettings
from kbgen.settings.brand import font_stylesheet, palette_of
from kbgen.settings.resources import theme_dir
from kbgen.site.planning.page_files import page_scripts, page_stylesheets
from kbgen.site.planning.scripts import joined

_HEAD_SCRIPT = "javascripts/scheme-init.js"
_FILE_NOTICE = "javascripts/file-notice.js"
_ENTRY_MODULE = "javascripts/main.js"
_FEEDBACK_MODULE = "javascripts/feedback/start.js"
_RELOAD_MODULE = "javascripts/reload.js"
_REDIRECT_SCRIPT = "javascripts/redirect.js"
_NOT_FOUND_SCRIPT = "javascripts/not-found-language.js"
_WORKER = "javascripts/search/worker.js"
_ENTRIES: Final = {
    _HEAD_SCRIPT: (),
    _FILE_NOTICE: (),
    _REDIRECT_SCRIPT: (),
    _NOT_FOUND_SCRIPT: (),
    _ENTRY_MODULE: (
        "javascripts/search-page.js",
        "javascripts/not-found.js",
        "javascripts/troubleshooter.js",
        _FEEDBACK_MODULE,
    ),
    _RELOAD_MODULE: (),
    _WORKER: (),
}
"""Module that a page or a worker loads → modules that it imports on demand."""
_SCRIPT = ".js"
_STYLESHEETS = "stylesheets/"
_MAIN_STYLES: Final = "stylesheets/kb.css"
_STYLE_PARTS = "stylesheets/parts/"
_STYLE = ".css"
_FAVICON = "images/favicon.svg"
_COMMENTS: Final = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
"""Comments of our own stylesheets, which have no `/*` in a string."""


@dataclass(frozen=True, slots=True)
class SiteAssets:
    """The published assets; URLs are relative to the root of the site."""

    stylesheets: tuple[str, ...]
    """The theme's, for every page."""
    style_parts: dict[str, str]
    """Name → URL of the theme's stylesheets for some pages."""
    site_stylesheets: tuple[str, ...]
    """The site's own (`extra_css`)."""
    head_scripts: tuple[str, ...]
    modules: tuple[str, ...]
    preloads: tuple[str, ...]
    scripts: tuple[PageScript, ...]
    worker: str
    favicon: str
    files: dict[str, FileContent]
    """Output path → file to copy, or content to write."""
    redirect_script: str = ""
    not_found_script: str = ""


def site_assets(
    settings: SiteSettings,
    kb: KnowledgeBase,
    *,
    live_reload: bool = False,
) -> SiteAssets:
    """Gather every asset of the site.

    Args:
        settings: The site's settings.
        kb: Names the authors' images and downloads.
        live_reload: Whether pages load the module that reloads them (`kbgen serve`).
    """
    theme = _published_theme(_theme_files())
    theme[_MAIN_STYLES] = _branded(theme[_MAIN_STYLES], settings)
    folder = f"assets/kb-{_hash(theme)}"
    published = {name: f"{folder}/{name}" for name in theme}
    modules = [_ENTRY_MODULE, *([_RELOAD_MODULE] if live_reload else [])]
    has_feedback = bool(settings.kbgen.feedback.adapter)
    styles = [name for name in sorted(theme) if name.startswith(_STYLESHEETS)]
    downloads: dict[str, FileContent] = {
        output: kb.drawings.get(path, settings.docs_dir / path) for path, output in kb.assets
    }
    own_theme = theme_files(settings.custom_dir)
    files: dict[str, FileContent] = {**own_theme, **downloads}
    files |= {published[name]: content for name, content in theme.items()}
    return SiteAssets(
        stylesheets=tuple(published[name] for name in styles if not name.startswith(_STYLE_PARTS)),
        style_parts={
            name.removeprefix(_STYLE_PARTS).removesuffix(_STYLE): published[name]
            for name in styles
            if name.startswith(_STYLE_PARTS)
        },
        site_stylesheets=page_stylesheets(settings),
        head_scripts=(published[_HEAD_SCRIPT],),
        modules=tuple(published[name] for name in modules),
        preloads=(published[_FEEDBACK_MODULE],) if has_feedback else (),
        scripts=page_scripts(settings),
        redirect_script=published[_REDIRECT_SCRIPT],
        not_found_script=published[_NOT_FOUND_SCRIPT],
        worker=published[_WORKER],
        favicon=published.get(_FAVICON, ""),
        files=files,
    )


def _branded(styles: FileContent, settings: SiteSettings) -> bytes:
    """Add the site's colors and fonts to the main stylesheet; what it declares comes last."""
    colors, font = settings.kbgen.colors, settings.kbgen.font
    # The stylesheet is three folders below the root of the site.
    urls = {file.path: f"../../../{encode(file.path)}" for file in font.files} if font else {}
    own = (font_stylesheet(font, urls) if font else "") + (
        palette_of(colors).stylesheet() if colors else ""
    )
    text = styles if isinstance(styles, bytes) else styles.read_bytes()
    return text + own.encode()


def _published_theme(theme: Mapping[str, Path]) -> dict[str, FileContent]:
    """Return the theme's files for publishing: modules joined into scripts, without comments."""
    sources = {
        name: path.read_text("utf-8")
        for name, path in theme.items()
        if name.endswith((_SCRIPT, _STYLE))
    }
    published: dict[str, FileContent] = {
        name: path for name, path in theme.items() if name not in sources
    }
    published |= {
        name: _COMMENTS.sub("", text).encode()
        for name, text in sources.items()
        if name.endswith(_STYLE)
    }
    for entry, on_demand in _ENTRIES.items():
        for name, script in joined(sources, entry, on_demand).items():
            published[name] = script.encode()
    return published


def _theme_files() -> dict[str, Path]:
    return {
        name: path
        for name, path in files_below(theme_dir() / "assets")
        if not path.name.startswith(".")
    }


def _hash(files: Mapping[str, FileContent]) -> str:
    state = sha256()
    for name, content in sorted(files.items()):
        state.update(f"{name}\0".encode())
        state.update(
            sha256(content if isinstance(content, bytes) else content.read_bytes()).digest()
        )
    return state.hexdigest()[:10]
