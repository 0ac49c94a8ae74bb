# SPDX-License-Identifier: MIT
"""Model dataclasses ↔ compact JSON, for the cache and for hashing. No pickle: a cache may come from elsewhere."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kbgen.model import Body, Diagnostic, Heading, LinkReference, Passage, Severity


def canonical(value: Any) -> Any:
    """Dataclasses as lists of their fields, in order, everything else as JSON knows it."""
    if is_dataclass(value):
        return [canonical(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {str(key): canonical(value[key]) for key in sorted(value)}
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_bytes(value: Any) -> bytes:
    """Canonical JSON: the same value gives the same bytes, everywhere."""
    return json.dumps(canonical(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def encode_body(body: Body, diagnostics: tuple[Diagnostic, ...]) -> bytes:
    """One cache entry: a body and what its rendering found."""
    return to_bytes([body, diagnostics])


def decode_body(data: bytes) -> tuple[Body, tuple[Diagnostic, ...]]:
    """The reverse of `encode_body`.

    Raises:
        ValueError, TypeError: the bytes are not such an entry.
    """
    (html, headings, passages, links, anchors, removed), found = json.loads(data)
    body = Body(
        html=html,
        headings=tuple(Heading(*item) for item in headings),
        passages=tuple(Passage(*item) for item in passages),
        links=tuple(LinkReference(*item) for item in links),
        anchors=tuple(anchors),
        removed=tuple(removed),
    )
    return body, tuple(Diagnostic(item[0], Severity(item[1]), *item[2:]) for item in found)
