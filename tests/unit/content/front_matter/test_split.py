# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.front_matter import Split, split
from kbgen.runtime.problems import Problems


def split_here(text: str) -> tuple[Split | None, list[str]]:
    problems = Problems("a.md")
    return split(text, problems), [str(item) for item in problems.diagnostics]


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_a_block_is_split_from_the_body(end: str) -> None:
    """Three dashes or dots end the block; line numbers count from the file's first line."""
    parts, problems = split_here(f"---\ntitle: A\n{end}\nbody\n---\nmore")
    assert problems == []
    assert parts == Split("title: A\n", 2, "body\n---\nmore", 4)


def test_files_without_front_matter_are_all_body() -> None:
    """No dashes on the first line, no front matter; a thematic break is none either."""
    for text in ("# A\n", "", "---\n\ntext after a break\n", "text\n---\ntitle: no\n---\n"):
        parts, problems = split_here(text)
        assert problems == []
        assert parts == Split("", 1, text, 1)


def test_an_empty_block_is_a_block() -> None:
    """`---` twice is front matter that says nothing, not text."""
    assert split_here("---\n---\nbody") == (Split("", 2, "body", 3), [])


def test_a_block_that_is_not_closed_is_refused() -> None:
    """Its fields must not be published as text."""
    parts, problems = split_here("---\ntitle: A\nsecret: yes\n")
    assert parts is None
    assert problems == ["a.md:1:1: KB201 front matter is not closed"]


@pytest.mark.parametrize("above", ["\n", "\n\n", "```markdown\n", "<!-- note -->\n"])
def test_a_block_that_does_not_come_first_is_refused(above: str) -> None:
    """A blank line or the opening of a code block above the dashes would publish the fields."""
    parts, problems = split_here(f"{above}---\ntitle: A\n---\nbody")
    line = above.count("\n") + 1
    assert parts is None
    assert problems == [
        f"a.md:{line}:1: KB201 front matter begins on line {line}, not on the first"
    ]


def test_code_that_looks_like_front_matter_can_be_shown_below_a_heading() -> None:
    """A proposal may show its fields as code; without a heading, they are taken for private."""
    code = "```yaml\n---\ntitle: A\n---\n```\n"
    problems = Problems("a.md")
    assert split(code, problems) is None
    assert [item.hint for item in problems.diagnostics] == [
        "Remove the text above it, or write a heading above if readers should see the code."
    ]
    parts, reported = split_here(f"# Proposal\n\n{code}")
    assert parts is not None
    assert (parts.body, reported) == (f"# Proposal\n\n{code}", [])


@pytest.mark.parametrize(
    "text", ['+++\ntitle = "x"\n+++\n', '{"title": "x"}\n\n# Hi', '{\n  "title": "x"\n}\n']
)
def test_toml_and_json_are_named(text: str) -> None:
    """Front matter of other systems is refused by its name."""
    parts, problems = split_here(text)
    assert parts is None
    assert problems[0].startswith("a.md:1:1: KB208")


def test_a_body_may_begin_with_a_brace() -> None:
    """Only JSON is JSON."""
    assert split_here("{{ variable }} text")[0] == Split("", 1, "{{ variable }} text", 1)


def test_huge_blocks_are_refused() -> None:
    """Sixteen kilobytes are enough for fields."""
    parts, problems = split_here("---\ntitle: " + "я" * 9000 + "\n---\n")
    assert parts is None
    assert problems[0].startswith("a.md:2:1: KB207")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" ---\ntitle: A\n---\nx", "a.md:1:1: KB201 the line of dashes begins with a space"),
        ("\u00a0---\ntitle: A\n---\nx", "a.md:1:1: KB201 an invisible character is in"),
        ("---\u00a0\ntitle: A\n---\nx", "a.md:1:1: KB201 an invisible character is in"),
        ("---\ntitle: A\n---\n\n---\ntags: a\n---\n", "a.md:5:1: KB201 a second block of fields"),
        ("title: A\n---\nx\n", "a.md:1:1: KB201 the first lines look like fields"),
        ("----\ntitle: A\n----\nx", "a.md:1:1: KB201 the first line has 4 dashes"),
        ("--\ntitle: A\n--\nx", "a.md:1:1: KB201 the first line has 2 dashes"),
        ("—\ntitle: A\n—\nx", "a.md:1:1: KB201 the first line has other characters"),
        ("---\ntitle: A\n----\nx", "a.md:3:1: KB201 this line does not end"),
        ("---\ntitle: A\n ---\nx\n\n---\ny", "a.md:3:1: KB201 this line does not end"),
        ("---\ntitle: A\n—\nx\n", "a.md:3:1: KB201 this line does not end"),
        ("title: A\nauthor: kim\n\n# B\n", "a.md:1:1: KB201 the first lines look like fields"),
    ],
)
def test_dashes_that_are_not_three_are_named(text: str, problem: str) -> None:
    """The fields would be published as text, or the text would become a value."""
    parts, problems = split_here(text)
    assert parts is None
    assert len(problems) == 1
    assert problems[0].startswith(problem)


@pytest.mark.parametrize(
    "text",
    [
        "----\n\ntext after a break",
        "Note: read this first.\n\ntext",
        "Title: A\ncontinues without a blank line",
    ],
)
def test_what_may_be_text_stays_text(text: str) -> None:
    """Only fields that surely are fields are refused."""
    assert split_here(text) == (Split("", 1, text, 1), [])


def test_a_block_of_text_may_contain_dashes() -> None:
    parts, problems = split_here("---\nsummary: |\n  a\n  ---\n  b\n---\nx")
    assert parts == Split("summary: |\n  a\n  ---\n  b\n", 2, "x", 7)
    assert problems == []
