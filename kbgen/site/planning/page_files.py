# SPDX-License-Identifier: MIT
"""The stylesheets and scripts that mkdocs.yml adds to every page: which are used, at which URL.

Pages load nothing from other sites, unless the setting `allow_external` names their origin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from kbgen.content.links.nearest import Nearest
from kbgen.content.source.theme_files import theme_files
from kbgen.content.structure.urls import encode
from kbgen.model import Diagnostic, KnowledgeBase, PageScript, diagnostic
from kbgen.runtime.addresses import is_absolute
from kbgen.settings import ExtraScript, SiteSettings

# Pattern of the URLs of scripts that pages do not need → what to do instead.
_BUILT_IN: Final = {
    r"mathjax|katex|polyfill": "Remove the line. kbgen makes MathML from the formulas that"
    " pymdownx.arithmatex finds, so that pages need no script.",
    r"mermaid": "Remove the line, and name a program that draws diagrams in the setting 'mermaid'.",
}


def page_stylesheets(settings: SiteSettings) -> tuple[str, ...]:
    """Return the URLs of the site's own stylesheets, without refused ones."""
    return tuple(page_url(path) for path in used_stylesheets(settings))


def page_scripts(settings: SiteSettings) -> tuple[PageScript, ...]:
    """Return the site's own scripts, without refused ones."""
    return tuple(
        PageScript(page_url(script.path), script.type, is_async=script.is_async)
        for script in used_scripts(settings)
    )


def page_image(path: str, settings: SiteSettings) -> str:
    """Return the path of a logo or favicon; empty if there is none or it is refused."""
    return path if path and _is_used(path, settings) else ""


def page_url(path: str) -> str:
    """Return the URL of a file as an `href`: encoded, with its query."""
    if is_absolute(path):
        return path
    name, mark, query = path.partition("?")
    return f"{encode(name)}{mark}{query}"


def page_file_problems(settings: SiteSettings, outputs: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each file of mkdocs.yml that is missing or on another site.

    Args:
        settings: The site's settings.
        outputs: Output paths of all files that the site publishes.
    """
    nearest = Nearest(outputs)
    for file in settings.page_files:
        path = file.path.partition("?")[0].removeprefix("./")
        if is_absolute(path):
            if _is_used(path, settings):
                continue
            message = f"{file.path} is on another site and is not loaded"
            hint = _hint_for_external(path)
        elif path in outputs or settings.may_make_files:
            continue
        else:
            message = f"{file.path} does not exist"
            near = nearest.to(path)
            hint = f"Did you mean {near}?" if near else "Put the file into the content folder."
        yield diagnostic(
            "KB710",
            settings.config_file.name,
            message,
            line=file.line,
            column=file.column,
            hint=hint,
        )


def _hint_for_external(url: str) -> str:
    for pattern, hint in _BUILT_IN.items():
        if re.search(pattern, url, re.IGNORECASE):
            return hint
    origin = _origin(url)
    return "Copy the file into the content folder" + (
        f", or allow the site: 'allow_external: [{origin}]'." if origin else "."
    )


def published_files(settings: SiteSettings, kb: KnowledgeBase) -> frozenset[str]:
    """Return the output paths of the files that the content folder and the theme's folder have."""
    return frozenset({*(output for _, output in kb.assets), *theme_files(settings.custom_dir)})


def external_origins(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the origins of those paths that are on other sites, each once."""
    origins = (_origin(path) for path in paths if is_absolute(path))
    return tuple(dict.fromkeys(filter(None, origins)))


def used_scripts(settings: SiteSettings) -> Iterator[ExtraScript]:
    """Yield the scripts that pages load."""
    return (script for script in settings.extra_javascript if _is_used(script.path, settings))


def used_stylesheets(settings: SiteSettings) -> Iterator[str]:
    """Yield the stylesheets that pages load."""
    return (path for path in settings.extra_css if _is_used(path, settings))


def _is_used(path: str, settings: SiteSettings) -> bool:
    return not is_absolute(path) or _origin(path) in settings.kbgen.allow_external


def _origin(url: str) -> str:
    """Return the `https` origin of a URL; empty for any other scheme and for an invalid URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"https://{parts.netloc}" if parts.netloc and parts.scheme in ("", "https") else ""
