# SPDX-License-Identifier: MIT
"""Where the files live that are not Python: the theme, and the articles about diagnostic codes.

In a checkout they are `theme/` and `content/diagnostics/`; the wheel carries copies as `kbgen/_theme` and
`kbgen/_diagnostics`. The checkout's wins, because a stale copy may lie in site-packages.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from kbgen.errors import InternalError

_PACKAGE = Path(__file__).resolve().parent.parent


def theme_dir() -> Path:
    """The folder with templates, assets and string catalogues."""
    return _find("theme", "_theme", "main.html")


def diagnostics_dir() -> Path:
    """The folder with one article per diagnostic code."""
    return _find("content/diagnostics", "_diagnostics", "index.md")


@cache
def code_digest(*packages: str) -> str:
    """Hash the Python source of some of our packages (`content`, `search`): part of the cache keys of their results.

    A change of the code then makes old cache entries unreachable, without a version number to raise by hand.

    Returns:
        32 hexadecimal digits.
    """
    state = blake2b(digest_size=16)
    for path in sorted(path for package in packages for path in (_PACKAGE / package).rglob("*.py")):
        state.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def _find(in_checkout: str, in_wheel: str, witness: str) -> Path:
    for folder in (_PACKAGE.parent / in_checkout, _PACKAGE / in_wheel):
        if (folder / witness).is_file():
            return folder
    raise InternalError(f"the folder {in_wheel} is missing from the installation", "Install kbgen again.")
