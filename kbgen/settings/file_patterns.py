# SPDX-License-Identifier: MIT
"""Match paths with patterns as in a `.gitignore` file, by the library that MkDocs uses.

In: patterns, one per line. Out: a `GitIgnoreSpec`; or, for patterns that it cannot read, the
reason.
"""

from __future__ import annotations

from functools import lru_cache

from pathspec import GitIgnoreSpec


@lru_cache(maxsize=16)
def file_patterns(lines: str) -> GitIgnoreSpec:
    """Return the matcher of these patterns.

    Raises:
        ValueError: A pattern cannot be read.
    """
    return GitIgnoreSpec.from_lines(lines.splitlines())


def patterns_problem(lines: str) -> str:
    """Return why the patterns cannot be used; empty if they can."""
    try:
        file_patterns(lines)
    except ValueError as error:
        return " ".join(str(error).split())
    return ""
