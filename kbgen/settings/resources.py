# SPDX-License-Identifier: MIT
"""Locate the files that are not Python: the theme, and the articles about diagnostic codes.

In a checkout they are `theme/` and `content/diagnostics/`; the wheel contains copies as
`kbgen/_theme` and `kbgen/_diagnostics`. The checkout takes precedence, because site-packages may
contain an outdated copy.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from kbgen.errors import InternalError

_PACKAGE = Path(__file__).resolve().parent.parent


def theme_dir() -> Path:
    """Return the folder with templates, assets and string catalogs."""
    return _find("theme", "_theme", "main.html")


def diagnostics_dir() -> Path:
    """Return the folder with one article per diagnostic code."""
    return _find("content/diagnostics", "_diagnostics", "index.md")


@cache
def code_digest(*packages: str) -> str:
    """Hash the Python source of packages of kbgen, such as `content` and `search`.

    The digest is part of their cache keys. A change to the code thus invalidates old cache
    entries, without a version number to maintain by hand.

    Returns:
        32 hexadecimal digits.
    """
    digests = map(_package_digest, packages)
    return blake2b(" ".join(digests).encode(), digest_size=16).hexdigest()


@cache
def _package_digest(package: str) -> str:
    """Hash the names and bytes of a package's modules: several keys have the same packages."""
    state = blake2b(digest_size=16)
    for path in sorted((_PACKAGE / package).rglob("*.py")):
        state.update(
            path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return state.hexdigest()


def _find(in_checkout: str, in_wheel: str, marker: str) -> Path:
    """Return the first of two folders that contains the file `marker`."""
    for folder in (_PACKAGE.parent / in_checkout, _PACKAGE / in_wheel):
        if (folder / marker).is_file():
            return folder
    raise InternalError(
        f"the folder {in_wheel} is missing from the installation", "Install kbgen again."
    )
