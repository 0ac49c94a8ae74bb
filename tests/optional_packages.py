# SPDX-License-Identifier: MIT
"""Require packages of the extra `test-all`: without one, tests are skipped, or fail in CI."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from typing import Any, Final

import pytest

IN_CI: Final = os.environ.get("CI") == "true" and find_spec("mkdocs") is not None
"""Whether this is CI, which has every package, browser and server, except in its run without MkDocs
(`make test-bare`)."""
_HOW: Final = "pip install --editable '.[test-all]'"


def required(module: str) -> Any:
    """Import a module of an optional package; without it, skip the caller, or fail in CI."""
    if IN_CI:
        return import_module(module)
    name = module.partition(".")[0]
    return pytest.importorskip(
        module, reason=f"{name} is not installed: {_HOW}", exc_type=ModuleNotFoundError
    )


def needs(*packages: str) -> pytest.MarkDecorator:
    """Mark tests that need packages; in CI they run, and fail if one is missing."""
    missing = [name for name in packages if not _is_installed(name)]
    return pytest.mark.skipif(
        bool(missing) and not IN_CI, reason=f"{', '.join(missing)} not installed: {_HOW}"
    )


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True
