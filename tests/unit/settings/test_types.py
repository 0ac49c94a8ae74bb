# SPDX-License-Identifier: MIT
"""Settings hold data only: they can be compared, sent to another process and hashed, and nothing in them is at work."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from kbgen.settings import load_settings
from kbgen.settings.types import SiteSettings

_DATA = {str, int, float, bool, type(None), date, Path, tuple, dict, frozenset, Any, ...}


def _kinds(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """Yield all types that values of a type can hold."""
    if kind in seen:
        return
    seen.add(kind)
    if arguments := get_args(kind):
        for argument in arguments:
            yield from _kinds(argument, seen)
    elif is_dataclass(kind):
        for name, hint in get_type_hints(kind).items():
            assert name in {field.name for field in fields(kind)}
            yield from _kinds(hint, seen)
    else:
        yield kind


def test_settings_hold_data_only() -> None:
    found = {
        kind
        for kind in _kinds(SiteSettings, set())
        if not (isinstance(kind, type) and issubclass(kind, Enum))
    }
    assert found <= _DATA


def test_settings_are_the_same_in_another_process(tmp_path: Path) -> None:
    text = (
        "site_name: A\nplugins:\n  - kbgen: {audiences: [public, agent]}\n  - glightbox\n  - tags\n"
    )
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    settings = load_settings(tmp_path / "mkdocs.yml").settings
    assert pickle.loads(pickle.dumps(settings)) == settings
