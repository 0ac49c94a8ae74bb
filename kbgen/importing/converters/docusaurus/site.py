# SPDX-License-Identifier: MIT
"""Read the settings of a Docusaurus site, as far as they are plain data.

In: the imported folder. Out: where its documents are, and their addresses and languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any, Final

from kbgen.importing.source.data_files import mappings, text_of
from kbgen.importing.source.js_literals import object_after
from kbgen.importing.source.tree import SourceTree

_CONFIG: Final = re.compile(r"(?:.*/)?docusaurus\.config\.(?:[cm]?[jt]s)")
_SIDEBARS: Final = ("sidebars.js", "sidebars.ts", "sidebars.json", "sidebars.cjs", "sidebars.mjs")
_PLUGIN: Final = re.compile(
    r"\[\s*(?:require\.resolve\()?['\"](?:@docusaurus/plugin-)?content-docs['\"]\)?\s*,"
    r"(?:\s*/\*.*?\*/)?"
)


@dataclass(frozen=True, slots=True)
class Documents:
    """One set of documents: an instance of Docusaurus' docs plugin."""

    folder: str
    """Path in the imported folder."""
    route: str
    """First part of its addresses: `docs`; empty at the top."""
    target: str
    """Folder of the content folder; empty for the main set."""
    sidebars: str
    """The file of its sidebars; empty if it has none."""
    translations: str
    """Name of its folder below `i18n/<language>`."""


@dataclass(frozen=True, slots=True)
class Site:
    """A Docusaurus site."""

    root: str
    """The folder of its settings; `@site` in links."""
    base_url: str
    sets: tuple[Documents, ...]
    languages: tuple[str, ...]
    """The default language first; empty if there is one."""
    markdown: str = "mdx"
    """What `.md` files are: `mdx`, or `md` and `detect` for Markdown."""


def read_site(tree: SourceTree) -> Site:
    """Read the settings; without any, the folder is the one of the documents."""
    configs = sorted(filter(_CONFIG.fullmatch, tree.files), key=lambda path: path.count("/"))
    if not configs:
        folder = "docs" if tree.below("docs", ".md", ".mdx") else ""
        return Site("", "/", (_documents(tree, "", {"path": folder or "."}, "docs"),), ())
    config = configs[0]
    text, root = tree.text(config) or "", dirname(config)
    sets = tuple(_sets(tree, root, text))
    return Site(root, _base_url(text), sets, _languages(text), _markdown(text))


def _base_url(text: str) -> str:
    values = [value for value in object_after(text, "baseUrl") if isinstance(value, str)]
    return values[0] if values else "/"


def _markdown(text: str) -> str:
    values = mappings(object_after(text, "markdown"))
    return text_of(values[0], "format", "mdx") if values else "mdx"


def _languages(text: str) -> tuple[str, ...]:
    for value in mappings(object_after(text, "i18n")):
        if isinstance(value.get("locales"), list):
            default = text_of(value, "defaultLocale", "en")
            others = [item for item in value["locales"] if isinstance(item, str)]
            languages = tuple(dict.fromkeys((default, *others)))
            return languages if len(languages) > 1 else ()
    return ()


def _sets(tree: SourceTree, root: str, text: str) -> list[Documents]:
    """Return the main set and those of additional plugins."""
    main = next(iter(mappings(object_after(text, "docs"))), {})
    sets = [_documents(tree, root, main, "docs")]
    for match in _PLUGIN.finditer(text):
        # The options follow the plugin's name, as the value of an unnamed key.
        options = next(iter(object_after(f"options:{text[match.end() :]}", "options")), None)
        if isinstance(options, dict):
            sets.append(_documents(tree, root, options, text_of(options, "id", "default")))
    found: dict[str, Documents] = {}
    for item in sets:
        if tree.below(item.folder, ".md", ".mdx"):
            found.setdefault(item.folder, item)
    return list(found.values()) or sets[:1]


def _documents(tree: SourceTree, root: str, options: dict[str, Any], name: str) -> Documents:
    is_main = name in ("docs", "default")
    path = text_of(options, "path", "docs" if is_main else name)
    folder = normpath(join(root, path))
    route = text_of(options, "routeBasePath", "docs" if is_main else path).strip("/")
    return Documents(
        folder="" if folder == "." or folder.startswith("..") else folder,
        route=route,
        target="" if is_main else route,
        sidebars=_sidebars(tree, root, options, is_main=is_main),
        translations="docusaurus-plugin-content-docs" + ("" if is_main else f"-{name}"),
    )


def _sidebars(tree: SourceTree, root: str, options: dict[str, Any], *, is_main: bool) -> str:
    written = text_of(options, "sidebarPath")
    candidates = [normpath(join(root, written))] if written else []
    if is_main:
        candidates += [join(root, name) for name in _SIDEBARS]
    return next((path for path in candidates if path in tree), "")
