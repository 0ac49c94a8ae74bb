# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.front_matter.yaml_values import Block, parse_yaml
from kbgen.runtime.problems import Problems


def parse(text: str) -> tuple[Block | None, list[str]]:
    problems = Problems("a.md")
    return parse_yaml(text, 2, problems), [str(item) for item in problems.diagnostics]


def test_everything_is_a_string() -> None:
    """No Norway problem: no booleans, numbers, dates or nulls are guessed."""
    mapping, problems = parse(
        "a: [no, off, 1e3, 012, 12:30:45, 2024-01-01, null, ~]\nb: yes\nc: {d: 1.0}\n"
    )
    assert problems == []
    assert mapping is not None
    assert {name: value.plain() for name, value in mapping.fields.items()} == {
        "a": ["no", "off", "1e3", "012", "12:30:45", "2024-01-01", "null", "~"],
        "b": "yes",
        "c": {"d": "1.0"},
    }


def test_values_know_where_they_stand() -> None:
    """Lines count from the file's first line, columns in characters."""
    mapping, _ = parse("имя: значение\nlist:\n  - item\n")
    assert mapping is not None
    value = mapping.fields["имя"]
    assert (*value.key_location, value.line, value.column) == (2, 1, 2, 6)
    (item,) = mapping.fields["list"].value
    assert (item.line, item.column) == (4, 5)


_CANNOT = "KB201 front matter cannot be read: "


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_an_empty_block_has_no_fields(text: str) -> None:
    """Nothing is an empty mapping, not a problem."""
    mapping, problems = parse(text)
    assert mapping is not None
    assert (mapping.fields, problems) == ({}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b\n", "a.md:2:1: KB201 front matter is a list, not a set of fields"),
        ("just words\n", "a.md:2:1: KB201 front matter is plain text, not a set of fields"),
        (
            "title: A: B\n",
            "a.md:2:9: KB201 front matter cannot be read: a colon inside a value starts a new field",
        ),
        (
            "a:\n\tb: c\n",
            "a.md:3:1: KB201 front matter cannot be read: a tab indents this line",
        ),
        (
            "title: [a\nb: c\n",
            "a.md:2:8: KB201 front matter cannot be read: a list in brackets is not closed",
        ),
        (
            "title: {a: 1\nb: c\n",
            "a.md:2:8: KB201 front matter cannot be read: a mapping in braces is not closed",
        ),
        (
            "title: 'a\n",
            "a.md:2:8: KB201 front matter cannot be read: a quotation mark is not closed",
        ),
        (
            "title: 'a\n---\n",
            "a.md:2:8: KB201 front matter cannot be read: a quotation mark is not closed",
        ),
        (
            "a: 1\nb\nc: 2\n",
            "a.md:3:1: KB201 front matter cannot be read: a colon is missing after the name of a field",
        ),
        (
            'a: "b" c\n',
            "a.md:2:8: KB201 front matter cannot be read: text follows the closing quotation mark",
        ),
        (
            "a: - b\n",
            f"a.md:2:4: {_CANNOT}the value begins with a hyphen and a space, which begin a list",
        ),
        (
            "a:\n - b\n c: d\n",
            "a.md:4:2: KB201 front matter cannot be read: a list entry was expected here",
        ),
        ('a: "\\q"\n', "a.md:2:5: KB201 front matter cannot be read: a backslash in double quotes"),
        ('title: "\\ud800"\n', "a.md:2:11: KB201 front matter cannot be read"),
        (
            "a: 1\n--- \nb: 2\n",
            "a.md:3:1: KB201 front matter cannot be read: a second document begins",
        ),
        (
            "a: " + "[" * 30 + "]" * 30,
            "a.md:2:23: KB207 front matter is nested more than 20 levels deep",
        ),
        ("- " * 5000 + "a", "a.md:2:41: KB207 front matter is nested more than 20 levels deep"),
    ],
)
def test_unreadable_blocks_are_refused_where_they_go_wrong(text: str, problem: str) -> None:
    """One located message, and no value."""
    mapping, problems = parse(text)
    assert mapping is None
    assert problems[0].startswith(problem)


@pytest.mark.parametrize(
    ("text", "code", "words", "place"),
    [
        ("title: &x A\n", "KB206", "anchor &x", (2, 8)),
        ("title: *x\n", "KB206", "alias *x", (2, 8)),
        ("title: !ENV HOME\n", "KB206", "tag !ENV", (2, 8)),
        ("title: !!python/object/apply:os.system [x]\n", "KB206", "tag tag:yaml.org", (2, 8)),
        ("title: {<<: [b]}\n", "KB206", "merge key", (2, 9)),
        ("title: {[a]: b}\n", "KB206", "must be a word", (2, 9)),
        ("a: 1\ntitle: A\ntitle: B\n", "KB204", "first on line 3", (4, 1)),
    ],
)
def test_features_that_expand_or_refer_are_noted_with_their_field(
    text: str, code: str, words: str, place: tuple[int, int]
) -> None:
    """What YAML can do beyond data is a flaw of the top-level field in which it stands."""
    mapping, _ = parse(text)
    assert mapping is not None
    field, flaw = mapping.flaws[0]
    assert (field, flaw.code, (flaw.line, flaw.column)) == ("title", code, place)
    assert words in flaw.message


def test_an_alias_bomb_expands_to_nothing() -> None:
    """Aliases are never followed, so a billion laughs are a few flaws."""
    bomb = "a0: &a0 [x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 40))
    mapping, _ = parse(bomb)
    assert mapping is not None
    assert len(mapping.flaws) == 40 + 2 * 39
