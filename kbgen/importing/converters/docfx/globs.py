# SPDX-License-Identifier: MIT
"""Match paths with the patterns of docfx.json: `**/*.{md,yml}`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_PART: Final = re.compile(r"\*\*/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{")
_MAX_STARS: Final = 12


def matches_any(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path matches one of the patterns; case does not matter, as in DocFX."""
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./").strip("/")
    if pattern.count("*") > _MAX_STARS:  # matching would take too long
        return re.compile(re.escape(pattern))
    expression = "".join(_expression(part) for part in _PART.findall(pattern))
    return re.compile(expression, re.IGNORECASE)


def _expression(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if len(part) > 1 and part[0] == "{":
        inside = (
            "".join(_expression(item) for item in _PART.findall(choice))
            for choice in part[1:-1].split(",")
        )
        return f"(?:{'|'.join(inside)})"
    return re.escape(part)
