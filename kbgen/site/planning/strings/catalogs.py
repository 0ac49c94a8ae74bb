# SPDX-License-Identifier: MIT
"""Read kbgen's catalogs of interface strings: `theme/strings/<lang>.yml`, one flat file each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import yaml

from kbgen.errors import InternalError
from kbgen.runtime.located_yaml import SAFE_LOADER
from kbgen.site.planning.locales import parents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENGLISH: Final = "en"


def english_catalog(theme_dir: Path) -> Mapping[str, str]:
    """Return the English catalog, which has every key.

    Raises:
        InternalError: There is none, or it is not a flat mapping of strings.
    """
    return _read(theme_dir / "strings" / f"{ENGLISH}.yml")


def find_catalog(lang: str, theme_dir: Path) -> Mapping[str, str] | None:
    """Return the catalog of a language or of one that its readers read: `pt` for `pt-BR`.

    Raises:
        InternalError: It is not a flat mapping of strings.
    """
    paths = (theme_dir / "strings" / f"{name}.yml" for name in parents(lang))
    path = next((path for path in paths if path.is_file()), None)
    return _read(path) if path else None


def _read(path: Path) -> Mapping[str, str]:
    try:
        return _parsed(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise InternalError(
            f"The theme's string catalog {path.name} cannot be read: {error}"
        ) from error


@lru_cache(maxsize=64)
def _parsed(path: Path, _modified: int) -> Mapping[str, str]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), SAFE_LOADER)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise InternalError(
            f"The theme's string catalog {path.name} cannot be read: {error}"
        ) from error
    if not isinstance(data, dict) or not all(
        isinstance(key, str) and isinstance(value, str) for key, value in data.items()
    ):
        raise InternalError(
            f"The theme's string catalog {path.name} is not a flat mapping of strings"
        )
    return data
