# SPDX-License-Identifier: MIT
"""Hash the inputs of a body besides its text: our code, the extensions and the libraries.

In: the extensions of the settings, the site's address. Out: a digest for cache keys. No library is
imported for it.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from typing import Any

from kbgen.runtime.canonical import canonical
from kbgen.settings.resources import code_digest

_PACKAGES = ("content", "language", "runtime")
"""Packages with the code that turns a file into a body."""
_LIBRARIES = (
    "Markdown",
    "latex2mathml",
    "markdown-it-py",
    "pymdown-extensions",
    "nh3",
    "Pygments",
    "PyYAML",
)
_KNOWN = ("markdown", "pymdownx")
"""Packages of distributions that are in `_LIBRARIES`."""


def body_fingerprint(extensions: tuple[tuple[str, dict[str, Any]], ...], site_url: str = "") -> str:
    """Return 32 hexadecimal digits that change when the same text would give a different body."""
    parts = [code_digest(*_PACKAGES), canonical(extensions), site_url]
    parts += _library_versions()
    parts += [_version_of(name) for name, _ in extensions]
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _library_versions() -> tuple[str, ...]:
    return tuple(f"{name}={version(name)}" for name in _LIBRARIES)


def _version_of(extension: str) -> str:
    """Return an extension's distribution with its version; empty for those in `_LIBRARIES`."""
    package = extension.partition(":")[0].partition(".")[0]
    if "." not in extension or package in _KNOWN:
        return ""
    try:
        return " ".join(
            f"{name}={version(name)}" for name in sorted(_distributions().get(package, ()))
        )
    except PackageNotFoundError:
        return ""


# Reading the metadata of all packages takes long.
_distributions = lru_cache(maxsize=1)(packages_distributions)
