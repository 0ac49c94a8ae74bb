# SPDX-License-Identifier: MIT
"""What goes into the cache comes out equal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from kbgen.model import Body, Heading, Kind, LinkReference, Passage, diagnostic
from kbgen.site.caching.codec import decode_body, decode_diagnostics, decode_facts, encode_body, to_bytes

BODY = Body(
    html="<h2 id='ł'>Żółw \ud800</h2>",
    headings=(Heading(2, "ł", "Żółw"),),
    passages=(Passage("", "", 0, "lead"), Passage("ł", "Żółw", 2, "text\nmore")),
    links=(LinkReference("a.md", False, "A"), LinkReference("i.png", True)),
    anchors=("ł",),
    removed=("script",),
)


def test_a_body_comes_back() -> None:
    assert decode_body(encode_body(BODY)) == BODY


def test_facts_and_diagnostics_come_back() -> None:
    found = (diagnostic("KB603", "a.md", "x", line=3, column=2, hint="y"),)
    facts, rows = json.loads(to_bytes([BODY.facts, found]))
    assert (decode_facts(facts), decode_diagnostics(rows)) == (BODY.facts, found)


def test_what_is_not_part_of_the_model_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        to_bytes([object()])


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[[1],[]]"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode_body(data)


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
