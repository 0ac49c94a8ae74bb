# SPDX-License-Identifier: MIT
"""Find the files that a text includes: parts of articles are not articles, and change others.

In: the Markdown of a body. Out: the names as written. `included_paths` resolves them to paths of
the content folder, wherever an extension or a plugin may look for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from os.path import relpath
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from kbgen.content.structure.urls import is_markdown

if TYPE_CHECKING:
    from kbgen.settings.types import SiteSettings

_SNIPPETS = "pymdownx.snippets"
# `--8<-- "name"` of pymdownx.snippets, on a line of its own.
_LINE = re.compile(r"""^[ \t]*-+8<-+[ \t]+(?:"([^"\n]+)"|'([^'\n]+)')""", re.MULTILINE)
# The block form: names between two lines of `--8<--`.
_MARK = re.compile(r"[ \t]*-+8<-+[ \t]*")
# `{% include "name" %}` of macros, `{% include-markdown "name" %}` of the plugin of that name.
_TAG = re.compile(r"""\{%-?\s*include(?:-markdown)?\s+(?:"([^"\n]+)"|'([^'\n]+)')""")
# `name:5:10` is a part of a file, and `name:section` is one, too.
_PART = re.compile(r":[\w:,-]*$")


def included_names(markdown: str) -> tuple[str, ...]:
    """Return the names of the Markdown files that a text includes, as written."""
    if "8<" not in markdown and "{%" not in markdown:
        return ()
    return tuple(dict.fromkeys(_markdown_names(_written_names(markdown))))


def snippet_names(markdown: str) -> Iterator[str]:
    """Yield the names that `pymdownx.snippets` may read, as written, with a part of the file."""
    if "8<" not in markdown:
        return
    for match in _LINE.finditer(markdown):
        yield match[1] or match[2]
    is_open = False
    for line in markdown.splitlines():
        if _MARK.fullmatch(line):
            is_open = not is_open
        elif is_open and line.strip():
            yield line.strip()


def without_part(name: str) -> str:
    """Return the name of a file without the lines or the section after it."""
    return _PART.sub("", name.strip())


def _written_names(markdown: str) -> Iterator[str]:
    yield from snippet_names(markdown)
    for match in _TAG.finditer(markdown):
        yield match[1] or match[2]


def _markdown_names(names: Iterable[str]) -> Iterator[str]:
    return (name for name in map(without_part, names) if is_markdown(name))


def included_paths(
    includes: Iterable[tuple[str, Sequence[str]]], settings: SiteSettings
) -> frozenset[str]:
    """Return the paths of the content folder that texts may mean.

    Args:
        includes: (path of an article, names that its text includes).
        settings: The site's settings, which name folders of snippets.
    """
    options = next((item for name, item in settings.markdown_extensions if name == _SNIPPETS), {})
    named = [(path, name) for path, names in includes for name in names]
    names = {*_markdown_names(_texts(options.get("auto_append"))), *(name for _, name in named)}
    bases = [settings.root / folder for folder in _texts(options.get("base_path"))]
    folders = [settings.docs_dir, settings.root, *bases]
    below = (relpath(folder / name, settings.docs_dir) for folder, name in product(folders, names))
    beside = (normpath(join(dirname(path), name)) for path, name in named)
    return frozenset((*beside, *(path.replace("\\", "/") for path in below)))


def _texts(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return [value] if isinstance(value, str) else []
