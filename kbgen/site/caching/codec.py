# SPDX-License-Identifier: MIT
"""Convert model dataclasses to compact JSON and back, for the cache and for hashing.

This is not pickle, because a cache may come from another machine.

A dataclass becomes the list of its field values, in order. Decoding follows the types of the
fields, so a new field needs no change here. An unknown type raises a `TypeError` when its first
value is encoded or decoded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
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

_JSON_TYPES: Final = (str, int, float, bool, NoneType)
"""Types that JSON represents directly."""


@lru_cache(maxsize=256)
def _values_of(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


def _plain(value: Any) -> Any:
    """Return a JSON value for a value that JSON cannot represent."""
    if is_dataclass(value) and not isinstance(value, type):
        return _values_of(type(value))(value)
    if type(value) in (date, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not part of the model")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain
)


def to_bytes(value: Any) -> bytes:
    """Return canonical JSON: the same value gives the same bytes on every machine.

    Raises:
        TypeError: The value, or a value inside it, is not part of the model.
    """
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def from_bytes(kind: type[Value], data: bytes) -> Value:
    """Return the value of this type that `to_bytes` encoded.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the bytes encode something else.
    """
    if (value := json.loads(data)) is None:
        raise ValueError("no value was stored")
    return restore(kind, value)


def restore(kind: type[Value], value: Any) -> Value:
    """Return a value of this type from its decoded JSON.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the JSON encodes something else.
    """
    untyped_kind: Any = kind  # the cached function takes any hashable type form
    decoder = _decoder(untyped_kind)
    restored: Value = decoder(value) if decoder else value
    return restored


def types_of(kind: type) -> dict[str, Any]:
    """Map a dataclass's field names to their types, in order.

    Resolves names that its module imports only for type checking.
    """
    names = dict(vars(import_module("kbgen.model")))
    for base in reversed(kind.__mro__):
        names |= vars(import_module(base.__module__))
    hints = get_type_hints(kind, names | {"date": date, "datetime": datetime})
    return {field.name: hints[field.name] for field in fields(kind)}


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> Decoder | None:
    """Return the decoder of a type, built once; None for a type that JSON represents directly."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _JSON_TYPES:
        return None
    if kind is Fields:
        return _fields
    if kind in (date, datetime):
        return kind.fromisoformat  # type: ignore[no-any-return]
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
    raise TypeError(f"the cache cannot store values of type {kind}")


def _optional(one: Decoder | None) -> Decoder | None:
    return one and (lambda value: None if value is None else one(value))


def _list(make: Callable[[Any], Any], one: Decoder | None) -> Decoder:
    return (lambda values: make([one(value) for value in values])) if one else make


def _table(one: Decoder | None) -> Decoder | None:
    return one and (lambda table: {key: one(value) for key, value in table.items()})


def _row(make: Callable[..., Any], kinds: Callable[[], Iterable[Any]]) -> Decoder:
    """Return a decoder of rows: lists of values of these types, in order.

    It resolves the types at the first row, because types may contain themselves. A dataclass may be
    None even where its field is not optional: the cache stores pages without their `SiteView`.
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
            # Safe to change in place: json.loads made the list, and nothing else uses it.
            values[index] = one(values[index])
        return make(*values)

    return decode


def _fields(row: Any) -> Fields:
    """Decode front matter. A field has the type of the `Article` field that it becomes."""
    values, positions = row
    decoders = _front_matter_decoders()
    decoded = {
        name: one(value) if (one := decoders[name]) else value for name, value in values.items()
    }
    return Fields(decoded, tuple([(name, line, column) for name, line, column in positions]))


@cache
def _front_matter_decoders() -> Mapping[str, Decoder | None]:
    kinds = types_of(Article)
    return {name: _decoder(kinds[RENAMED.get(name, name)]) for name in ARTICLE}
