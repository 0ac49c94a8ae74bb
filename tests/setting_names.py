# SPDX-License-Identifier: MIT
"""The settings of the `kbgen` block, for tests that compare them with the manual and with samples."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from kbgen.settings import KbgenSettings
from kbgen.settings.block import _PARSERS


def setting_names() -> tuple[str, ...]:
    """Return the name of every setting of the block, nested ones with a dot."""
    names: list[str] = []
    for name in _PARSERS:
        default = getattr(KbgenSettings(), name)
        nested = [field.name for field in fields(default)] if is_dataclass(default) else []
        names += [f"{name}.{inner}" for inner in nested if inner != "locations"] or [name]
    return tuple(names)
