# SPDX-License-Identifier: MIT
"""Prepare the theme's scripts for publishing: a few files without comments instead of many modules.

In: ES modules of the theme, which import each other by relative paths. Out: for each entry, one
module made of its own text and those of all modules that it imports. Only the imports, with which
every module begins, are read and removed; the rest is joined as it is, `export` included. So no two
modules of a script may use the same name at the top level, which every JavaScript engine refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import dirname, join, normpath, relpath
from typing import Final, NamedTuple

import rjsmin

from kbgen.errors import InternalError

_START: Final = "import{"


class _Module(NamedTuple):
    """A module, minified."""

    imports: tuple[tuple[tuple[str, ...], str], ...]
    """(Names, path) of each import, in order."""
    body: str


def minified(script: str) -> str:
    """Return a script without comments and unneeded white space."""
    return str(rjsmin.jsmin(script)) + "\n"


def joined(sources: Mapping[str, str], entry: str, on_demand: Iterable[str] = ()) -> dict[str, str]:
    """Join an entry and everything it imports into one script.

    Args:
        sources: Path → source.
        entry: Path of the first module.
        on_demand: Paths of modules that the entry imports later. Each becomes a script of its own,
            which imports what it shares with the entry from the entry's script.

    Returns:
        Path → script, for the entry and the modules imported later.

    Raises:
        InternalError: A module imports in an unsupported form, or modules import each other in a
            cycle.
    """
    shared: dict[str, _Module] = {}
    _collect(sources, entry, shared, ())
    scripts = {entry: "".join(module.body for module in shared.values())}
    for path in on_demand:
        chain = dict(shared)
        _collect(sources, path, chain, ())
        own = [module for name, module in chain.items() if name not in shared]
        imports = (names for module in own for names, target in module.imports if target in shared)
        scripts[path] = "".join(
            (_import(sorted(set().union(*imports)), entry, path), *(module.body for module in own))
        )
    return scripts


def _collect(
    sources: Mapping[str, str], path: str, modules: dict[str, _Module], chain: tuple[str, ...]
) -> None:
    """Add a module to `modules`, after everything that it imports."""
    if path in modules:
        return
    if path in chain or path not in sources:
        raise InternalError(f"{path} cannot be joined: {' → '.join((*chain, path))}")
    module = _parsed(sources[path], path)
    for _, target in module.imports:
        _collect(sources, target, modules, (*chain, path))
    modules[path] = module


def _parsed(source: str, path: str) -> _Module:
    """Separate the imports at the start of a module from the rest.

    Minified, an import has one form over however many lines it was written:
    `import{a,b}from"./path.js";`.
    """
    body = minified(source)
    imports = []
    while body.startswith(_START):
        names, _, rest = body[len(_START) :].partition('}from"')
        target, _, body = rest.partition('";')
        if not target.startswith(".") or " " in names:
            raise InternalError(f"{path} cannot be joined: {_START}{names}")
        imports.append((tuple(filter(None, names.split(","))), _resolved(path, target)))
        body = body.lstrip("\n")
    if body.startswith(("import ", "import*", 'import"')):
        raise InternalError(f"{path} cannot be joined: {body.partition(';')[0]}")
    return _Module(tuple(imports), body)


def _resolved(path: str, target: str) -> str:
    return normpath(join(dirname(path), target))


def _import(names: Iterable[str], source: str, path: str) -> str:
    """Return the import of names from one script in another."""
    listed = ",".join(names)
    place = relpath(source, dirname(path))
    return f'import{{{listed}}}from"./{place}";' if listed else ""
