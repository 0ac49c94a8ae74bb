# SPDX-License-Identifier: MIT
"""Read YAML files that are not for kbgen: settings, data and navigation of other generators.

In: a file. Out: plain values. Aliases are refused: some lines of them can mean gigabytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from kbgen.importing.findings import BAD_DATA
from kbgen.runtime.located_yaml import SAFE_LOADER

if TYPE_CHECKING:
    from kbgen.importing.findings import Findings
    from kbgen.importing.source_tree import SourceTree


def read_plain_yaml(tree: SourceTree, path: str, findings: Findings) -> Any:
    """Return the values of a file; None if it cannot be read, which becomes a finding."""
    text = tree.text(path)
    if text is None:
        return None
    try:
        if "*" in text and any(isinstance(event, yaml.AliasEvent) for event in _events(text)):
            findings.add(BAD_DATA, path, "it has aliases (*name)")
            return None
        return yaml.load(text.removeprefix("\ufeff"), Loader=SAFE_LOADER)  # noqa: S506  safe
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        findings.add(BAD_DATA, path, error.problem or "it is not YAML", line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        findings.add(BAD_DATA, path, str(error).split("\n")[0])
    return None


def _events(text: str) -> Any:
    return yaml.parse(text, Loader=SAFE_LOADER)
