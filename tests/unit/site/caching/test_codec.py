# SPDX-License-Identifier: MIT
"""What goes into the cache comes out equal: every field of every type, whatever its value."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, is_dataclass, make_dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.content.front_matter import ARTICLE, Fields
from kbgen.content.front_matter.schema import RENAMED
from kbgen.model import (
    Article,
    Body,
    BodyFacts,
    Diagnostic,
    Heading,
    Kind,
    PageInput,
    Passage,
    SearchDocument,
    SiteView,
    diagnostic,
)
from kbgen.site.building.last_build import LastBuild
from kbgen.site.caching.codec import from_bytes, restore, to_bytes, types_of
from kbgen.site.processes.tasks import ArticleRow

CACHED: tuple[type, ...] = (
    ArticleRow,
    Body,
    BodyFacts,
    Diagnostic,
    LastBuild,
    PageInput,
    SearchDocument,
    SiteView,
)
"""What the cache keeps; the types of their fields, and of the fields of these, belong to it."""
_TEXT = st.text(st.characters(), max_size=5)
"""Lone surrogates too: bodies have them."""
_JSON = {
    str: _TEXT,
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    NoneType: st.none(),
    date: st.dates(),
    datetime: st.datetimes(
        timezones=st.integers(-840, 840).map(lambda offset: timezone(timedelta(minutes=offset)))
    ),
}


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a type, by the types of all its fields: none keeps its default."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _JSON:
        return _JSON[kind]
    if kind is Fields:
        return front_matter()
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin is dict:
        return st.dictionaries(values_of(arguments[0]), values_of(arguments[1]), max_size=2)
    if origin is not None or not isinstance(kind, type):
        return st.one_of(*map(values_of, arguments))
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    assert is_dataclass(kind), f"this test does not know values of {kind}"
    return st.deferred(
        lambda: st.builds(kind, **{name: values_of(each) for name, each in types_of(kind).items()})
    )


def front_matter() -> st.SearchStrategy[Fields]:
    """Return a strategy for front matter: any field, of the type of the article's field that it becomes."""
    kinds = types_of(Article)
    optional = {name: values_of(kinds[RENAMED.get(name, name)]) for name in ARTICLE}
    places = st.lists(
        st.tuples(st.sampled_from(sorted(ARTICLE)), st.integers(1), st.integers(1)), max_size=2
    )
    return st.builds(Fields, st.fixed_dictionaries({}, optional=optional), places.map(tuple))


@pytest.mark.parametrize("kind", CACHED, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_every_field_comes_back(kind: type, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    again: Any = from_bytes(kind, to_bytes(value))
    assert (again, _shape(again)) == (value, _shape(value))


def _shape(value: Any) -> Any:
    """Return the types inside a value: an enum equals its text, and yet is another thing to a template."""
    if isinstance(value, tuple):
        return [tuple, *map(_shape, value)]
    if isinstance(value, dict):
        return [dict, *((key, _shape(item)) for key, item in sorted(value.items()))]
    if is_dataclass(value):
        return [type(value), *(_shape(getattr(value, name)) for name in value.__dataclass_fields__)]
    return type(value)


@pytest.mark.parametrize(
    "kind", [set[str], Path, time, list[str], bytes, Any, dict[int, str], str | int, object]
)
def test_a_new_field_of_a_type_that_the_cache_does_not_know_fails(kind: Any) -> None:
    made: Any = make_dataclass("Made", [("text", str), ("new", kind)])
    with pytest.raises(TypeError, match="the cache cannot store"):
        restore(made, ["text", None])


def test_front_matter_has_the_types_of_the_article_that_it_becomes() -> None:
    assert {RENAMED.get(name, name) for name in ARTICLE} <= types_of(Article).keys()


def test_a_page_is_kept_without_its_view_of_the_site() -> None:
    @dataclass(frozen=True)
    class Page:
        title: str
        site: Heading = field(default=Heading(1, "a", "A"))

    kept: Any = None
    assert restore(Page, json.loads(to_bytes(replace(Page("x"), site=kept)))) == Page("x", kept)


@pytest.mark.parametrize("value", [object(), time(12), Path("a"), b"a"])
def test_what_is_not_part_of_the_model_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is not part of the model"):
        to_bytes([value])


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b"[[1],[]]", b'["x",[],[],[],[]]', b'["x",[["y"]],[],[],[],[]]'],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_bytes(Body, data)


def test_equal_values_give_equal_bytes_whatever_their_order() -> None:
    @dataclass
    class Thing:
        when: date
        kind: Kind
        parts: dict[str, int]

    one, other = (
        Thing(date(2026, 11, 3), Kind.FAQ, {"b": 1, "a": 2}),
        Thing(date(2026, 11, 3), Kind.FAQ, {"a": 2, "b": 1}),
    )
    assert to_bytes(one) == to_bytes(other) == b'["2026-11-03","faq",{"a":2,"b":1}]'


def test_a_body_is_kept_without_the_names_of_its_fields() -> None:
    body = Body("<p>ł</p>", (Heading(2, "ł", "Żółw"),), (Passage("", "", 0, "lead"),), (), ("ł",))
    assert (
        to_bytes(body).decode()
        == '["<p>ł</p>",[[2,"ł","Żółw"]],[["","",0,"lead",[],false]],[],["ł"],[]]'
    )
    assert from_bytes(tuple[Diagnostic, ...], to_bytes([diagnostic("KB603", "a.md", "x")])) == (
        diagnostic("KB603", "a.md", "x"),
    )
