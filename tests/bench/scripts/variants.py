# SPDX-License-Identifier: MIT
"""Ways to publish the theme's scripts: copies of one site that differ in nothing else."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import rjsmin

from kbgen.settings.resources import theme_dir

from ..build.process import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MODULES: Final = theme_dir() / "assets" / "javascripts"
_ENTRIES: Final = ("main.js", "search/worker.js", "reload.js", "scheme-init.js")
_IMPORTED: Final = re.compile(r'\bfrom\s*"(\.[^"]+)"')
_MAIN: Final = re.compile(r'<script type="module" src="([^"]*)main\.js">')


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to publish the scripts."""

    name: str
    site: Path


def variants(site: Path, folder: Path, esbuild: Path) -> list[Variant]:
    """Copy a built site once for each way.

    Args:
        site: The site as kbgen builds it.
        folder: Where the copies go.
        esbuild: The bundler's program.
    """
    ways: dict[str, Callable[[Path, Path], None]] = {
        "as published": lambda _site, _scripts: None,
        "plain modules": _plain,
        "plain modules, modulepreload": _preloaded,
        "esbuild bundle": lambda _site, scripts: _bundled(scripts, esbuild),
    }
    made = []
    for name, arrange in ways.items():
        copy = folder / name.replace(" ", "-")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy)
        (scripts,) = copy.glob("assets/kb-*/javascripts")
        arrange(copy, scripts)
        made.append(Variant(name, copy))
    return made


def _plain(_site: Path, scripts: Path) -> None:
    """Publish every module as a file; only comments are removed."""
    shutil.rmtree(scripts)
    for path in sorted(MODULES.rglob("*.js")):
        target = scripts / path.relative_to(MODULES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(rjsmin.jsmin(path.read_text("utf-8")), "utf-8")


def _preloaded(site: Path, scripts: Path) -> None:
    """Name all modules of an article in its head, and all modules of the worker in its script."""
    _plain(site, scripts)
    worker = scripts / "search/worker.js"
    parts = sorted(path.name for path in worker.parent.glob("*.js") if path != worker)
    imports = "".join(f'import"./{name}";' for name in parts)
    worker.write_text(imports + worker.read_text("utf-8"), "utf-8")
    needed = sorted({*_chain("main.js"), *_chain("feedback/start.js")} - {"main.js"})
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(_MAIN.sub(lambda match: _links(match, needed), text), "utf-8")


def _links(match: re.Match[str], names: Iterable[str]) -> str:
    links = (f'<link rel="modulepreload" href="{match[1]}{name}">' for name in names)
    return "\n".join((*links, match[0]))


def _chain(name: str) -> set[str]:
    """Return the paths of a module and of all that it imports statically."""
    found: set[str] = set()
    left = [name]
    while left:
        path = left.pop()
        if path in found:
            continue
        found.add(path)
        source = rjsmin.jsmin((MODULES / path).read_text("utf-8"))
        for target in _IMPORTED.findall(source):
            resolved = (MODULES / path).parent.joinpath(target).resolve()
            left.append(resolved.relative_to(MODULES.resolve()).as_posix())
    return found


def _bundled(scripts: Path, esbuild: Path) -> None:
    """Publish what a bundler with code splitting makes."""
    shutil.rmtree(scripts)
    entries = [str(MODULES / name) for name in _ENTRIES]
    options = ("--bundle", "--splitting", "--minify", "--format=esm", "--log-level=error")
    usage = measure(
        (str(esbuild), *entries, *options, f"--outdir={scripts}", f"--outbase={MODULES}"), MODULES
    )
    if usage.code:
        raise RuntimeError(usage.stderr)
