# SPDX-License-Identifier: MIT
"""The stylesheets and scripts that mkdocs.yml adds to every page: which are used, at which URL.

Pages load nothing from other sites, unless the setting `allow_external` names their origin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kbgen.content.assets.stylesheets import (
    LoadedAddress,
    loaded_addresses,
    output_of_address,
)
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
            message, hint = _missing(file.path, path, settings, nearest)
        yield diagnostic(
            "KB710",
            settings.config_file.name,
            message,
            line=file.line,
            column=file.column,
            hint=hint,
        )


def stylesheet_problems(
    settings: SiteSettings, kb: KnowledgeBase, outputs: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for what the site's own stylesheets load from other sites or miss.

    Args:
        settings: The site's settings.
        kb: The articles and the files of the content folder.
        outputs: Output paths of all files that the site publishes.
    """
    files = {output: settings.docs_dir / path for path, output in kb.assets}
    files |= theme_files(settings.custom_dir)
    waiting = [path.partition("?")[0].removeprefix("./") for path in used_stylesheets(settings)]
    seen: set[str] = set()
    while waiting:
        output = waiting.pop(0)
        if output in seen or output not in files:
            continue
        seen.add(output)
        shown = _shown(files[output], settings)
        for address in loaded_addresses(_text_of(files[output])):
            target = output_of_address(address.text, output, settings.site_url, settings.root_path)
            if target in files and address.is_stylesheet:
                waiting.append(target)
            message, hint = _problem_of(address, target, settings, outputs)
            if message:
                yield diagnostic(
                    "KB710", shown, message, line=address.line, column=address.column, hint=hint
                )


def _problem_of(
    address: LoadedAddress, target: str | None, settings: SiteSettings, outputs: Collection[str]
) -> tuple[str, str]:
    """Return message and hint for an address in a stylesheet; empty texts if it is fine."""
    if target is None:
        if not is_absolute(address.text) or _is_used(address.text, settings):
            return "", ""
        what = "imports" if address.is_stylesheet else "loads"
        message = f"the stylesheet {what} {address.text} from another site"
        return message, _hint_for_external(address.text)
    if target in outputs or settings.may_make_files:
        return "", ""
    near = Nearest(outputs).to(target)
    hint = f"Did you mean {near}?" if near else "Put the file into the content folder."
    return f"{address.text} does not exist", hint


def _shown(file: Path, settings: SiteSettings) -> str:
    try:
        return file.relative_to(settings.root).as_posix()
    except ValueError:
        return file.name


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:  # reported when it is copied
        return ""


def _missing(written: str, path: str, settings: SiteSettings, nearest: Nearest) -> tuple[str, str]:
    """Return message and hint for a file that the site does not publish."""
    if near := nearest.to(path):
        return f"{written} does not exist", f"Did you mean {near}?"
    file = settings.docs_dir / path
    if file.is_dir():
        return f"{written} is a folder", "Name a file in it."
    if file.is_file():
        return f"{written} is not published as a file", "Name another file of the content folder."
    if path.startswith(("/", "../")):
        hint = f"Write its path in the content folder, such as {path.lstrip('./')}."
        return f"{written} is outside the site", hint
    return f"{written} does not exist", "Put the file into the content folder."


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
