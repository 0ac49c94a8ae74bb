# SPDX-License-Identifier: MIT
"""Prepare search dictionaries before timed builds, and time the preparation and a first build."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import kbgen
from kbgen.language.dictionary import dictionary_folder, open_dictionary
from kbgen.language.profiles import language

from .process import Usage, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FIRST_SITES: Final[tuple[tuple[str, ...], ...]] = (
    ("en",),
    ("en", "ru", "pl"),
    ("en", "ru", "pl", "de", "fr", "es", "it", "cs", "uk"),
)
"""Languages of the `kbgen init` sites whose first build is measured."""
_PREPARE: Final = (
    "import sys; from pathlib import Path; from kbgen.language.dictionary import open_dictionary; "
    "open_dictionary(sys.argv[1], Path(sys.argv[2]))"
)
_KBGEN: Final = (sys.executable, "-m", "kbgen")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The cost of preparing one dictionary."""

    usage: Usage
    size: int
    """Bytes of its file."""


@dataclass(frozen=True, slots=True)
class FirstBuild:
    """Two builds of a new site from scratch: without dictionaries, and with them."""

    without: Usage
    prepared: Usage


def make_ready(languages: Iterable[str]) -> None:
    """Prepare the dictionaries where builds look for them, and compile kbgen's modules.

    pip compiles what it installs. Without that, each process of a build compiles hundreds of
    modules: in a checkout whose environment has PYTHONDONTWRITEBYTECODE, every time.
    """
    compileall.compile_dir(Path(kbgen.__file__).parent, quiet=1)
    for lang in languages:
        open_dictionary(language(lang).dictionary, dictionary_folder())


def measure_preparation(lang: str) -> Prepared:
    """Prepare a language's dictionary in a temporary folder.

    Raises:
        RuntimeError: the preparation failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        usage = _run(
            (sys.executable, "-c", _PREPARE, language(lang).dictionary, folder), Path.cwd()
        )
        (file,) = Path(folder).iterdir()
        return Prepared(usage, file.stat().st_size)


def measure_first_build(languages: Sequence[str]) -> FirstBuild:
    """Create a site with `kbgen init`, and build it.

    Raises:
        RuntimeError: a command failed.
    """
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above, "site")
        _run((*_KBGEN, "init", str(folder), "--lang", ",".join(languages)), Path(above))
        with _dictionaries_in(Path(above, "cache")):
            without = _run((*_KBGEN, "build"), folder)
            shutil.rmtree(folder / ".kbgen")
            return FirstBuild(without, _run((*_KBGEN, "build"), folder))


def _run(command: Sequence[str], folder: Path) -> Usage:
    usage = measure(command, folder)
    if usage.code:
        raise RuntimeError(f"{' '.join(command)} failed: {usage.stderr}")
    return usage


@contextmanager
def _dictionaries_in(folder: Path) -> Iterator[None]:
    before = os.environ.get("KBGEN_CACHE")
    os.environ["KBGEN_CACHE"] = str(folder)
    try:
        yield
    finally:
        del os.environ["KBGEN_CACHE"]
        if before is not None:
            os.environ["KBGEN_CACHE"] = before
