# SPDX-License-Identifier: MIT
"""Describe programs that build the same Markdown: kbgen, MkDocs with Material, Zensical, Hugo.

Each has its settings file in the same workplace, search enabled, and its own output folder. MkDocs
and Zensical have `navigation.prune`, without which thousands of pages cannot be built, and kbgen's
Markdown extensions. Hugo has a plain theme.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .hugo_theme import HUGO_SETTINGS, write_hugo_theme
from .sites import KBGEN_COMMAND, PEER_COMMAND, PEER_EXTENSIONS, Workplace, prepare

if TYPE_CHECKING:
    from .corpora import Corpus

_BIN: Final = Path(sys.executable).parent
_ZENSICAL: Final = """\
site_name: Benchmark
site_url: https://help.example.com/
docs_dir: content
site_dir: zensical-site
theme:
  name: material
  font: false
  language: en
  features: [navigation.prune]
plugins:
  - search
"""
# Zensical knows no `!!python/object/apply`; what it slugifies with by default is as much work.
_ZENSICAL_EXTENSIONS: Final = (
    "\n".join(line for line in PEER_EXTENSIONS.splitlines() if "!!python" not in line) + "\n"
)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that builds the workplace's articles."""

    name: str
    package: str
    """The package on PyPI."""
    build: tuple[str, ...]
    serve: Callable[[int], tuple[str, ...]]
    """Port → the command of its development server."""
    site: str
    """Output folder, below the workplace."""
    kept: tuple[str, ...]
    """Other files that it leaves for its next run."""
    search: tuple[str, ...] = ()
    """Files of its search index below `site` that are not in `search/`."""

    @property
    def installed(self) -> bool:
        """Tell whether it can run here."""
        try:
            version(self.package)
        except PackageNotFoundError:
            return False
        return True

    def clear(self, place: Workplace) -> None:
        """Delete everything it made in the workplace."""
        for name in (self.site, *self.kept):
            shutil.rmtree(place.folder / name, ignore_errors=True)


KBGEN: Final = Program(
    "kbgen",
    "kbgen",
    KBGEN_COMMAND,
    lambda port: (sys.executable, "-m", "kbgen", "serve", "--port", str(port)),
    "site",
    (".kbgen",),
)
MKDOCS: Final = Program(
    "MkDocs, Material",
    "mkdocs-material",
    PEER_COMMAND,
    lambda port: (
        *(sys.executable, "-m", "mkdocs", "serve", "--config-file", "peer.yml"),
        *("--dev-addr", f"127.0.0.1:{port}"),
    ),
    "peer",
    (),
)
ZENSICAL: Final = Program(
    "Zensical",
    "zensical",
    (str(_BIN / "zensical"), "build", "--config-file", "zensical.yml"),
    lambda port: (
        *(str(_BIN / "zensical"), "serve", "--config-file", "zensical.yml"),
        *("--dev-addr", f"127.0.0.1:{port}"),
    ),
    "zensical-site",
    (".cache",),
    ("search.json",),
)
HUGO: Final = Program(
    "Hugo, plain theme",
    "hugo",
    (str(_BIN / "hugo"), "build", "--config", "hugo.toml", "--quiet"),
    lambda port: (
        *(str(_BIN / "hugo"), "server", "--config", "hugo.toml", "--port", str(port)),
        *("--baseURL", f"http://127.0.0.1:{port}/", "--appendPort=false"),
    ),
    "hugo-site",
    ("resources", ".hugo_build.lock"),
    ("index.json",),
)
PROGRAMS: Final = (KBGEN, MKDOCS, ZENSICAL, HUGO)


def prepare_all(corpus: Corpus, folder: Path) -> Workplace:
    """Write the corpus and every program's settings to a folder."""
    place = prepare(corpus, folder)
    (folder / "zensical.yml").write_text(_ZENSICAL + _ZENSICAL_EXTENSIONS, "utf-8")
    (folder / "hugo.toml").write_text(HUGO_SETTINGS, "utf-8")
    write_hugo_theme(folder)
    return place
