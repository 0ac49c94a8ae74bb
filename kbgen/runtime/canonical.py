# SPDX-License-Identifier: MIT
"""Values → canonical text, for keys and digests: the same value gives the same text, in every process.

`repr` does not: the order of a set depends on the hash seed of the process, and a live object shows its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any, Final

_PLAIN: Final = (str, bytes, bool, int, float, date, time)
"""Types whose `repr` ends where it must, and is the same everywhere."""


def canonical(value: Any) -> str:
    """Return a text that is the same for the same data only.

    Sets are sorted. Mappings keep their order, because the order of settings can have a meaning. Lists and tuples are
    the same; a number and its digits, or a text and a dataclass that holds it, are not. A class or a function is its
    name.

    Raises:
        TypeError: the value, or one inside it, is a live object.
    """
    if isinstance(value, Enum):
        return f"{_name_of(type(value))}.{value.name}"
    if value is None or isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, Mapping):
        return _list("{}", (f"{canonical(key)}:{canonical(item)}" for key, item in value.items()))
    if isinstance(value, AbstractSet):
        return _list("<>", sorted(map(canonical, value)))
    if isinstance(value, list | tuple):
        return _list("[]", map(canonical, value))
    if isinstance(value, type) or hasattr(value, "__qualname__"):
        return _name_of(value)
    if is_dataclass(value):
        return _name_of(type(value)) + _list("()", (canonical(getattr(value, field.name)) for field in fields(value)))
    raise TypeError(f"{type(value).__name__} has no canonical text: name what it depends on instead")


def _list(brackets: str, items: Iterable[str]) -> str:
    return brackets[0] + ",".join(items) + brackets[1]


def _name_of(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"
