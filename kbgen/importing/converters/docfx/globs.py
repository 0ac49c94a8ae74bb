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
    # Each star can match at many places, so matching would take exponential time.
    if pattern.count("*") > _MAX_STARS:
        return re.compile(re.escape(pattern))
    return re.compile(_expressions(pattern), re.IGNORECASE)


def _expressions(pattern: str) -> str:
    return "".join(map(_expression, _PART.findall(pattern)))


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
        return f"(?:{'|'.join(map(_expressions, part[1:-1].split(',')))})"
    return re.escape(part)
