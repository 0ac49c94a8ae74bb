# SPDX-License-Identifier: MIT
"""The theme's scripts as they travel: without comments, and the search worker's modules as one file.

In: our own ES modules, which import each other by relative paths and statically. Out: scripts that do the same. A chain
of modules costs a worker one round trip for each link; comments are half of what we write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Final

import rjsmin

from kbgen.errors import InternalError

_IMPORT: Final = re.compile(r'^import \{ ([^}]*) \} from "([^"]+)";?$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const)\*? (\w+))", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def minified(script: str) -> str:
    """The script without comments and needless white space."""
    return str(rjsmin.jsmin(script)) + "\n"


def joined(modules: Mapping[str, str], entry: str) -> str:
    """One script that does what a module and all that it imports do.

    Every module becomes a function that is called once and returns what it exports: names of one stay its own.

    Args:
        modules: path → source.
        entry: path of the one to begin with.

    Raises:
        InternalError: modules import each other in a circle, or in a way that is not ours.
    """
    order: list[str] = []
    _visit(modules, entry, order, ())
    return "".join(_wrapped(modules[path], path, order) for path in order)


def _visit(modules: Mapping[str, str], path: str, order: list[str], way: tuple[str, ...]) -> None:
    """Put a module behind everything that it imports."""
    if path in order:
        return
    if path in way or path not in modules:
        raise InternalError(f"{path} cannot be joined: {' → '.join((*way, path))}")
    for match in _IMPORT.finditer(modules[path]):
        _visit(modules, _target(path, match[2]), order, (*way, path))
    order.append(path)


def _target(path: str, imported: str) -> str:
    return normpath(join(dirname(path), imported))


def _wrapped(source: str, path: str, order: list[str]) -> str:
    def imported(match: re.Match[str]) -> str:
        names = match[1].replace(" as ", ": ")
        return f"const {{ {names} }} = module{order.index(_target(path, match[2]))};"

    exported = [match[1] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    if strange := _LEFT.search(body):
        raise InternalError(f"{path} cannot be joined: {strange.group()}")
    return f"const module{order.index(path)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"
