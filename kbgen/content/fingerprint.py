# SPDX-License-Identifier: MIT
"""What the body of a text depends on besides the text: our code, the extensions, the libraries, without importing any.

In: the extensions of the settings. Out: a digest for cache keys.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import Any

from kbgen.settings.resources import code_digest

_LIBRARIES = ("Markdown", "pymdown-extensions", "nh3", "Pygments", "PyYAML")
_READS_FILES = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read files below their `base_path`."""
_KNOWN = ("markdown", "pymdownx")
"""Packages whose distributions are among the libraries anyway."""


def body_fingerprint(extensions: tuple[tuple[str, dict[str, Any]], ...]) -> str:
    """Changes when the same text would give another body: 32 hexadecimal digits."""
    parts = [code_digest("content"), repr(extensions)]
    parts += [f"{name}={version(name)}" for name in _LIBRARIES]
    parts += [_version_of(name) for name, _ in extensions]
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _version_of(extension: str) -> str:
    """The distribution that brings an extension, and its version; nothing for those that come with the libraries."""
    package = extension.partition(":")[0].partition(".")[0]
    if "." not in extension or package in _KNOWN:
        return ""
    try:
        return " ".join(f"{name}={version(name)}" for name in sorted(_distributions().get(package, ())))
    except PackageNotFoundError:
        return ""


def files_digest(extensions: tuple[tuple[str, dict[str, Any]], ...], ignored: Path) -> str:
    """Changes when a file does that an extension may put into a text; empty when none reads files.

    Args:
        extensions: of the settings.
        ignored: the output folder, which may lie below.
    """
    state = blake2b(digest_size=16)
    bases = [base for name, options in extensions if name in _READS_FILES for base in _bases(options)]
    for base in bases:
        for path in sorted(_files_below(Path(base), ignored)):
            state.update(f"{path.as_posix()}\0".encode("utf-8", "surrogatepass"))
            state.update(blake2b(path.read_bytes()).digest())
    return state.hexdigest() if bases else ""


def reads_files(extensions: tuple[tuple[str, dict[str, Any]], ...]) -> bool:
    """Whether an extension reads files that `files_digest` follows."""
    return any(name in _READS_FILES for name, _ in extensions)


def _bases(options: dict[str, Any]) -> list[str]:
    base = options.get("base_path") or "."
    return [str(item) for item in (base if isinstance(base, list | tuple) else [base])]


def _files_below(base: Path, ignored: Path) -> Iterator[Path]:
    """Nothing hidden: neither caches nor repositories are snippets."""
    if base.is_file():
        yield base
    for folder, names, files in os.walk(base):
        here = Path(folder)
        names[:] = [name for name in names if not name.startswith(".") and (here / name).resolve() != ignored]
        yield from (path for name in files if not name.startswith(".") and (path := here / name).is_file())


@lru_cache(maxsize=1)
def _distributions() -> dict[str, list[str]]:
    return dict(packages_distributions())
