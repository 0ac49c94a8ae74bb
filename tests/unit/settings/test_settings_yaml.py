# SPDX-License-Identifier: MIT
"""What mkdocs.yml may contain beyond front matter: types, aliases, variables, tags of Python."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kbgen.runtime.located_yaml import Located
from kbgen.runtime.problems import Problems
from kbgen.settings import PythonCall, PythonName
from kbgen.settings.settings_yaml import read_yaml
from kbgen.settings.types import RelativeFolder


def read(text: str) -> tuple[Any, list[str]]:
    problems = Problems("f")
    tree = read_yaml(text, problems)
    return tree.plain() if tree else None, [str(item)[2:] for item in problems.diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("'5'", "5"),
        ("0.5", 0.5),
        ("yes", True),
        ("~", None),
        ("2024-05-01", date(2024, 5, 1)),
        ("!!str 5", "5"),
        ("!!python/name:os.system", PythonName("os.system")),
        ("!!python/object/apply:os.system [ls]", PythonCall("os.system", ("ls",))),
        ("!!python/object/apply:os.system {kwds: {b: 1}}", PythonCall("os.system", (), {"b": 1})),
        (
            "!!python/object/apply:f {args: [1], kwds: {b: !!python/name:c }}",
            PythonCall("f", (1,), {"b": PythonName("c")}),
        ),
        ("!!python/tuple [1, !!python/str 2]", [1, "2"]),
        ("!!python/none", None),
        ("!relative $docs_dir/parts", RelativeFolder("$docs_dir/parts")),
        ("!ENV KB_UNSET", None),
        ("!ENV [KB_UNSET, [a, 5]]", ["a", 5]),
        ("!ENV [KB_SET, a]", {"b": True}),
    ],
)
def test_values_have_the_types_of_yaml(monkeypatch, text: str, value: Any) -> None:
    """Python objects are named and never made."""
    monkeypatch.setenv("KB_SET", "b: yes")
    assert read(f"a: {text}\n") == ({"a": value}, [])


def test_names_are_text_as_written() -> None:
    """`no` is the code of Norwegian."""
    assert read("no: 1\n5: 2\n") == ({"no": 1, "5": 2}, [])


def test_an_alias_has_the_value_of_its_anchor_and_a_key_of_its_own() -> None:
    tree = read_yaml("a: &x [1]\nbb: *x\n", Problems("f"))
    assert tree is not None
    assert tree.plain() == {"a": [1], "bb": [1]}
    assert [(item.key_location, item.line) for item in tree.value.values()] == [
        ((1, 1), 1),
        ((2, 1), 1),
    ]


def test_a_value_from_a_variable_is_located_at_its_tag(monkeypatch) -> None:
    monkeypatch.setenv("KB_SET", "[{b: c}]")
    tree = read_yaml("a: !ENV KB_SET\n", Problems("f"))
    assert tree is not None
    assert tree.value["a"].value[0].value["b"] == Located("c", 1, 4)


def test_entries_without_a_usable_name_are_reported_and_the_rest_is_read() -> None:
    assert read("'': 1\n[a]: 2\nb: 3\nb: 4\n") == (
        {"b": 3},
        [
            "1:1: KB701 a setting must have a name",
            "2:1: KB701 a setting must have a name",
            "4:1: KB701 'b' is set twice",
        ],
    )


def test_names_of_other_tools_settings_are_as_mkdocs_reads_them(monkeypatch) -> None:
    """Variables, nothing at all, and a name that is given twice: the last one counts."""
    monkeypatch.setenv("KB_SET", "News")
    text = (
        "nav:\n- !ENV [KB_UNSET, Home]: a.md\n- !ENV KB_SET: b.md\n- null: c.md\n- '': d.md\n"
        "extra: {a: 1, a: 2}\nplugins:\n- tags: {b: 1, b: 2}\n"
    )
    assert read(text) == (
        {
            "nav": [{"Home": "a.md"}, {"News": "b.md"}, {"null": "c.md"}, {"": "d.md"}],
            "extra": {"a": 2},
            "plugins": [{"tags": {"b": 2}}],
        },
        [],
    )


@pytest.mark.parametrize("dash", ["- ", "  "])
def test_a_setting_of_ours_that_is_given_twice_is_reported(dash: str) -> None:
    text = (
        f"plugins:\n{dash}kbgen:\n    contact: {{url: x, url: y}}\n    limits: 1\n    limits: 2\n"
    )
    assert read(text)[1] == [
        "3:23: KB701 'url' is set twice",
        "5:5: KB701 'limits' is set twice",
    ]


def test_merge_keys_add_what_a_mapping_lacks() -> None:
    text = (
        "extra:\n  a: &a {x: 1, y: 2}\n  b: &b {z: 4}\n  c: {<<: *a, x: 3}\n  d: {<<: [*a, *b]}\n"
    )
    extra = read(text)[0]["extra"]
    assert (extra["c"], extra["d"]) == ({"x": 3, "y": 2}, {"x": 1, "y": 2, "z": 4})


def test_the_folder_of_each_page_is_no_folder_of_snippets() -> None:
    """It would make a text depend on its place."""
    message = "'!relative' alone means the folder of each page, which kbgen does not support"
    assert read("a: !relative\n") == (
        None,
        [f"1:4: KB701 YAML cannot be read: {message}"],
    )
