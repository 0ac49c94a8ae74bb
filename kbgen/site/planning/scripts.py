# SPDX-License-Identifier: MIT
"""Prepare the theme's scripts for publishing: minify them, and join the search worker's modules.

In: ES modules of the theme, which import each other statically by relative paths. Out: scripts that
do the same. Loading a chain of modules costs a worker one round trip per module, and half of the
source is comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Final

import rjsmin

from kbgen.errors import InternalError

# `import { a, b as c } from "./path.js"`: group 1 has the names, group 2 the path.
_IMPORT: Final = re.compile(r'^import \{ ([^}]*) \} from "([^"]+)";?$', re.MULTILINE)
# The word `export` before a declaration, which stays; group 1 has the declared name.
_EXPORT: Final = re.compile(
    r"^export (?=(?:async )?(?:function|class|const)\*? (\w+))", re.MULTILINE
)
_REMAINING: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def minified(script: str) -> str:
    """Return a script without comments and unneeded white space."""
    return str(rjsmin.jsmin(script)) + "\n"


def joined(modules: Mapping[str, str], entry: str) -> str:
    """Join a module and all its imports into one script.

    Every module becomes a function that is called once and returns its exports, so that its other
    names stay private.

    Args:
        modules: Path → source.
        entry: Path of the first module.

    Raises:
        InternalError: Modules import each other in a cycle, or use an unsupported form of import.
    """
    order: list[str] = []
    _visit(modules, entry, order, ())
    return "".join(_wrapped(modules[path], path, order) for path in order)


def _visit(modules: Mapping[str, str], path: str, order: list[str], way: tuple[str, ...]) -> None:
    """Append a module to `order`, after everything that it imports."""
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
    if unsupported := _REMAINING.search(body):
        raise InternalError(f"{path} cannot be joined: {unsupported.group()}")
    names = ", ".join(exported)
    return f"const module{order.index(path)} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"
