# SPDX-License-Identifier: MIT
"""Load the catalogs of interface strings: `theme/strings/<lang>.yml`, one flat file per language.

In: a language and the theme's folder. Out: a mapping with every key. English fills in missing keys,
so that a page never lacks a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from kbgen.errors import InternalError
from kbgen.runtime.located_yaml import SAFE_LOADER

if TYPE_CHECKING:
    from pathlib import Path

FALLBACK_LANGUAGE = "en"


def load_strings(lang: str, theme_dir: Path) -> dict[str, str]:
    """Load the strings of one language, completed from English.

    `pt-BR` uses `pt-BR.yml`, else `pt.yml`. The key `lang` of the result names the language whose
    plural rules the strings follow: that of the catalog, or `en` if there is none for `lang`.

    Raises:
        InternalError: There is no English catalog, or a catalog is not a flat mapping of strings.
    """
    fallback = _read(theme_dir / "strings" / f"{FALLBACK_LANGUAGE}.yml")
    for name in dict.fromkeys((lang, lang.partition("-")[0])):
        path = theme_dir / "strings" / f"{name}.yml"
        if path.is_file():
            return _complete(_read(path), fallback)
    return fallback


def _complete(strings: dict[str, str], fallback: dict[str, str]) -> dict[str, str]:
    """Add the keys that `strings` lacks, but never mix plural forms of two languages."""
    # Texts with plural forms. They need the forms of their own language, none of English.
    stems = {key.rpartition(".")[0] for key in strings if key.endswith(".other")}
    missing = {
        key: value
        for key, value in fallback.items()
        if key not in strings and key.rpartition(".")[0] not in stems
    }
    return {**strings, **missing}


def _read(path: Path) -> dict[str, str]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), SAFE_LOADER)  # noqa: S506  # a safe loader
    except (OSError, yaml.YAMLError) as error:
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
