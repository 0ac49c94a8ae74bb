# SPDX-License-Identifier: MIT
"""The parts that converters share: names, fields, anchors, plain data in JavaScript, tags."""

from __future__ import annotations

from typing import Any

import pytest

from kbgen.importing.fields import carry_fields
from kbgen.importing.file_names import NewNames, safe_path
from kbgen.importing.findings import Findings
from kbgen.importing.front_matter import read_source
from kbgen.importing.js_literals import UNKNOWN, exported_value, expression_value, object_after
from kbgen.importing.links import rebase_links
from kbgen.importing.outside_code import hide_code
from kbgen.importing.slugs import github_slug, heading_text, keep_anchors, vitepress_slug


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("a/b.md", "a/b.md"),
        ("../../etc/passwd.md", "etc/passwd.md"),
        ("/etc/passwd.md", "etc/passwd.md"),
        ("a\\..\\b.md", "a/b.md"),
        ("C:\\a.md", "C-/a.md"),
        ("...md", "page.md"),
        (".git/config.md", "git/config.md"),
        ("_data/a.md", "data/a.md"),
        ("a%2e%2e/b?.md", "a-2e-2e/b-.md"),
        ("con.md", "page-con.md"),
        (" a .md", "a.md"),
        ("a\u202eb.md", "ab.md"),
        ("a\x00b.md", "a-b.md"),
        ("", "index.md"),
    ],
)
def test_a_path_becomes_safe(path: str, safe: str) -> None:
    """No path leaves its folder, and every system can store it."""
    assert safe_path(path) == safe


def test_names_are_unique_by_address() -> None:
    """Two files whose addresses differ in letter case only are one file on some systems."""
    names = NewNames()
    given = [
        names.unique(path) for path in ("a.md", "A.md", "a/index.md", "a/README.md", "search.md")
    ]
    assert given == ["a.md", "A-2.md", "a-3.md", "a-4.md", "search-2.md"]


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


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "A"\nweight = 2\n+++\nText\n',
        '{"title": "A", "weight": 2}\nText\n',
        "---\ntitle: A\nweight: 2\n---\nText\n",
        "\ufeff".lstrip("\ufeff") + "---\ntitle: A\nweight: 2\n...\nText\n",
    ],
)
def test_front_matter_is_yaml_toml_or_json(text: str) -> None:
    """All three mean the same."""
    source = read_source(text, "a.md", Findings())
    assert carried(text)[0] == {"title": "A", "order": 2}
    assert source.body == "Text\n"
    assert text.split("\n")[source.body_line - 1] == "Text"


@pytest.mark.parametrize("text", ["---\na: [b\n---\nText", "+++\na = \n+++\nText", '{"a": \nText'])
def test_broken_front_matter_is_named(text: str) -> None:
    """The article comes in without its fields."""
    assert [found.split()[0] for found in carried(text)[2]] == ["front-matter"]


@pytest.mark.parametrize(
    ("heading", "text", "slug"),
    [
        ("A & B", "A & B", "a--b"),
        ("`--seed=<num>`", "--seed=<num>", "--seednum"),
        ("`x` \\[array&lt;string&gt;]", "x [array<string>]", "x-arraystring"),
        (
            "[Link](a.md) **bold** _it_ snake_case",
            "Link bold it snake_case",
            "link-bold-it-snake_case",
        ),
        ("Größe", "Größe", "größe"),
    ],
)
def test_anchors_are_those_of_github(heading: str, text: str, slug: str) -> None:
    """Markup does not count; code does."""
    assert heading_text(heading) == text
    assert github_slug(heading_text(heading)) == slug


def test_headings_keep_their_anchors() -> None:
    """Only headings whose anchor would change get one; repeated ones are numbered as before."""
    text = "## A & B\n\n## Plain\n\n## Plain\n\n## Own {#own}\n\n```\n## A & B\n```\n"
    assert keep_anchors(text, github_slug) == (
        "## A & B { #a--b }\n\n## Plain\n\n## Plain { #plain-1 }\n\n## Own {#own}\n\n```\n## A & B\n```\n"
    )
    assert keep_anchors("## 1. Élan\n", vitepress_slug) == "## 1. Élan { #_1-elan }\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("module.exports = {a: ['b', \"c\",], 'd': 1.5, e: true, f: null};", {"a": ["b", "c"], "d": 1.5, "e": True, "f": None}),
        ("const x: T = {a: `b`, c: `${d}`};\nexport default x;", {"a": "b", "c": UNKNOWN}),
        ("export default {a: f(1, {b: 2}), ...c, d() { return {} }, e: 'x' + y, g: 'z'} satisfies T", {"a": UNKNOWN, "e": UNKNOWN, "g": "z"}),
        ("module.exports = { // one\n a: /* two */ 'it\\'s' }", {"a": "it's"}),
        ("module.exports = f();", UNKNOWN),
        ("module.exports = {a: [", UNKNOWN),
        ("[" * 5000, UNKNOWN),
    ],
)  # fmt: skip
def test_plain_data_in_javascript_is_read(text: str, value: Any) -> None:
    """What only a program knows is unknown, and the rest is read."""
    assert exported_value(text) == value


def test_objects_are_found_by_name() -> None:
    """Everywhere in a file, but not inside other words."""
    assert object_after("x({docs: {path: 'a'}, mydocs: 'b'})", "docs") == [{"path": "a"}]
    assert expression_value("{a: 1}") == {"a": 1}
    assert expression_value("'a' + b") is UNKNOWN


def test_links_move_with_a_text() -> None:
    """Relative ones are adjusted; others and code stay."""
    text = "[a](b.md#c) ![](../x.png) [d](/e) [f](#g) [h](https://i.j) `[k](l.md)`"
    assert rebase_links(text, "one/two", "three") == (
        "[a](../one/two/b.md#c) ![](../one/x.png) [d](/e) [f](#g) [h](https://i.j) `[k](l.md)`"
    )


def test_code_is_hidden_with_its_length() -> None:
    """Fences, spans and HTML code; the number of lines stays."""
    text = "a `b` c\n\n- ```js\n  d\n  ```\n~~~\ne\n~~~\n<code>f</code> g\n"
    hidden = hide_code(text)
    assert len(hidden) == len(text)
    assert hidden.replace("\0", "") == "a  c\n\n\n\n\n\n\n\n<code></code> g\n"
