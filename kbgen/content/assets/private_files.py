# SPDX-License-Identifier: MIT
"""Find the files that only hidden articles use: a build without the article omits them, too.

In: the knowledge base, what its hidden articles mention, and the files that published articles use.
Out: paths of assets to leave out. A file that nothing mentions stays: people may link to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, normpath, splitext
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kbgen.content.links.targets import composed
from kbgen.content.markdown.sanitizing.allowed import word_set

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.model import KnowledgeBase
    from kbgen.settings.types import SiteSettings

_REFERRING: Final = word_set(".css .htm .html .js .json .mjs .svg .vtt .webmanifest .xhtml .xml")
"""Extensions of assets that may load other assets."""


def private_files(
    kb: KnowledgeBase,
    settings: SiteSettings,
    mentions: Mapping[str, Iterable[str]],
    used: Iterable[str],
) -> frozenset[str]:
    """Return the paths of the assets that only hidden articles use.

    Args:
        kb: The knowledge base.
        settings: The site's settings; files that they name are not private.
        mentions: Path of each hidden article → what may be paths of files in it.
        used: Paths of the assets that published articles use.
    """
    assets = {composed(path): path for path, _ in kb.assets}
    private = {
        assets[path]
        for article, targets in mentions.items()
        for target in targets
        for name in _possible_paths(article, composed(target), settings)
        for path in _with_languages(name, settings)
        if path in assets
    }
    private -= {*used, *_files_of_settings(settings)}
    return frozenset(private - _loaded_by_assets(kb, settings.docs_dir, private))


def _possible_paths(article: str, target: str, settings: SiteSettings) -> Iterator[str]:
    """Yield the paths in the content folder that a target may name."""
    if target.startswith("/"):
        inside = f"/{target}".removeprefix(f"/{settings.root_path}").lstrip("/")
        joined = [target.lstrip("/"), inside]
    else:
        # Writers link from the file, or from the address of its page.
        joined = [f"{dirname(article)}/{target}", f"{splitext(article)[0]}/{target}"]
    default = settings.kbgen.languages[0]
    for path in (normpath(path).lstrip("/") for path in joined):
        language, _, rest = path.partition("/")
        yield path
        yield f"{default}/{path}"
        if language in settings.kbgen.languages:
            yield rest
            yield f"{default}/{rest}"


def _with_languages(path: str, settings: SiteSettings) -> Iterator[str]:
    """Yield a path and, if names of files tell the language, its variant in each language."""
    yield path
    if settings.language_suffixes:
        stem, suffix = splitext(path)
        for lang in settings.kbgen.languages:
            yield f"{stem}.{lang}{suffix}"
            yield f"{stem}._{lang}{suffix}"


def _files_of_settings(settings: SiteSettings) -> Iterator[str]:
    scripts = (script.path for script in settings.extra_javascript)
    files = (file.path for file in settings.page_files)
    names = (settings.logo, settings.favicon, *settings.extra_css, *scripts, *files)
    return (name.partition("?")[0].lstrip("/") for name in names)


def _loaded_by_assets(kb: KnowledgeBase, folder: Path, candidates: set[str]) -> frozenset[str]:
    """Return the candidates whose name occurs in a style sheet, script or drawing of the site."""
    if not candidates:
        return frozenset()
    names = {path: composed(path.rpartition("/")[2]) for path in candidates}
    loaded: set[str] = set()
    for path, _ in kb.assets:
        if path in candidates or splitext(path)[1].lower() not in _REFERRING:
            continue
        text = composed(_text_of(folder / path))
        loaded |= {other for other, name in names.items() if name in text or quote(name) in text}
    return frozenset(loaded)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:  # reported when it is copied
        return ""
