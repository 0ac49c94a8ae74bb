# SPDX-License-Identifier: MIT
"""Convert values to canonical text for keys and digests: equal values give equal text.

`repr` does not, across processes: the order of a set depends on the hash seed of the process, and
an object without a `__repr__` shows its memory address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any, Final

_PLAIN: Final = (str, bytes, bool, int, float, date, time)
"""Types whose `repr` is unambiguous and the same in every process."""


def canonical(value: Any) -> str:
    """Return a text that is equal for equal data only.

    Sets are sorted. Mappings keep their order, because the order of settings can have a meaning. A
    list and a tuple of the same items give the same text; a number and a string of its digits do
    not. A class or a function gives its name.

    Raises:
        TypeError: The value, or a value inside it, is another kind of object.
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
        return _name_of(type(value)) + _list(
            "()", (canonical(getattr(value, field.name)) for field in fields(value))
        )
    raise TypeError(f"{type(value).__name__} has no canonical text; use the values it depends on")


def _list(brackets: str, items: Iterable[str]) -> str:
    return brackets[0] + ",".join(items) + brackets[1]


def _name_of(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"
