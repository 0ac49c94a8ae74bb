# SPDX-License-Identifier: MIT
"""Read YAML with locations: text in, a tree of values with line and column out.

Used for mkdocs.yml and other settings files. Resolves `!ENV`, keeps `!!python/name` as a
`PythonName` and never creates other Python objects. Values have the types of YAML's core schema.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from kbgen.settings.types import PythonName

_PYTHON_TAGS = ("tag:yaml.org,2002:python/name:", "tag:yaml.org,2002:python/object/apply:")
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader if PyYAML has it, which saves a tenth of a second per build."""
Problem = Callable[[int, int, str, str], None]
"""A function of (line, column, message, hint) that receives each problem."""


@dataclass(frozen=True, slots=True)
class Located:
    """A value with the location of its first character. Mappings and lists contain `Located`s."""

    value: Any
    line: int
    column: int
    key_place: tuple[int, int] = (1, 1)
    """(line, column) of the key, if this is a value of a mapping."""

    def items(self) -> Iterator[tuple[str, Located]]:
        """Yield the entries of a mapping; nothing for any other value."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def plain(self) -> Any:
        """Return the value without locations."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


def read_yaml(text: str, problem: Problem) -> Located | None:
    """Parse a YAML document.

    Args:
        text: Text of the file.
        problem: Called for each problem.

    Returns:
        The tree, or None when the text is empty or cannot be parsed.
    """
    loader = SAFE_LOADER(text)
    try:
        node = loader.get_single_node()
        return _convert(node, loader, problem) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem(
            line,
            column,
            f"YAML cannot be read: {error.problem or error.context}",
            "Check indentation and quotes.",
        )
    except (yaml.YAMLError, ValueError) as error:
        problem(1, 1, f"YAML cannot be read: {str(error).splitlines()[0]}", "")
    except RecursionError:
        problem(1, 1, "YAML is nested too deeply", "")
    finally:
        loader.dispose()
    return None


def _convert(node: yaml.Node, loader: Any, problem: Problem) -> Located:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if node.tag == "!ENV":
        return _located(_environment(node, loader), line, column)
    if node.tag.startswith(_PYTHON_TAGS):
        return Located(PythonName(node.tag.partition("python/")[2].partition(":")[2]), line, column)
    if isinstance(node, yaml.MappingNode):
        return Located(_mapping(node, loader, problem), line, column)
    if isinstance(node, yaml.SequenceNode):
        return Located([_convert(item, loader, problem) for item in node.value], line, column)
    return Located(loader.construct_object(node), line, column)


def _mapping(node: yaml.MappingNode, loader: Any, problem: Problem) -> dict[str, Located]:
    result: dict[str, Located] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not key:
            problem(line, column, "a setting must have a name", "Write 'name: value'.")
        elif key in result:
            problem(line, column, f"'{key}' is set twice", "Remove one of the two.")
        else:
            result[key] = replace(_convert(value_node, loader, problem), key_place=(line, column))
    return result


def _located(value: Any, line: int, column: int) -> Located:
    """Give a value from the environment, with all it contains, the location of its `!ENV` tag."""
    if isinstance(value, dict):
        return Located(
            {str(key): _located(item, line, column) for key, item in value.items()}, line, column
        )
    if isinstance(value, list):
        return Located([_located(item, line, column) for item in value], line, column)
    return Located(value, line, column)


def _environment(node: yaml.Node, loader: Any) -> Any:
    """Resolve `!ENV NAME` or `!ENV [NAME, OTHER, default]`.

    Returns the first variable that is set, otherwise the default, otherwise None.
    """
    if isinstance(node, yaml.ScalarNode):
        values = [node.value]
    else:
        values = [loader.construct_object(item, deep=True) for item in node.value]
    # The last of several entries is the default; a single entry is a name.
    names, default = (values[:-1], values[-1]) if len(values) > 1 else (values, None)
    text = next((os.environ[str(name)] for name in names if str(name) in os.environ), None)
    return yaml.safe_load(text) if text is not None else default
