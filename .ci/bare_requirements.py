# SPDX-License-Identifier: MIT
"""Print what kbgen needs, MkDocs and Material left out, and what its unit tests need."""

import tomllib
from pathlib import Path

_ENGINE = ("mkdocs", "mkdocs-material")
_TESTS = ("pytest", "pytest-xdist", "hypothesis")


def main() -> None:
    """Print one requirement a line."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    needed = [line for line in project["dependencies"] if line.split(">")[0] not in _ENGINE]
    tests = [
        line for line in project["optional-dependencies"]["dev"] if line.split(">")[0] in _TESTS
    ]
    print("\n".join(needed + tests))  # noqa: T201


main()
