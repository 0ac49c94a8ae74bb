# SPDX-License-Identifier: MIT
"""Read YAML and JSON that is not for kbgen: settings, data and navigation of other generators.

In: a file. Out: plain values. Some lines of aliases can mean gigabytes, so they are counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import yaml

from kbgen.importing.findings import BAD_DATA, Findings
from kbgen.importing.source.js_literals import UNKNOWN, expression_value
from kbgen.importing.source.tree import SourceTree
from kbgen.runtime.located_yaml import SAFE_LOADER

MAX_VALUES: Final = 1_000_000


def read_data(tree: SourceTree, path: str, findings: Findings) -> Any:
    """Return the values of a file; None if it cannot be read, which becomes a finding.

    In JSON, comments and trailing commas are allowed, as other generators do.
    """
    text = tree.text(path)
    if text is None:
        return None
    try:
        return _json(text) if path.lower().endswith(".json") else _yaml(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        findings.add(BAD_DATA, path, error.problem or "it is not YAML", line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        findings.add(BAD_DATA, path, str(error).split("\n")[0])
    return None


def mapping(value: Any) -> dict[str, Any]:
    """Return a value if it is a mapping; an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """Return the mappings of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_of(values: Mapping[str, Any], name: str, default: str = "") -> str:
    """Return a value that is a text, without white space around it."""
    value = values.get(name)
    return value.strip() if isinstance(value, str) else default


def plain(value: Any) -> Any:
    """Return a value with texts for all scalars, as front matter is read."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        value = expression_value(text.strip())
        if value is UNKNOWN:
            raise
        return value


def _yaml(text: str) -> Any:
    node = yaml.compose(text, Loader=SAFE_LOADER) if "*" in text else None
    if node is not None and _size(node, {}) >= MAX_VALUES:
        raise ValueError("its aliases (*name) mean too many values")
    return yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506  safe


def _size(node: yaml.Node, sizes: dict[int, int]) -> int:
    """Return how many values a node means when its aliases are written out."""
    if id(node) in sizes:
        return sizes[id(node)]
    # An alias inside of what it names would have no end.
    sizes[id(node)] = MAX_VALUES
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        children = [part for pair in node.value for part in pair]
    elif isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    size = min(MAX_VALUES, 1 + sum(_size(child, sizes) for child in children))
    sizes[id(node)] = size
    return size
