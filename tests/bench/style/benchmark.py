# SPDX-License-Identifier: MIT
"""`python -m tests.bench style`: compare our code with codebases that we learn from.

In: the packages of the others, installed by name into a temporary folder. Out: a section of
RESULTS.md.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..results import circumstances, write_section
from ..tables import table
from .measure import MAX_COLUMNS, StyleFigures, measure_package

OURS: Final = Path(__file__).parents[3] / "kbgen"
PEERS: Final = {
    "mkdocs": "mkdocs",
    "starlette": "starlette",
    "httpx": "httpx",
    "griffelib": "griffe",
    "sqlite-utils": "sqlite_utils",
    "mkdocs-awesome-nav": "mkdocs_awesome_nav",
    "sphinx": "sphinx",
    "attrs": "attr",
    "pagefind": "pagefind",
}
"""Distribution → its package."""
_HEAD: Final = (
    "codebase",
    "lines",
    "docstrings",
    "dated English",
    "functions without a verb first",
    "nested comprehensions / 1,000 lines",
    "comments / 1,000 lines",
    f"lines over {MAX_COLUMNS}",
    "statements",
    "tokens",
)


def run_style(section: bool = True) -> None:
    """Measure everything, print the table and write its section."""
    rows = [("kbgen", measure_package(OURS))]
    with TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            folder,
            *PEERS,
        ]
        subprocess.run(command, check=True)
        rows += [
            (_label(name, folder), measure_package(Path(folder, package)))
            for name, package in PEERS.items()
        ]
    text = table(_HEAD, [_cells(name, figures) for name, figures in rows if figures.lines])
    print(text)
    if section:
        write_section(
            "Code: readability compared with other projects", f"{circumstances()}\n\n{text}"
        )


def _label(name: str, folder: str) -> str:
    found = distributions(name=name, path=[folder])
    return " ".join([name, *(item.version for item in found)])


def _cells(name: str, figures: StyleFigures) -> tuple[str, ...]:
    thousands = figures.lines / 1000
    return (
        name,
        f"{figures.lines:,}",
        f"{figures.docstrings:,}",
        f"{figures.dated:,}",
        f"{figures.without_verb / max(1, figures.function_docstrings):.0%}",
        f"{figures.nested_comprehensions / thousands:.1f}",
        f"{figures.comments / thousands:.0f}",
        f"{figures.long_lines / figures.lines:.1%}",
        f"{figures.statements:,}",
        f"{figures.tokens:,}",
    )
