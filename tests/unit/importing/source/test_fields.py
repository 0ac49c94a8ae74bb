# SPDX-License-Identifier: MIT
"""Translate the fields of other generators."""

from __future__ import annotations

from typing import Any

import pytest

from kbgen.importing.findings import Findings
from kbgen.importing.source.fields import carry_fields
from kbgen.importing.source.front_matter import read_source

FIELDS = """---
page_title: " A  B "
description: Short
keywords: [b, c]
tags: a, b
sidebar_position: "3"
date: 2024-5-1
ms.date: 06/02/2024
authors: [x, {name: Y}]
published: false
redirect_from: /old/
layout: post
empty:
weight: high
---
"""


def carried(text: str) -> tuple[dict[str, Any], list[str], list[str]]:
    findings = Findings()
    source = read_source(text, "a.md", findings)
    fields = carry_fields(source.fields, "a.md", findings)
    found = [f"{item.kind.name} {item.line} {item.text}" for item in findings.items]
    return fields.values, fields.addresses, found


def test_fields_have_the_names_of_kbgen() -> None:
    """The first field with a value wins, lists of words are joined, and the rest is named."""
    values, addresses, found = carried(FIELDS)
    assert values == {
        "title": "A B",
        "summary": "Short",
        "tags": ["b", "c", "a"],
        "order": 3,
        "updated": "2024-05-01",
        "owner": "x, Y",
        "status": "draft",
    }
    assert addresses == ["/old/"]
    assert found == ["unknown-field 12 layout", "field-value 14 weight: high"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("draft: true", "draft"),
        ("draft: false", None),
        ("draft: perhaps", "draft"),
        ("published: true", None),
        ("unlisted: true", "draft"),
        ("publishDate: 2999-01-01", "draft"),
        ("publishDate: 2001-01-01", None),
        ("audience: ITPro", None),
        ("audience: agent", None),
        ("audience: staff only", "draft"),
        ("audience: [dev, internal]", "draft"),
        ("status: new", None),
        ("status: unpublished", "draft"),
        ("status: draft!", "draft"),
        ("visibility: private", "draft"),
        ("access: {read: members}", "draft"),
    ],
)
def test_nothing_becomes_public_by_mistake(text: str, status: str | None) -> None:
    """A value that may restrict readers makes a draft."""
    assert carried(f"---\n{text}\n---\n")[0].get("status") == status
