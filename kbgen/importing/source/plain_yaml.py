# SPDX-License-Identifier: MIT
"""Read YAML files that are not for kbgen: settings, data and navigation of other generators.

In: a file. Out: plain values. Some lines of aliases can mean gigabytes, so they are counted.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final

import yaml

from kbgen.importing.findings import BAD_DATA, Findings
from kbgen.importing.source.tree import SourceTree
from kbgen.runtime.located_yaml import SAFE_LOADER

MAX_VALUES: Final = 1_000_000


def read_plain_yaml(tree: SourceTree, path: str, findings: Findings) -> Any:
    """Return the values of a file; None if it cannot be read, which becomes a finding."""
    text = tree.text(path)
    if text is None:
        return None
    try:
        text = text.removeprefix("\ufeff")
        node = yaml.compose(text, Loader=SAFE_LOADER) if "*" in text else None
        if node is not None and _size(node, {}) >= MAX_VALUES:
            findings.add(BAD_DATA, path, "its aliases (*name) mean too many values")
            return None
        return yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506  safe
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        findings.add(BAD_DATA, path, error.problem or "it is not YAML", line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        findings.add(BAD_DATA, path, str(error).split("\n")[0])
    return None


def _size(node: yaml.Node, sizes: dict[int, int]) -> int:
    """Return how many values a node means when its aliases are written out."""
    if id(node) in sizes:
        return sizes[id(node)]
    # An alias inside of what it names would have no end.
    sizes[id(node)] = MAX_VALUES
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        children = list(chain.from_iterable(node.value))
    elif isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    size = min(MAX_VALUES, 1 + sum(_size(child, sizes) for child in children))
    sizes[id(node)] = size
    return size
