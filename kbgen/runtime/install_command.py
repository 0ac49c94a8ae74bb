# SPDX-License-Identifier: MIT
"""The command that installs a package into the environment that runs kbgen.

pipx and uv give kbgen an environment of its own, which plain `pip install` does not reach.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

_KBGEN: Final = "kbgen"


def install_command(requirement: str) -> str:
    """Return the command that installs a package next to kbgen, or repairs kbgen itself.

    Args:
        requirement: A package, or kbgen with an extra, such as `kbgen[dask]`.
    """
    environment = Path(sys.prefix)
    quoted = f'"{requirement}"' if "[" in requirement else requirement
    is_kbgen = requirement.partition("[")[0] == _KBGEN
    if (environment / "pipx_metadata.json").is_file():
        return f"pipx install --force {quoted}" if is_kbgen else f"pipx inject {_KBGEN} {quoted}"
    receipt = environment / "uv-receipt.toml"
    if receipt.is_file():
        # The command replaces the tool's packages, so it names those that were added before, too.
        added = _added_to_tool(receipt) + ([] if is_kbgen else [requirement])
        tool = f"--reinstall {quoted}" if is_kbgen else _KBGEN
        return " ".join([f"uv tool install {tool}", *(f"--with {name}" for name in added)])
    return f"{'uv pip' if _installer() == 'uv' else 'python -m pip'} install {quoted}"


def _added_to_tool(receipt: Path) -> list[str]:
    """Return the packages that `uv tool install --with` added to kbgen's environment."""
    import tomllib

    try:
        requirements = tomllib.loads(receipt.read_text("utf-8"))["tool"]["requirements"]
        names = [requirement["name"] for requirement in requirements]
    except (OSError, ValueError, LookupError, TypeError):  # the format of another version of uv
        return []
    return [name for name in names if name != _KBGEN]


def _installer() -> str:
    """Return the program that installed kbgen, or an empty string."""
    try:
        return (distribution(_KBGEN).read_text("INSTALLER") or "").strip()
    except PackageNotFoundError:  # kbgen runs from a checkout
        return ""
