# SPDX-License-Identifier: MIT
"""Find the Markdown files that a text includes, so that parts of articles are not articles.

In: the Markdown of a body. Out: the names as written. `included_paths` resolves them to paths of
the content folder, wherever an extension or a plugin may look for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
_BLOCK = re.compile(r"^[ \t]*(-+8<-+)[ \t]*\n(.*?)\n[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
# `{% include "name" %}` of macros, `{% include-markdown "name" %}` of the plugin of that name.
_TAG = re.compile(r"""\{%-?\s*include(?:-markdown)?\s+(?:"([^"\n]+)"|'([^'\n]+)')""")
# `name:5:10` is a part of a file, and `name:section` is one, too.
_PART = re.compile(r":[\w:,-]*$")


def included_names(markdown: str) -> tuple[str, ...]:
    """Return the names of the Markdown files that a text includes, as written."""
    if "8<" not in markdown and "{%" not in markdown:
        return ()
    return tuple(dict.fromkeys(_markdown_names(_written_names(markdown))))


def _written_names(markdown: str) -> Iterator[str]:
    for match in (*_LINE.finditer(markdown), *_TAG.finditer(markdown)):
        yield match[1] or match[2]
    for match in _BLOCK.finditer(markdown):
        yield from (line.strip() for line in match[2].split("\n"))


def _markdown_names(names: Iterable[str]) -> Iterator[str]:
    plain = (_PART.sub("", name.strip()) for name in names)
    return (name for name in plain if is_markdown(name))


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
    below = (relpath(folder / name, settings.docs_dir) for folder in folders for name in names)
    beside = (normpath(join(dirname(path), name)) for path, name in named)
    return frozenset((*beside, *(path.replace("\\", "/") for path in below)))


def _texts(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return [value] if isinstance(value, str) else []
