# SPDX-License-Identifier: MIT
"""Model dataclasses ↔ compact JSON, for the cache and for hashing. No pickle: a cache may come from elsewhere.

A dataclass is the list of its fields, in order. Reading follows the types of these fields, so a new field needs no
change here. A type that this module does not know raises a `TypeError` when its first value is written or read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from kbgen.content.front_matter import Fields
from kbgen.content.front_matter.schema import ARTICLE, RENAMED
from kbgen.model import Article

Value = TypeVar("Value")
Decoder = Callable[[Any], Any]

_AS_THEY_ARE: Final = (str, int, float, bool, NoneType)
"""Types that JSON has itself."""


@lru_cache(maxsize=256)
def _values_of(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


def _plain(value: Any) -> Any:
    """Return what JSON knows for what it does not know."""
    if is_dataclass(value) and not isinstance(value, type):
        return _values_of(type(value))(value)
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not part of the model")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def to_bytes(value: Any) -> bytes:
    """Return canonical JSON: the same value gives the same bytes, everywhere.

    Raises:
        TypeError: the value, or one inside it, is not part of the model.
    """
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def from_bytes(kind: type[Value], data: bytes) -> Value:
    """Return the value of this type that `to_bytes` made these bytes of.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the bytes are something else.
    """
    if (value := json.loads(data)) is None:
        raise ValueError("nothing was kept")
    return restore(kind, value)


def restore(kind: type[Value], value: Any) -> Value:
    """Return a value of this type, out of what JSON made of it.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is something else.
    """
    known: Any = kind
    decoder = _decoder(known)
    restored: Value = decoder(value) if decoder else value
    return restored


def types_of(kind: type) -> dict[str, Any]:
    """Return the types of a dataclass's fields, in order; names that its module imports for checks alone are known."""
    known = {**vars(import_module("kbgen.model")), **vars(import_module(kind.__module__)), "date": date}
    hints = get_type_hints(kind, known)
    return {field.name: hints[field.name] for field in fields(kind)}


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> Decoder | None:
    """Return what restores values of a type, which is looked at once; None for a type that JSON has itself."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _AS_THEY_ARE:
        return None
    if kind is Fields:
        return _fields
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return _row(kind, lambda: types_of(kind).values())
    if origin in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:
        return _optional(_decoder(next(each for each in arguments if each is not NoneType)))
    if origin in (tuple, frozenset) and (origin is frozenset or arguments[-1] is Ellipsis):
        return _list(origin, _decoder(arguments[0]))
    if origin is tuple:
        return _row(lambda *values: values, lambda: arguments)
    if origin is dict and arguments[0] is str:
        return _table(_decoder(arguments[1]))
    raise TypeError(f"the cache cannot keep values of the type {kind}")


def _optional(one: Decoder | None) -> Decoder | None:
    return one and (lambda value: None if value is None else one(value))


def _list(make: Callable[[Any], Any], one: Decoder | None) -> Decoder:
    return (lambda values: make([one(value) for value in values])) if one else make


def _table(one: Decoder | None) -> Decoder | None:
    return one and (lambda table: {key: one(value) for key, value in table.items()})


def _row(make: Callable[..., Any], kinds: Callable[[], Iterable[Any]]) -> Decoder:
    """Restore values of these types, in order. The types are looked at when the first row comes: they may nest.

    A dataclass may be missing (None) whatever its field says: a page is kept without its view of the site.
    """

    @cache
    def plan() -> tuple[int, list[tuple[int, Decoder]]]:
        decoders = [_decoder(kind) for kind in kinds()]
        return len(decoders), [(index, one) for index, one in enumerate(decoders) if one]

    def decode(values: Any) -> Any:
        if values is None:
            return None
        length, decoders = plan()
        if len(values) != length:
            raise ValueError(f"{len(values)} values instead of {length}")
        for index, one in decoders:
            values[index] = one(values[index])  # the list is of JSON's making, and nobody else's
        return make(*values)

    return decode


def _fields(row: Any) -> Fields:
    """Restore front matter: a field has the type of the field of `Article` that it becomes."""
    values, places = row
    known = _front_matter()
    decoded = {name: one(value) if (one := known[name]) else value for name, value in values.items()}
    return Fields(decoded, tuple([(name, line, column) for name, line, column in places]))


@cache
def _front_matter() -> Mapping[str, Decoder | None]:
    kinds = types_of(Article)
    return {name: _decoder(kinds[RENAMED.get(name, name)]) for name in ARTICLE}
