# SPDX-License-Identifier: MIT
"""Model dataclasses ↔ compact JSON, for the cache and for hashing. No pickle: a cache may come from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache, partial
from importlib import import_module
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kbgen.content.front_matter import Fields
from kbgen.content.source.article_source import Source
from kbgen.model import (
    Audience,
    Body,
    BodyFacts,
    Cause,
    Diagnostic,
    Environment,
    Heading,
    IssueState,
    Kind,
    LinkReference,
    Passage,
    Provenance,
    RemedyType,
    Severity,
    Status,
    Support,
)


@lru_cache(maxsize=256)
def _values_of(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


def _plain(value: Any) -> Any:
    """What JSON does not know: dataclasses are lists of their fields, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return _values_of(type(value))(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not part of the model")


@lru_cache(maxsize=256)
def _types_of(kind: type) -> tuple[Any, ...]:
    known = {**vars(import_module("kbgen.model")), **vars(import_module(kind.__module__)), "date": date}
    hints = get_type_hints(kind, known)
    return tuple(hints[field.name] for field in fields(kind))


def restore(kind: Any, value: Any) -> Any:
    """The reverse of `to_bytes`, after JSON has been read: a value of this type.

    Raises:
        ValueError, TypeError, KeyError: it is something else.
    """
    return _restorer(kind)(value)


@lru_cache(maxsize=256)
def _restorer(kind: Any) -> Callable[[Any], Any]:
    """`restore` for one type, which is looked at once, not for each value."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda value: value
    if origin in (Union, UnionType):
        return _or_none(_restorer(next(each for each in arguments if each is not NoneType)))
    if origin is tuple and arguments[-1] is Ellipsis:
        return _or_none(_rows_of(_restorer(arguments[0])))
    if origin is tuple:
        return _or_none(_row_of(tuple, arguments))
    if origin is dict:
        return _or_none(_table_of(_restorer(arguments[1])))
    if isinstance(kind, type) and is_dataclass(kind):
        return _or_none(_row_of(lambda values: kind(*values), _types_of(kind)))
    if kind is date:
        return _or_none(date.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _or_none(kind)
    return _or_none(partial(_only, kind))


def _or_none(restorer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else restorer(value)


def _only(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _rows_of(each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: tuple([each(item) for item in value])


def _table_of(each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: {key: each(item) for key, item in value.items()}


def _row_of(make: Callable[[Any], Any], kinds: Sequence[Any]) -> Callable[[Any], Any]:
    """Restores values of these types, in order. They are looked at when the first one comes: types may nest."""

    @cache
    def each() -> list[Callable[[Any], Any]]:
        return [_restorer(kind) for kind in kinds]

    return lambda value: make([one(item) for one, item in zip(each(), value, strict=True)])


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def to_bytes(value: Any) -> bytes:
    """Canonical JSON: the same value gives the same bytes, everywhere."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def encode_body(body: Body) -> bytes:
    """A body as bytes."""
    return to_bytes(body)


def decode_body(data: bytes) -> Body:
    """The reverse of `encode_body`.

    Raises:
        ValueError, TypeError: the bytes are no body.
    """
    html, headings, passages, links, anchors, removed = json.loads(data)
    return Body(
        html=html,
        headings=tuple(Heading(*item) for item in headings),
        passages=tuple(Passage(*item) for item in passages),
        links=tuple(LinkReference(*item) for item in links),
        anchors=tuple(anchors),
        removed=tuple(removed),
    )


def decode_facts(row: Any) -> BodyFacts:
    """Facts of a body out of a row of JSON."""
    links, anchors, *rest = row
    return BodyFacts(tuple([LinkReference(*item) for item in links]), tuple(anchors), *rest)


def decode_diagnostics(rows: Any) -> tuple[Diagnostic, ...]:
    """Diagnostics out of rows of JSON."""
    return tuple([Diagnostic(item[0], Severity(item[1]), *item[2:]) for item in rows])


def decode_source(row: Any) -> Source:
    """What a file says, out of a row of JSON."""
    (values, places), title, markdown, body_line, revision = row
    decoded = {name: _DECODERS[name](value) if name in _DECODERS else value for name, value in values.items()}
    fields_read = Fields(decoded, tuple([(name, line, column) for name, line, column in places]))
    return Source(fields_read, title, markdown, body_line, revision)


def _cause(row: Any) -> Cause:
    cause, remedy, remedy_type, expected = row
    return Cause(cause, tuple(remedy), RemedyType(remedy_type), expected)


def _environment(row: Any) -> Environment:
    product, versions, *lists = row
    return Environment(product, versions, *map(tuple, lists))


def _provenance(row: Any) -> Provenance:
    source, tickets, generated = row
    return Provenance(source, tuple(tickets), generated and date.fromisoformat(generated))


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "status": Status,
    "audience": Audience,
    "state": IssueState,
    "questions": tuple,
    "symptoms": tuple,
    "error_codes": tuple,
    "tags": tuple,
    "related": tuple,
    "causes": lambda rows: tuple([_cause(row) for row in rows]),
    "environment": _environment,
    "support": lambda row: Support(*row),
    "provenance": _provenance,
    "updated": date.fromisoformat,
    "reviewed": date.fromisoformat,
    "expires": date.fromisoformat,
}
"""By front-matter field, what is more than a text or a number."""
