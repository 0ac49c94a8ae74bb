# SPDX-License-Identifier: MIT
"""Find where mkdocs.yml has a setting that another program's message names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings.settings_yaml import read_yaml

_Location = tuple[int, int]
"""(line, column)."""


def location_of_setting(
    config_file: Path, setting: str, words: Collection[str] = ()
) -> _Location | None:
    """Return the location of a setting, or of the first of these words in it; None without either.

    Args:
        config_file: The settings file. Files that it inherits from are not read.
        setting: Name of a setting on the top level.
        words: Names or values inside the setting, in the words of a message about it.
    """
    try:
        tree = read_yaml(config_file.read_text("utf-8-sig"), Problems(""))
    except (OSError, UnicodeDecodeError):
        return None
    entry = dict(tree.items()).get(setting) if tree else None
    if entry is None:
        return None
    found = (location for name, location in _names(entry) if name in words)
    return next(found, entry.key_location)


def _names(entry: Located) -> Iterator[tuple[str, _Location]]:
    """Yield each name and each plain value in a setting, with its location."""
    for name, value in entry.items():
        yield name, value.key_location
        yield from _names(value)
    if isinstance(entry.value, list):
        for item in entry.value:
            yield from _names(item)
    elif not isinstance(entry.value, dict):
        yield str(entry.value), (entry.line, entry.column)
