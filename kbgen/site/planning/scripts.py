# SPDX-License-Identifier: MIT
"""Prepare the theme's scripts for publishing: a few files without comments instead of many modules.

In: ES modules of the theme, which import each other by relative paths. Out: for each entry, one
module made of its own text and those of all modules that it imports. Only the imports, with which
every module begins, are read and removed; the rest is joined unchanged, `export` included. So two
modules of a script cannot use the same name at the top level: every JavaScript engine refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

import rjsmin

from kbgen.errors import InternalError


class _Module(NamedTuple):
    """A module, minified."""

    imports: dict[str, set[str]]
    """Path of another module → names imported from it, in the order of the imports."""
    body: str


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
    shared = _with_imports(sources, entry)
    scripts = {entry: "".join(module.body for module in shared.values())}
    for path in on_demand:
        chain = _with_imports(sources, path)
        own_modules = [module for name, module in chain.items() if name not in shared]
        names: set[str] = set()
        for module in own_modules:
            names.update(*(module.imports[target] for target in module.imports.keys() & shared))
        entry_path = relpath(entry, dirname(path))
        start = f'import{{{",".join(sorted(names))}}}from"./{entry_path}";' if names else ""
        scripts[path] = start + "".join(module.body for module in own_modules)
    return scripts


def _with_imports(
    sources: Mapping[str, str], path: str, importers: tuple[str, ...] = ()
) -> dict[str, _Module]:
    """Return a module and all that it imports by path; each comes after its own imports."""
    if path in importers or path not in sources:
        raise InternalError(f"{path} cannot be joined: {' → '.join((*importers, path))}")
    module = _parsed(sources[path], path)
    modules: dict[str, _Module] = {}
    for target in module.imports:
        modules |= _with_imports(sources, target, (*importers, path))
    return modules | {path: module}


def _parsed(source: str, path: str) -> _Module:
    """Separate the imports at the start of a module from the rest.

    Minified, an import has one form over however many lines it was written:
    `import{a,b}from"./path.js";`.
    """
    body = str(rjsmin.jsmin(source)) + "\n"
    imports: dict[str, set[str]] = {}
    while body.startswith(("import{", "import ", "import*", 'import"')):
        statement, _, body = body.partition('";')
        names, _, target = statement.removeprefix("import{").partition('}from"')
        if not target.startswith(".") or " " in names:
            raise InternalError(f"{path} cannot be joined: {statement.partition(';')[0]}")
        imported = imports.setdefault(normpath(join(dirname(path), target)), set())
        imported.update(filter(None, names.split(",")))
        body = body.lstrip("\n")
    return _Module(imports, body)
