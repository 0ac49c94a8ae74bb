# SPDX-License-Identifier: MIT
"""Packages of the extra `test-all`. Tests that need a missing one are skipped with a reason; in CI they fail."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any, Final

import pytest

IN_CI: Final = os.environ.get("CI") == "true"
"""Where every package, browser and server must be there."""
_HOW: Final = "pip install --editable '.[test-all]'"


def required(module: str) -> Any:
    """Import a module of an optional package; without it, skip what imports or calls this, or fail in CI."""
    if IN_CI:
        return import_module(module)
    name = module.partition(".")[0]
    return pytest.importorskip(module, reason=f"{name} is not installed: {_HOW}", exc_type=ModuleNotFoundError)


def needs(*packages: str) -> pytest.MarkDecorator:
    """Mark tests that need packages; in CI they run, and fail when one is missing."""
    missing = [name for name in packages if not _is_installed(name)]
    return pytest.mark.skipif(bool(missing) and not IN_CI, reason=f"{', '.join(missing)} not installed: {_HOW}")


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True
